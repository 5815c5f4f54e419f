"""Petitions of the scene: one with a unit, one under review by the organ above, two that complain about somebody, one sealed."""

from datetime import timedelta
from typing import Any

from sixia.cases.models import Case
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.petitions import actions
from sixia.petitions.models import Petition
from tests.town import DAY, HOUR, NOW, Town

MORE_PEOPLE = (("registrar", "office", "dispatcher"), ("registry", "office", "clerk"), ("county1", "county", "handler"))
FINDING = actions.Finding(
    facts="经查属实。",
    outcome="support",
    opinion="限期办理。",
    basis="《信访工作条例》第三十二条",
    remedies="可以自收到之日起三十日内申请复查。",
    report="已答复。",
)


def found_office(town: Town) -> None:
    """A petition office with its registrars, and somebody at the county who reviews."""
    early = NOW - timedelta(days=100)
    row = people.NewUnit(code="office", name="县信访局", function="petition_office", place=town.places["990101"], parent="county")
    (town.units["office"],) = people.found_units([row], by=SYSTEM, now=early)
    rows = [people.NewAccount(username=name, name=f"演示·{name}") for name, _unit, _role in MORE_PEOPLE]
    town.accounts |= {row.username: row for row in people.open_accounts(rows, by=SYSTEM, now=early)}
    for name, unit, role in MORE_PEOPLE:
        people.appoint(town.accounts[name], town.units[unit], role, by=SYSTEM, now=early)


class Petitioning:
    """One way to a petition for every kind; the words given are the marker of its case."""

    def __init__(self, town: Town, told: Any) -> None:
        self.town, self.told = town, told

    def registered(self, text: str, **more: object) -> Petition:
        """Registered by the office, its marker in the words and in the request."""
        given = {"channel": "letter", "desk": self.town.units["office"].pk, **self.told(**more)}
        entry = actions.Entry(request=f"{text}请求补发工资", matter="claim6")
        return actions.take(self.town.new(f"{text}拖欠工资", **given), entry, by=self.town.who("registrar"), now=NOW)[1]

    def waiting(self, text: str) -> Case:
        """With the office."""
        return self.registered(text).case

    def in_hand(self, text: str, *, unit: str = "housing", by: str = "handler", **more: object) -> Case:
        """Accepted by a unit."""
        petition = self.registered(text, **more)
        actions.send(petition, manner="assign", unit=self.town.units[unit], by=self.town.who("registrar"), now=NOW + HOUR)
        actions.accept(petition, by=self.town.who(by), now=NOW + 2 * HOUR)
        return petition.case

    def under_review(self, text: str) -> Case:
        """Decided, served, and with the organ above."""
        case, handler = self.in_hand(text), self.town.who("handler")
        petition = Petition.objects.get(case=case)
        notice = actions.decide(petition, FINDING, by=handler, now=NOW + 3 * HOUR)
        at = NOW + 4 * HOUR
        actions.serve(notice, at=at, means="handed", received_by="演示甲", by=handler, now=at)
        petition = Petition.objects.get(case=case)
        actions.ask_review(petition, reason=f"{text}不服", by=self.town.resident(self.town.voice(case)), now=NOW + DAY)
        return case

    def sealed(self, text: str) -> Case:
        """Found to be an accusation of the unit that has it, and handed over."""
        petition = Petition.objects.get(case=self.in_hand(text))
        named = (self.town.units["housing"],)
        actions.seal(petition, reason="反映单位负责人", units=named, by=self.town.who("registrar"), now=NOW + DAY)
        return petition.case
