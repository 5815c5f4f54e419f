"""What a loaded demo county is like. A file of its own: the county stays in the database as long as the file lasts."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F

from sixia.cases.flow import CASE, VOICE
from sixia.cases.models import Answer, Case, Contact, Exclusion, Verdict, Voice
from sixia.cases.queries.witness import altered_words
from sixia.catalog.queries import current_book, gaps
from sixia.config import demo
from sixia.config.demo import speech
from sixia.fieldwork.onsite import models as onsite
from sixia.fieldwork.onsite.models import Called, Office, Whistle
from sixia.fieldwork.outreach import models as outreach
from sixia.fieldwork.reception.flow import BOOKING, DAY
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.fieldwork.research.models import AnswerCoding
from sixia.fieldwork.surveys.models import WAYS, Submission
from sixia.insight.ahead.models import Listing, Sample, Suggested
from sixia.insight.hot.models import EarlyWarning, Issue
from sixia.kit.masking import find
from sixia.kit.models import Checkpoint, Clock, Delivery, Entry
from sixia.kit.proof import verify
from sixia.orders.flow import FLOW as ORDER
from sixia.orders.models import Order
from sixia.oversight.flow import CHARGE, PROMISE
from sixia.oversight.models import Charge, Promise, Tenure
from sixia.people.actors import actor_of
from sixia.people.models import Account, Post, Recusal, StandIn
from sixia.people.queries import cast, parts
from sixia.people.rules import HANDLER, ROLES, STAGE, UNIT_HEAD
from sixia.petitions.flow import FLOW as PETITION
from sixia.petitions.models import Notice, Petition
from sixia.petitions.rules.documents import DOCUMENTS
from tests.flushing import empty

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
SIZE = 60
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """A small county, loaded by the command once for all tests of this module and undone afterwards: what the command tells.

    Whoever uses it is marked `django_db`: without such a test there would be no test database.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", "--size", str(SIZE), "--now", NOW.isoformat(), "--json", stdout=(out := StringIO()))
        yield json.loads(out.getvalue())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def county(told: dict[str, Any]) -> demo.Loaded:
    """What was loaded, counted."""
    return demo.Loaded(**{name: counts for name, counts in told.items() if name != "seconds"})


def course() -> list[Any]:
    """Everything but secrets and keys: how many rows of each kind, who said what when, by which channel, what became of it."""
    names = ("text", "heard_at", "channel", "state", "place__code", "case__title", "case__state", "case__ending")
    voices = Voice.objects.order_by("heard_at", "text").values_list(*names, "case__lead_unit__code")
    return [demo.summary(), *voices, *Entry.objects.order_by("at", "event").values_list("at", "event")]


class TestCounty:
    """What the loaded county is like."""

    def test_the_command_tells_what_it_loaded(self, told: dict[str, Any]) -> None:
        assert told["counts"]["voices"] == Voice.objects.count() > SIZE
        assert asdict(demo.summary()) == {name: counts for name, counts in told.items() if name != "seconds"}

    @pytest.mark.slow
    @pytest.mark.alike
    def test_is_the_same_the_next_time(self, county: demo.Loaded) -> None:
        """The same seed and moment give the same county, to the last state."""
        before = course()
        with transaction.atomic():
            empty()
            demo.load(NOW, SIZE)
            after = course()
            transaction.set_rollback(True)
        assert before == after

    def test_is_whole(self, county: demo.Loaded) -> None:
        assert verify() == []
        assert list(altered_words()) == []
        assert Checkpoint.objects.order_by("-number")[0].last_id == Entry.objects.order_by("-pk")[0].pk
        assert not Delivery.objects.exclude(error="").exists()

    def test_every_state_is_there(self, county: demo.Loaded) -> None:
        assert set(county.cases) == set(CASE.states)
        assert set(county.orders) == set(ORDER.states)
        ordinary = {"verdict", "without_verdict", "withdrawn", "explained", "redirected", "joined"}
        assert set(county.endings) == ordinary | {"final", "settled", "replied", "refused"}
        found = set(Voice.objects.values_list("state", flat=True))
        assert found == set(VOICE.states) - {"imported"}

    def test_petitions_are_at_every_stage(self, county: demo.Loaded) -> None:
        states = set(Petition.objects.values_list("state", flat=True))
        assert set(PETITION.states) - states == set()
        assert Petition.objects.filter(hearing_open=True).count() >= 2
        assert Petition.objects.filter(agreement_open=True).exists()
        assert Petition.objects.filter(extensions=1).exists()
        assert Petition.objects.filter(earlier__isnull=False).exclude(new_facts="").exists()
        group = Case.objects.filter(track="petition").order_by("-voices_count")[0]
        assert (group.voices_count, group.voices.filter(representative=True).count()) == (12, 5)
        assert set(Notice.objects.values_list("kind", flat=True)) == set(DOCUMENTS)

    def test_every_duty_has_its_unit(self, county: demo.Loaded) -> None:
        assert gaps(current_book(NOW), NOW) == []

    def test_every_role_is_held(self, county: demo.Loaded) -> None:
        assert set(Post.objects.held(NOW).values_list("role", flat=True)) == set(ROLES)
        assert Account.objects.exclude(name__startswith="演示·").count() == 0
        assert Account.objects.exclude(email__endswith="@example.org").count() == 0
        assert StandIn.objects.filter(since__lte=NOW, until__gt=NOW).count() == 2
        assert set(Recusal.objects.values_list("kind", flat=True)) == {"unit", "kin"}
        first = {post.account.username for _title, roles in STAGE for part in parts(cast(NOW), roles) for post in part.posts}
        assert {"he", "fang", "zheng", "qian"} <= first, "whom people look for first stands among the few of the demo page"

    def test_everybody_finds_work(self, county: demo.Loaded) -> None:
        """Each handler and head has an open order or an answer to check; each desk has its queue."""
        idle = []
        for post in Post.objects.held(NOW).filter(role__in=(HANDLER, UNIT_HEAD)).select_related("account", "unit"):
            actor = actor_of(post.account, NOW)
            if not Order.objects.visible_to(actor).open().exists():
                idle.append(f"{post.account.name} {post.unit.name}")
        assert idle == []

    def test_every_desk_has_its_queue(self, county: demo.Loaded) -> None:
        def who(name: str) -> Any:
            return actor_of(Account.objects.get(username=name), NOW)

        seen = Case.objects.visible_to
        assert seen(who("he")).filter(state="heard").count() >= 5
        assert Order.objects.visible_to(who("he")).filter(state="refused").exists()
        assert Order.objects.visible_to(who("he")).filter(extension_open=True).exists()
        assert Voice.objects.visible_to(who("fang")).filter(state="asked", callback_at__lte=NOW).exists()
        assert seen(who("zheng")).filter(state="supervised").exists()
        assert Answer.objects.filter(case__in=seen(who("zheng")), kind="explanation", state="proposed").exists()
        assert Exclusion.objects.filter(decided_at=None).exists()
        assert all(seen(who(name)).open().exists() for name in ("wang", "liu", "gao", "qian", "xun", "zhou"))
        assert seen(who("yan")).filter(restricted=True, open=True).count() >= 3
        assert not seen(who("qian")).filter(restricted=True).exists()
        helpers = Post.objects.held(NOW).filter(role="grid_worker")
        assert any(seen(actor_of(post.account, NOW)).exists() for post in helpers)

    def test_leaders_are_in_charge_in_every_state_and_by_every_way_out(self, county: demo.Loaded) -> None:
        assert set(Charge.objects.values_list("state", flat=True)) == set(CHARGE.states)
        assert set(Charge.objects.exclude(way="").values_list("way", flat=True)) == {"verdict", "finality", "agreement"}
        assert Charge.objects.filter(extensions__gt=0).exists()
        assert Tenure.objects.values("charge").annotate(n=Count("pk")).filter(n__gt=1).exists()
        assert Charge.objects.filter(state="named", meet_by__lt=NOW.date()).exists()

    def test_receptions_are_in_every_state(self, county: demo.Loaded) -> None:
        assert set(Day.objects.values_list("state", flat=True)) == set(DAY.states)
        assert set(Booking.objects.values_list("state", flat=True)) == set(BOOKING.states)
        assert {"walk_in", "web", "phone", "paper"} <= set(Booking.objects.values_list("way", flat=True))
        assert set(Act.objects.values_list("kind", flat=True)) == {kind for kind, _name in Act.KINDS}
        assert {"kept", "broken", "given"} <= set(Act.objects.values_list("promise__state", flat=True))
        assert set(Day.objects.values_list("form", flat=True)) == {"fixed", "down", "invited", "joint", "case"}
        today = Day.objects.get(state="open", account__username="gao")
        assert Booking.objects.filter(day=today, state="waiting").count() == 3
        assert Day.objects.filter(state="announced", starts_at__gt=NOW).count() >= 2
        assert Booking.objects.filter(people__gt=F("speakers")).exists()

    def test_the_field_wing_shows_what_it_can(self, county: demo.Loaded) -> None:
        """Talks in each form, units in each state, forms that came in each way, written answers coded by two, words unclear."""

        def found(table: Any, name: str) -> set[Any]:
            return set(table.objects.values_list(name, flat=True))

        assert found(Office, "state") == set(Office.FLOW.states)
        assert found(Called, "state") >= {"called", "coming", "refused", "came", "absent", "excused"}
        assert found(onsite.Act, "kind") >= {"solved", "ordered", "explained", "carried", "promised"}
        assert found(Whistle, "state") == {"blown", "ended"}
        assert found(outreach.Session, "form") == {form for form, _label in outreach.FORMS}
        assert found(outreach.Version, "state") >= {"draft", "published", "replaced", "withdrawn"}
        assert found(outreach.Doubt, "state") == {"open", "settled"}
        assert found(outreach.Check, "way") == {"hands", "paper", "link"}
        assert found(Submission, "way") == {way for way, _label in WAYS}
        assert found(Submission, "state") == set(Submission.FLOW.states)
        assert found(AnswerCoding, "second") == {False, True}

    def test_boards_that_look_ahead_have_something_to_say(self, county: demo.Loaded) -> None:
        """Hot issues, a warning to be decided on, plans with visits that came of some places only, samples of both kinds."""
        assert Issue.objects.filter(size__gte=3, problem=None).exists()
        assert EarlyWarning.objects.filter(state="new").exists()
        assert set(Listing.objects.values_list("span", flat=True)) == {"day", "month"}
        assert set(Suggested.objects.values_list("visit__state", flat=True)) >= {None, "held"}
        assert set(Sample.objects.values_list("what", flat=True)) == {"households", "voices"}

    def test_promises_are_kept_late_broken_moved_and_public(self, county: demo.Loaded) -> None:
        assert set(Promise.objects.values_list("state", flat=True)) == set(PROMISE.states)
        assert set(Promise.objects.filter(state="kept").values_list("on_time", flat=True)) == {True, False}
        assert Promise.objects.filter(state="broken", made_good_at__isnull=False).exists()
        assert Promise.objects.filter(state="given", due_at__lte=NOW).exists()
        assert set(Promise.objects.filter(public=True).values_list("hidden", flat=True)) == {True, False}
        assert {"broken", "kept", "given"} <= set(Promise.objects.filter(public=True).values_list("state", flat=True))

    def test_the_case_names_who_has_it(self, county: demo.Loaded) -> None:
        for order in Order.objects.filter(part="lead", state="accepted"):
            assert Case.objects.get(pk=order.matter_id).lead_unit_id == order.unit_id

    def test_time_presses(self, county: demo.Loaded) -> None:
        soon = Case.objects.open().filter(due_at__gt=NOW, due_at__lt=NOW + timedelta(hours=1))
        assert soon.exists()
        assert Case.objects.open().filter(due_at__lt=NOW).exists()
        assert Order.objects.open().filter(due_at__lt=NOW).exists()
        assert not Clock.objects.filter(look_at__lte=NOW).exists()
        assert {"ClockWarned", "ClockBreached", "SuperiorTold"} <= set(Entry.objects.values_list("event", flat=True))

    def test_no_number_where_many_read(self, county: demo.Loaded) -> None:
        lines = [*Case.objects.values_list("title", flat=True), *Order.objects.values_list("brief", flat=True)]
        assert [line for line in lines if find(line)] == []
        assert all(phone.startswith(speech.PHONES) for phone in Voice.objects.exclude(phone="").values_list("phone", flat=True))

    def test_no_case_is_closed_in_silence(self, county: demo.Loaded) -> None:
        closed = Case.objects.filter(state="closed")
        assert not closed.filter(ending="").exists()
        for case in closed.filter(ending="verdict"):
            assert Verdict.objects.filter(voice__case=case, agree=True).exists()
        for voice in Voice.objects.filter(state="unreachable", anonymous=False):
            assert Contact.objects.filter(voice=voice, purpose="callback", reached=False).count() >= 3

    def test_nothing_is_told_backwards(self, county: demo.Loaded) -> None:
        last: dict[str, datetime] = {}
        for stream, at in Entry.objects.order_by("stream", "seq").values_list("stream", "at"):
            assert last.get(stream, at) <= at <= NOW
            last[stream] = at

    def test_refuses_to_be_loaded_twice(self, county: demo.Loaded) -> None:
        with pytest.raises(demo.NotHere):
            demo.load(NOW, SIZE)
        call_command("demo", "--if-empty", stdout=(out := StringIO()))
        assert out.getvalue() == ""
        with pytest.raises(CommandError):
            call_command("demo", stdout=StringIO())
