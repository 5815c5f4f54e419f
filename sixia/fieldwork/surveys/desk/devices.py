"""Telephones with ODK Collect: one's own admitted with a token shown once; shut out by oneself or the security administrator."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views import View

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.desk.base import READERS
from sixia.fieldwork.surveys.forms.acts import DeviceForm
from sixia.fieldwork.surveys.models import Device
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment
from sixia.people.rules import SECURITY_ADMIN
from sixia.ui.http import invalid_response, refusal_response


class DevicesView(Moment, View):
    """`/desk/surveys/devices`: one's own telephones, and a new one."""

    roles = READERS
    template = "surveys/desk/devices.html"

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        rows = Device.objects.visible_to(self.actor).filter(account_id=self.actor.official_id, revoked_at=None).order_by("-pk")
        address = self.request.build_absolute_uri(reverse("openrosa")).rstrip("/")
        return {"devices": list(rows), "server": address, "username": self.request.user.get_username(), "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, self.template, {**self.context(), "form": DeviceForm()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Admit one; the token is shown now and never again."""
        form = DeviceForm(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        try:
            device, token = actions.admit(form.cleaned_data["name"], by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        response = render(request, self.template, {**self.context(), "form": DeviceForm(), "device": device, "token": token})
        response["Cache-Control"] = "no-store"
        return response


class ShutOutView(Moment, View):
    """`/desk/surveys/devices/<pk>` by POST: its token works no more."""

    roles = (*READERS, SECURITY_ADMIN)
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shut it out."""
        device = Device.objects.visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        if device is None:
            raise Http404
        try:
            actions.shut_out(device, by=self.actor, now=self.now)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, gettext("“%(name)s” is shut out. What came by it stays.") % {"name": device.name})
        own = device.account_id == self.actor.account_id
        return redirect("desk_survey_devices") if own else redirect("people_person", pk=device.account_id)
