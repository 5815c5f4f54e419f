"""The orders of a decision: given in the same act to the unit that leads and those that assist, with the day that was named."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.flow import HANDLING, HEARD, OVERSEER, SUPERVISED
from sixia.cases.models import Case
from sixia.kit import clocks
from sixia.kit.flow import Refused
from sixia.kit.models import Moving
from sixia.orders import actions as orders
from sixia.orders.flow import HANDLE
from sixia.orders.models import Order
from sixia.oversight.norms import until
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Account, Unit
from sixia.people.rules import DISPATCHER
from sixia.problems import actions as problems
from sixia.problems.flow import OFFICE as PROBLEM_OFFICE
from sixia.problems.flow import OVERSEER as PROBLEM_OVERSEER
from sixia.problems.flow import RAISED
from sixia.problems.models import Problem
from sixia.problems.queries.fitness import leading_posts, post_of

BASIS = "onsite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done, by whom, by which day. `category` is the case's where it has none yet, `leader` who answers for a
    problem (default: the host, or whoever leads the unit)."""

    text: str
    unit: Unit
    due_on: date
    assisting: tuple[Unit, ...] = ()
    category: str = ""
    leader: Account | None = None


def on_case(case: Case, job: Job, *, by: Actor, now: datetime) -> list[Order]:
    """Give the orders on a case, whatever its state allows: dispatched, given to another unit, kept where it is with the new
    day, or ordered again after a no. Raises Refused; also for a day after the rules' own limit."""
    doer = _doer(case, by, DISPATCHER)
    if case.state == HEARD:
        category = job.category or case.category
        if not category:
            raise Refused("missing", _("Say what it is about: the rules for its limits follow from that."), fields=["category"])
        lead = cases.dispatch(case, category=category, unit=job.unit, basis=BASIS, by=doer, now=now)
    elif case.state == HANDLING:
        lead = _led_by(case, job, doer, now)
    elif case.state == SUPERVISED:
        lead = cases.reorder(case, unit=job.unit, reason=job.text, by=_doer(case, by, OVERSEER), now=now)
    else:
        sentence = _("An answer is on its way: it is “%(state)s”. Wait for it, or carry the item over.")
        raise Refused("state", sentence % {"state": case.state_label}, move="decide")
    helpers = [one for one in dict.fromkeys(job.assisting) if one.pk != job.unit.pk]
    given = [lead, *(_helper(case, unit, job, doer, now) for unit in helpers)]
    for order in given:
        _dated(order, job.due_on, now)
    return given


def _doer(thing: Moving, by: Actor, *roles: str) -> Actor:
    """The host decides also where the desk's own roles are not theirs: then it is told as following from the meeting."""
    return by if thing.roles_of(by) & set(roles) else SYSTEM


def _led_by(case: Case, job: Job, doer: Actor, now: datetime) -> Order:
    """The lead order of this unit: the one it has, or a new one after the other unit's was withdrawn."""
    lead = Order.objects.on("case", case.pk).open().filter(part=Order.LEAD).order_by("-pk").first()
    if lead is not None and lead.unit_id == job.unit.pk:
        orders.remind(lead, text=job.text, by=doer, now=now)
        return lead
    if lead is not None:
        orders.withdraw(lead, reason=job.text, by=doer, now=now)
    own = Order.objects.on("case", case.pk).open().filter(unit=job.unit).first()
    if own is not None:  # it assisted so far: from now on it leads
        orders.withdraw(own, reason=job.text, by=doer, now=now)
    return cases.dispatch_again(case, unit=job.unit, reason=job.text, by=doer, now=now)


def _helper(case: Case, unit: Unit, job: Job, doer: Actor, now: datetime) -> Order:
    known = Order.objects.on("case", case.pk).open().filter(unit=unit).first()
    if known is not None:
        orders.remind(known, text=job.text, by=doer, now=now)
        return known
    return cases.call_in(case, unit=unit, reason=job.text, by=doer, now=now)


def _dated(order: Order, due_on: date, now: datetime) -> None:
    """The order ends on the day that was named, never later than the rules say. One that is late already stays late: the day
    stands beside it."""
    if order.due_at <= now:
        return
    last = localdate(order.due_at - timedelta(seconds=1))
    if due_on > last:
        sentence = _("By the rules it must be done by %(day)s: name a day no later. More time is asked for on the order.")
        said = sentence % {"day": date_format(last, "DATE_FORMAT")}
        raise Refused("guard", said, move="decide", fields=["due_on"])
    limit = until(due_on, now, source=str(_("The day named at the on-site office")))
    ends = clocks.build("", "", HANDLE, limit, now).due_at
    if ends < order.due_at:
        orders.retime(order, limit=limit, now=now)


def on_problem(problem: Problem, job: Job, *, host: Account, by: Actor, now: datetime) -> list[Order]:
    """Give a task of a problem; where nobody answers for it yet, the unit does from now on. Raises Refused."""
    if problem.state == RAISED:
        leader = job.leader or _leader(job.unit, host, now)
        doer = _doer(problem, by, PROBLEM_OFFICE, PROBLEM_OVERSEER)
        problems.assign(problem, unit=job.unit, leader=leader, due_on=job.due_on, by=doer, now=now)
    doer = _doer(problem, by, PROBLEM_OVERSEER)
    task = problems.task(problem, unit=job.unit, words=job.text[:200], due_on=job.due_on, helpers=job.assisting, by=doer, now=now)
    return list(Order.objects.on("task", task.pk).order_by("pk"))


def _leader(unit: Unit, host: Account, now: datetime) -> Account:
    """Who answers for it: the host where they lead the unit or one above it, else whoever leads it."""
    if post_of(unit, host, now) is not None:
        return host
    post = leading_posts(unit, now).first()
    return post.account if post else host
