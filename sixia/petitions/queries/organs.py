"""Who reviews: the organ one level above whoever decided last (信访工作条例 Arts. 35, 36)."""

from datetime import datetime

from sixia.people.models import Post, Unit
from sixia.people.rules import HANDLER, UNIT_HEAD
from sixia.petitions import flow
from sixia.petitions.models import Petition
from sixia.petitions.rules import Node, organ_above


def organ_of(petition: Petition, now: datetime) -> Unit | None:
    """The organ that would be asked now: the nearest superior in which somebody handles; None where it lies outside this
    system. Two queries."""
    below = petition.organ if petition.state in (flow.REVIEWED, flow.REREVIEWING) else petition.unit
    if below is None:
        return None
    codes = below.path.strip("/").split("/")
    paths = ["".join(f"{code}/" for code in codes[: n + 1]) for n in range(len(codes))]
    line = {unit.pk: unit for unit in Unit.objects.filter(path__in=paths)}
    able = Post.objects.held(now).filter(unit__in=line, role__in=(HANDLER, UNIT_HEAD)).values_list("unit_id", flat=True)
    working = set(able)
    nodes = [Node(unit.pk, unit.parent_id, unit.active_to is None and unit.pk in working) for unit in line.values()]
    found = organ_above(below.pk, nodes)
    return line[found] if found else None


def owing_unit(pk: int, clock: str) -> int | None:
    """Who owes what a clock of a petition measures: the petition office, the unit, or the reviewing organ."""
    row = Petition.objects.filter(pk=pk).first()
    if row is None:
        return None
    owes = {flow.ROUTE: row.office_id, flow.REVIEW: row.organ_id, flow.REREVIEW: row.upper_id}.get(clock, row.unit_id)
    return owes or row.office_id
