"""What each verb is called on pages, and the sentences that the app itself says."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Final[dict[str, str | Promise]] = {
    "reception.open": _("Reception opened"),
    "reception.book": _("Somebody came"),
    "reception.arrive": _("Has arrived"),
    "reception.sit": _("Sits down"),
    "reception.record": _("Came of the talk"),
    "reception.finish": _("Talk finished"),
    "visits.note": _("Line of a visit"),
    "visits.hold": _("Visit has taken place"),
    "visits.words": _("Words that want an answer"),
    "onsite.open": _("Meeting on the spot opened"),
    "onsite.add": _("Raised on the spot"),
    "onsite.decide": _("Decided on the spot"),
}
WORDS: Final[dict[str, str | Promise]] = {
    "app": _("Out and about"),
    "online": _("Network"),
    "offline": _("No network"),
    "unsent": _("Not yet sent: %(n)s"),
    "nothing_unsent": _("Everything has been sent."),
    "waiting": _("Not yet sent"),
    "kept": _("Arrived"),
    "refused": _("Not taken"),
    "conflict": _("Somebody else wrote meanwhile"),
    "fresh": _("Loaded %(at)s"),
    "arrived": _("Arrived today: %(n)s"),
    "photos": _("Photos: %(n)s"),
    "photos_lost": _("Photos that are no longer on this device: %(n)s"),
    "receipt": _("Receipt %(receipt)s, passcode %(passcode)s: hand them over."),
    "missing": _("Fill in every field that is needed."),
    "not_listed": _("Choose one from the list."),
    "alike": _("The two passcodes differ."),
    "short": _("Choose at least 6 characters."),
    "wrong": _("That is not the passcode. After five wrong ones you have to wait."),
    "written": _("Written down. It lies on this device until it is sent."),
    "sent": _("Sent."),
    "not_sent_offline": _("No network at the moment. It stays here and is sent by itself later."),
    "not_sent_signed_out": _("You were signed out meanwhile. What you wrote stays here."),
    "not_sent_other": _("Somebody else is signed in now. Sign in as the person who prepared this device."),
    "not_sent_refused": _("The server did not take it. Load the page anew and try again."),
    "gone": _("This device was taken off the list. What lay on it has been cleared."),
    "lost": _("Records that have not been sent: %(n)s."),
    "leaving": _("Records that have not been sent and would be lost: %(n)s."),
    "left_offline": _(
        "Nothing of you is left on it. There is no network: as soon as there is one, open the sign-in once, "
        "so that the server signs you out too."
    ),
    "earlier": _("“%(name)s” said last that it has records not sent: %(n)s. Look whether it still has them."),
    "evicted": _(
        "The browser has cleared this device. Records that had not been sent are lost: %(n)s. What had been sent is kept: "
        "look at “Arrived from my devices”."
    ),
    "take_off": _("Take it out"),
    "again": _("Send it again"),
    "mine": _("Mine stands: %(n)s"),
    "theirs": _("Theirs stands: %(n)s"),
    "look": _("Look at it"),
    "draft": _("Draft: %(what)s"),
    "announced": _("Made public"),
    "open": _("Receiving now"),
    "booked": _("Booked"),
    "arrived_state": _("In the waiting room"),
    "called": _("Called"),
    "seated": _("Being received"),
    "done": _("Was received"),
    "convened": _("Units called"),
    "decided": _("Decided"),
    "undecided": _("Not decided yet"),
    "planned": _("Planned"),
    "held": _("Held"),
    "number": _("Number %(n)s"),
    "came": _("Came without a booking"),
    "photo_bad": _("This picture cannot be read. Choose another one."),
    "photo_many": _("At most %(n)s photos belong to one record."),
    "led_by": _("led by %(name)s"),
    "coming": _("booked: %(n)s"),
    "device_name": _("My telephone"),
    "sure": _("Press again to clear it."),
}
"""By short names, since the app looks them up while there is no network."""
