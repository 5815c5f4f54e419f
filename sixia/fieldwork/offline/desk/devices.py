"""The list of devices, taking one off it, and what has arrived from one's own."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.offline import actions
from sixia.fieldwork.offline.desk import FieldMixin, works
from sixia.fieldwork.offline.models import Device, Line
from sixia.fieldwork.offline.verbs.labels import LABELS
from sixia.people.desk.base import Act, DeskMixin
from sixia.people.rules import SECURITY_ADMIN
from sixia.ui.lists import Column, ListPage, Order, Tab


def ending(row: Any) -> str:
    """How a device ended; empty while it is in use."""
    return str(row.get_ending_display())


def what(row: Any) -> str:
    """What was written, in the reader's language."""
    return str(LABELS.get(row.verb, row.verb))


def stands(row: Any) -> str:
    """What became of it, with the sentence of a refusal."""
    return f"{row.get_state_display()} {row.sentence}".strip()


class DeviceList(DeskMixin, ListPage):
    """`/desk/devices`: one's own; all of them for the security administrator."""

    title = _("Devices")
    columns = (
        Column("name", _("Device"), "name", lead=True),
        Column("account", _("Person"), "account.name"),
        Column("waiting", _("Not yet sent, by its last report"), "waiting", sort="waiting"),
        Column("seen", _("Last heard of"), "seen_at", cell="offline/cells/when.html", sort="seen"),
        Column("stands", _("How it stands"), ending, cell="offline/cells/device.html"),
    )
    orders = (
        Order("seen", _("Last heard of first"), ("-seen_at",)),
        Order("waiting", _("Most unsent first"), ("-waiting",)),
    )
    tabs = (
        Tab("live", _("In use"), lambda rows, request: rows.filter(ended_at=None)),
        Tab("ended", _("Off the list"), lambda rows, request: rows.exclude(ended_at=None)),
    )
    empty_title = _("No device works without a network")
    empty_text = _("Open “Work without a network” on a telephone or tablet to prepare it.")

    def allowed(self) -> bool:
        """Whoever works out and about, and whoever keeps the devices."""
        return works(self.actor) or self.actor.has(SECURITY_ADMIN)

    def queryset(self) -> QuerySet[Any]:
        """With their people."""
        return Device.objects.visible_to(self.actor).select_related("account")


class EndDevice(Act):
    """`/desk/devices/<pk>/end`: for a device that was lost, or given to somebody else."""

    title = _("Take the device off the list")
    words = _(
        "It can send nothing more, and what it keeps is cleared as soon as it finds a network. "
        "Records that it has not sent are lost: send them first where that is possible."
    )
    button = _("Take it off the list")
    done = _("The device is off the list.")
    tone = "grave"

    def allowed(self) -> bool:
        """As for the list."""
        return works(self.actor) or self.actor.has(SECURITY_ADMIN)

    @cached_property
    def thing(self) -> Any:
        """The device."""
        return get_object_or_404(Device.objects.visible_to(self.actor).live(), pk=self.kwargs["pk"])

    def do(self, form: Any, now: Any) -> str:
        """End it."""
        actions.end(self.thing, by=self.actor, now=now)
        return self.back()

    def back(self) -> str:
        """The list."""
        return reverse("field_devices")


class ReceivedList(FieldMixin, ListPage):
    """`/desk/devices/received`: every record that has arrived from one's devices, and what became of it."""

    title = _("Arrived from my devices")
    columns = (
        Column("what", _("What was written"), what, cell="offline/cells/what.html", lead=True),
        Column("stands", _("What became of it"), stands, cell="offline/cells/stands.html"),
        Column("device", _("Device"), "device.name"),
        Column("at", _("Arrived"), "first_at", cell="offline/cells/when.html", sort="new"),
    )
    orders = (Order("new", _("Newest first"), ("-pk",)),)
    tabs = (
        Tab("all", _("All"), lambda rows, request: rows),
        Tab("open", _("Not taken"), lambda rows, request: rows.filter(state__in=(Line.REFUSED, Line.CONFLICT)), tone="warn"),
    )
    empty_title = _("Nothing has arrived yet")
    empty_text = _("What you write without a network is listed here as soon as it has been sent.")

    def queryset(self) -> QuerySet[Any]:
        """With the device."""
        return Line.objects.visible_to(self.actor).select_related("device")
