"""A policy is published, explained in a courtyard, asked about and checked by a code on a telephone; then coverage knows it."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from sixia.cases.models import Voice
from sixia.fieldwork.outreach.models import Check, Question, Session, Version
from sixia.places.models import Place
from tests.browser.looking import overflow, violations
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
AUTHOR, SPEAKER_OF = "civil_affairs-1", "town-{code}-1"
PLACE = "后山村"
PLAIN = "满七十岁的老人，每天中午可以在村里食堂吃一顿，五元一份。"
ANSWERS = "老年食堂怎么报名？\n到村委会登记，当天就能吃。\n\n能不能送到家？\n行动不便的可以送，不另收钱。"
ITEMS = "一份多少钱？\n*五元\n十元\n\n到哪里报名？\n镇卫生院\n*村委会"
ASKED = "我家老人牙不好，能不能做软一点的？"


def fine(seat: Seat) -> None:
    """No fault of access, nothing too wide."""
    assert violations(seat.page) + overflow(seat.page) == []


def publish(author: Seat, title: str) -> Version:
    """From the empty form to what everybody reads."""
    author.go("/desk/policies")
    author.follow("Enter a policy")
    author.write("Title of the document", title)
    author.write("In plain words", PLAIN)
    author.write("Questions and answers", "老年食堂怎么报名？")
    author.write("Questions of the understanding check", ITEMS)
    author.press("Keep it")
    author.sees("Paragraph %(number)d has no answer below its question.", number=1)
    author.expected("422")
    author.write("Questions and answers", ANSWERS)
    fine(author)
    author.press("Keep it")
    author.follow("Publish")
    author.press("Publish")
    author.sees("It is public.")
    fine(author)
    return Version.objects.get(title=title)


def plan(speaker: Seat, version: Version, title: str) -> Session:
    """A courtyard talk that begins now."""
    start = timezone.localtime() - timedelta(minutes=5)
    speaker.go(f"/desk/outreach/new?policy={version.policy_id}")
    speaker.page.locator("select[name=form]").select_option("courtyard")
    speaker.write("Subject of the session", title)
    speaker.tick("input[name=groups][value=old]")
    speaker.write("Place", PLACE)
    speaker.write("Day", f"{start:%Y-%m-%d}")
    speaker.write("From", "00:01")
    speaker.write("Ends at", "23:58")
    fine(speaker)
    speaker.press("Keep it")
    speaker.at("/desk/outreach/[0-9]+")
    return Session.objects.select_related("visit__place").get(visit__title=title)


def ask(speaker: Seat, session: Session) -> Voice:
    """One question is answered there, the next becomes a voice with its receipt."""
    speaker.write("What was asked", "能不能送到家？")
    speaker.write("Answered there, in one line", "能送，不另收钱。")
    speaker.press("Write it down")
    speaker.sees("Written down.")
    speaker.write("What was asked", ASKED)
    speaker.press("Write it down")
    speaker.follow("On with the session")
    asked = Question.objects.select_related("voice").get(session=session, voice__isnull=False)
    assert asked.voice is not None
    speaker.sees(asked.voice.receipt)
    return asked.voice


def check(speaker: Seat, session: Session, sit: Sit) -> None:
    """A code on the wall, five telephones."""
    speaker.tick("input[name=moment][value=after]")
    speaker.press("Show a code")
    speaker.at("/checks/")
    code = str(Check.objects.get(session=session).code)
    fine(speaker)
    for number, options in enumerate(((0, 1), (0, 1), (0, 0), (0, 1), (0, 1))):
        phone = sit()
        phone.go("/check")
        phone.write("Code on the wall", code)
        phone.press("To the questions")
        phone.at(f"/check/{code}")
        if not number:
            fine(phone)
        for item, option in enumerate(options):
            phone.tick(f"input[name=item_{item}][value='{option}']")
        phone.press("Done")
        phone.sees("Thank you. It was counted, without your name.")
        phone.sees("That is right.")


def test_from_a_policy_to_what_was_understood(sit: Sit, language: str) -> None:
    part = "上" if language == "en" else "下"
    title = f"老年食堂用餐办法（{part}）"
    version = publish(sit(AUTHOR), title)
    resident = sit()
    resident.go(f"/policies?q={title[:4]}")
    resident.page.locator(f"a[href='/policies/{version.policy_id}']").first.click()
    resident.sees(PLAIN)
    fine(resident)
    speaker = sit(speaker_name())
    session = plan(speaker, version, f"老年食堂讲一讲（{part}）")
    fine(speaker)
    voice = ask(speaker, session)
    assert voice.kind == "inquiry"
    check(speaker, session, sit)
    speaker.go(f"/desk/outreach/{session.pk}")
    speaker.sees("%(right)d of %(asked)d (as good as %(low)d to %(high)d)", right=4, asked=5, low=1, high=5)
    speaker.follow("How many were there")
    speaker.write("How many people were there", "18")
    fine(speaker)
    speaker.press("Keep it")
    speaker.sees("Written down. The visit stands as held.")
    speaker.go(f"/desk/outreach/{session.pk}/count/{version.policy_id}")
    fine(speaker)
    watcher = sit("zheng")
    watcher.go(f"/desk/outreach/coverage?policy={version.policy_id}&tab=understood")
    watcher.sees(PLACE)
    watcher.go(f"/desk/outreach/questions?policy={version.policy_id}&tab=later")
    watcher.sees(ASKED)


def speaker_name() -> str:
    """Whoever handles in the town of the place."""
    place = Place.objects.select_related("parent").get(name=PLACE)
    assert place.parent is not None
    return SPEAKER_OF.format(code=place.parent.code)
