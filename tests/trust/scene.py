"""One of every kind of case in the shared town, each with a marker of its own, and people in every relation to them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.orders import actions as orders
from sixia.people import actions as people
from sixia.people.actors import SYSTEM, Actor, actor_of, resident
from sixia.people.models import Account, Post
from tests.town import DAY, HOUR, NOW, Town
from tests.trust.petitioning import Petitioning, found_office

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
LATER = NOW + 3 * DAY
"""When everything has happened and somebody looks."""
EXTRA = ("standin", "former", "kin", "keepsout", "knows", "both")


def marker(name: str) -> str:
    """Words that stand in one case only."""
    return f"暗号{name}号"


@dataclass
class Scene:
    """The town, its cases by name, and everybody who might look."""

    town: Town
    cases: dict[str, Case] = field(default_factory=dict)
    found: dict[str, list[Any]] = field(default_factory=dict)
    """Things by kind, as a walk has looked them up."""

    def actors(self) -> dict[str, Actor]:
        """Every account, the residents of each case, somebody without any voice, and the software itself."""
        found = {name: actor_of(account, LATER) for name, account in self.town.accounts.items()}
        for name, case in self.cases.items():
            first = case.voices.order_by("pk").first()
            if first is not None:
                found[f"resident of {name}"] = resident([first.pk])
        return {**found, "anonymous": resident(), "system itself": SYSTEM}

    def seen_by(self, who: Actor) -> set[str]:
        """Names of the cases that somebody may see."""
        pks = set(Case.objects.visible_to(who).values_list("pk", flat=True))
        return {name for name, case in self.cases.items() if case.pk in pks}

    def read_by(self, who: Actor) -> set[str]:
        """Names of the cases whose words somebody may read: those they see, and those joined to one they see."""
        pks = set(Case.objects.visible_to(who).values_list("pk", flat=True))
        return {name for name, case in self.cases.items() if case.into_id in pks} | self.seen_by(who)


def build(town: Town) -> Scene:
    """Everything, through real actions."""
    _extra_people(town)
    found_office(town)
    scene = Scene(town)
    for name, make in _makers(town).items():
        scene.cases[name] = make(marker(name))
    _recusals(scene)
    scene.cases = {name: Case.objects.get(pk=case.pk) for name, case in scene.cases.items()}
    return scene


class Makers:
    """One way to a case for every kind; the words given are its marker."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.numbers = iter(range(10, 99))

    def told(self, **given: object) -> dict[str, object]:
        """A telephone number of its own, and what is given."""
        return {"phone": f"138000000{next(self.numbers)}", **given}

    def spoken(self, text: str, **more: object) -> Case:
        """Heard only."""
        return self.town.heard(f"{text}路灯不亮", **self.told(**more))

    def in_hand(self, text: str, *, unit: str = "housing", by: str = "handler", **more: object) -> Case:
        """Accepted by a unit."""
        return self.town.accepted(text=f"{text}路灯不亮", unit=unit, by=by, **self.told(**more))

    def answered(self, text: str) -> Case:
        """Answered by the unit."""
        return self.town.answered(text=f"“{text}”线缆已换", **self.told())

    def closed(self, text: str) -> Case:
        """Closed by the verdict."""
        case = self.answered(text)
        voice = self.town.voice(case)
        cases.judge(voice, YES, by=self.town.resident(voice), now=NOW + 2 * DAY)
        return case

    def restricted(self, text: str, **more: object) -> Case:
        """An accusation with the officers."""
        case = self.town.heard(f"{text}有人收钱", kind="accusation", **self.told(**more))
        unit, officer = self.town.units["discipline"], self.town.who("officer")
        cases.dispatch(case, category="conduct", unit=unit, by=officer, now=NOW + HOUR)
        return case

    def sealed_later(self, text: str) -> Case:
        """Found to be an accusation when it was in hand."""
        case = self.in_hand(text)
        named = (self.town.accounts["handler"].pk,)
        cases.restrict(case, reason="反映经办人", accounts=named, by=self.town.who("dispatcher"), now=NOW + 5 * HOUR)
        return case

    def group(self, text: str) -> Case:
        """One case, four voices."""
        case = self.in_hand(text)
        for number in range(3):
            new = self.town.new(f"{text}我家也是{number}", into=case.pk, phone=f"1370000000{number}")
            cases.hear(new, by=self.town.who("clerk"), now=NOW + 3 * HOUR)
        return case

    def joined(self, text: str) -> Case:
        """Joined to another."""
        into, case = self.in_hand("并入的主件"), self.spoken(text)
        cases.join(case, into=into, by=self.town.who("clerk"), now=NOW + 4 * HOUR)
        return case

    def handed_on(self, text: str) -> Case:
        """Refused by one unit and waiting for another to accept."""
        town, case = self.town, self.town.dispatched(text=f"{text}噪音", **self.told())
        order, ecology = town.lead(case), town.units["ecology"]
        orders.refuse(order, reason="归环保", proposed=ecology, by=town.who("handler"), now=NOW + 2 * HOUR)
        orders.grant(order, reason="属实", to=ecology, by=town.who("dispatcher"), now=NOW + 3 * HOUR)
        return case

    def assisted(self, text: str) -> Case:
        """Two units at work."""
        case, dispatcher = self.in_hand(text, unit="ecology", by="ecologist"), self.town.who("dispatcher")
        cases.call_in(case, unit=self.town.units["east"], reason="协助", by=dispatcher, now=NOW + 4 * HOUR)
        return case

    def helped(self, text: str) -> Case:
        """Written down by a grid worker."""
        return self.in_hand(text, helper=self.town.accounts["grid"].pk, consent="当面同意")


def _makers(town: Town) -> dict[str, Callable[[str], Case]]:
    make = Makers(town)
    petition = Petitioning(town, make.told)
    housing, ecology = town.units["housing"].pk, town.units["ecology"].pk
    west = town.places["990101200001"].pk
    about = {name: {"kind": "complaint", "named_accounts": (town.accounts[name].pk,)} for name in ("head", "wester", "clerk")}
    return {
        "heard": make.spoken,
        "inhand": make.in_hand,
        "answered": make.answered,
        "closed": make.closed,
        "west": partial(make.spoken, place=west),
        "westinhand": partial(make.in_hand, unit="west", by="wester", place=west),
        "secret": partial(make.in_hand, secret=True),
        "restricted": make.restricted,
        "restrictedunit": partial(make.restricted, named_units=(housing,)),
        "restrictedofficer": partial(make.restricted, named_accounts=(town.accounts["officer2"].pk,)),
        "barredunit": partial(make.spoken, kind="complaint", named_units=(housing,)),
        "barredhandled": partial(make.in_hand, unit="east", by="easter", kind="complaint", named_units=(ecology,)),
        "barredaccount": partial(make.in_hand, **about["head"]),
        "barredkin": partial(make.spoken, **about["wester"]),
        "barredclerk": partial(make.spoken, **about["clerk"]),
        "group": make.group,
        "joined": make.joined,
        "handedon": make.handed_on,
        "assisted": make.assisted,
        "sealedlater": make.sealed_later,
        "helped": make.helped,
        "petition": petition.waiting,
        "petitionhand": petition.in_hand,
        "petitioneast": partial(petition.in_hand, unit="east", by="easter", kind="complaint", named_units=(ecology,)),
        "petitionhead": partial(petition.in_hand, kind="complaint", named_accounts=(town.accounts["head"].pk,)),
        "petitionreview": petition.under_review,
        "petitionsealed": petition.sealed,
    }


def _extra_people(town: Town) -> None:
    """Somebody who stands in, somebody whose post has ended, and four who keep out of something."""
    early = NOW - timedelta(days=100)
    rows = [people.NewAccount(username=name, name=f"演示·{name}") for name in EXTRA]
    town.accounts |= {row.username: row for row in people.open_accounts(rows, by=SYSTEM, now=early)}
    post = _post(town.accounts["handler"])
    absence = {"since": NOW - DAY, "until": NOW + 30 * DAY, "reason": "外出学习"}
    people.stand_in(post, town.accounts["standin"], by=SYSTEM, now=NOW - DAY, **absence)  # type: ignore[arg-type]
    former = people.appoint(town.accounts["former"], town.units["housing"], "handler", by=SYSTEM, now=early)
    people.end_post(former, by=SYSTEM, now=NOW - DAY)
    for name in ("kin", "keepsout", "knows", "both"):
        people.appoint(town.accounts[name], town.units["hotline"], "dispatcher", by=SYSTEM, now=early)
    people.appoint(town.accounts["both"], town.units["discipline"], "restricted_officer", by=SYSTEM, now=early)


def _recusals(scene: Scene) -> None:
    town = scene.town
    who = town.accounts
    since = {"reason": "亲属", "by": SYSTEM, "now": NOW}
    people.declare_recusal(who["kin"], kind="kin", other=who["wester"], **_by_self(who["kin"], since))
    people.declare_recusal(who["keepsout"], kind="unit", unit=town.units["housing"], **_by_self(who["keepsout"], since))
    matter = ("case", scene.cases["heard"].pk)
    people.declare_recusal(who["knows"], kind="matter", matter=matter, **_by_self(who["knows"], since))
    people.declare_recusal(who["both"], kind="unit", unit=town.units["discipline"], **_by_self(who["both"], since))


def _by_self(account: Account, since: dict[str, object]) -> dict[str, object]:
    return {**since, "by": actor_of(account, NOW)}


def _post(account: Account) -> Post:
    return account.posts.get()
