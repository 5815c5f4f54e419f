"""Who reacts to what, which jobs exist and what ticks: the one place that knows all rooms' reactions."""

from collections.abc import Sequence
from datetime import timedelta

from sixia.cases import events as cases
from sixia.cases.reactions import follow_time, follow_unit
from sixia.catalog.events import CalendarAnnounced
from sixia.catalog.queries import calendar
from sixia.config.boards import mail_board
from sixia.config.site import site_name
from sixia.config.ticks import (
    checkpoint,
    count_clocks_anew,
    count_figures,
    forget_sessions,
    keep_issues,
    learn_suggestions,
    sweep_files,
)
from sixia.fieldwork.offline.actions import finish_packets
from sixia.fieldwork.offline.actions import forget as forget_unsent
from sixia.fieldwork.onsite import events as onsite
from sixia.fieldwork.onsite.reactions import follow_cancelled
from sixia.fieldwork.outreach import events as outreach
from sixia.fieldwork.outreach.actions import tidy
from sixia.fieldwork.outreach.reactions import forget_asker
from sixia.fieldwork.reception import events as reception
from sixia.fieldwork.reception.actions import prepare
from sixia.fieldwork.reception.reactions import forget_booker
from sixia.fieldwork.visits import events as visits
from sixia.fieldwork.visits.actions import remind_returns
from sixia.fieldwork.visits.reactions import forget_line
from sixia.insight.ahead.reactions import note_chosen
from sixia.insight.figures.actions import send_boards
from sixia.insight.figures.events import BoardDue
from sixia.insight.hot.actions.counting import watch as watch_weeks
from sixia.insight.hot.actions.keeping import tidy as tidy_issues
from sixia.insight.hot.reactions import forget_case, forget_voice
from sixia.insight.same.actions import learn_daily, read_new
from sixia.insight.same.reactions import forget_words
from sixia.insight.suggestions.reactions import forget_suggested, note_confirmed, suggest_for_voice
from sixia.interop.actions import send_message
from sixia.interop.authoring import tell_authors
from sixia.interop.calling import tell_called
from sixia.interop.learning import tell_keepers
from sixia.interop.reactions import climb, forget, tell_officials, tell_residents, tell_superior
from sixia.interop.receiving import tell_bookers, tell_receivers
from sixia.interop.reminding import tell_leaders
from sixia.interop.solving import ask_residents, tell_solvers
from sixia.interop.visiting import tell_visitors
from sixia.kit import clocks, jobs
from sixia.kit.clocks import ClockBreached, ClockWarned
from sixia.kit.events import Event
from sixia.kit.jobs import Job, Reaction, TickJob
from sixia.orders import events as orders
from sixia.oversight import events as oversight
from sixia.oversight.actions import break_forgotten, find_vacant
from sixia.oversight.reactions import follow_posts, give_promises, remind
from sixia.people.events import PostEnded
from sixia.petitions import events as petitions
from sixia.petitions.reactions import aim_anew, end_term, follow_case
from sixia.problems import events as problems
from sixia.problems.actions.trials import run_trial
from sixia.problems.actions.watching import watch_all
from sixia.problems.lasting import events as lasting
from sixia.problems.reactions import begin_watch, count_answers, remind_reviews
from sixia.ui import slots

REACTIONS: dict[type[Event], Sequence[Reaction]] = {
    cases.VoiceHeard: (tell_residents, suggest_for_voice),
    cases.CaseDispatched: (note_confirmed,),
    cases.VoiceJoined: (tell_residents,),
    cases.ResidentAsked: (tell_residents,),
    cases.ResidentAdded: (tell_officials,),
    cases.AnswerProposed: (tell_officials,),
    cases.AnswerSentBack: (tell_officials,),
    cases.AnswerSent: (tell_residents, give_promises),
    cases.CaseReopened: (tell_residents, tell_officials),
    cases.CaseSupervised: (tell_residents, tell_officials),
    cases.VoiceErased: (forget, forget_asker, forget_booker, forget_line, forget_voice, forget_words, forget_suggested),
    cases.CaseClosed: (tell_residents, follow_case),
    cases.CaseRestricted: (follow_case, forget_case, forget_suggested),
    orders.OrderIssued: (tell_officials,),
    orders.OrderAccepted: (follow_unit,),
    orders.OrderRefused: (tell_officials,),
    orders.RefusalDismissed: (tell_officials,),
    orders.ExtensionAsked: (tell_officials,),
    orders.ExtensionGranted: (follow_time, tell_residents, tell_officials),
    orders.ExtensionDenied: (tell_officials,),
    orders.OrderSentBack: (tell_officials,),
    orders.OrderWithdrawn: (tell_officials,),
    orders.OrderReminded: (tell_officials,),
    ClockWarned: (tell_officials, tell_called, remind, remind_reviews),
    ClockBreached: (tell_officials, tell_called, climb, remind, end_term, remind_reviews, count_answers),
    PostEnded: (follow_posts,),
    petitions.PetitionObjected: (tell_officials,),
    petitions.ObjectionDismissed: (tell_officials,),
    petitions.PetitionExtended: (tell_officials,),
    petitions.PetitionReclaimed: (tell_officials,),
    petitions.NewFactsTold: (tell_officials,),
    petitions.ReviewAsked: (tell_officials,),
    petitions.AgreementBroken: (tell_officials,),
    oversight.PromiseGiven: (tell_leaders,),
    oversight.PromiseDueSoon: (tell_leaders,),
    oversight.PromiseOverdue: (tell_leaders,),
    oversight.PromiseBroken: (tell_leaders,),
    oversight.ChargeProposed: (tell_leaders,),
    oversight.LeaderNamed: (tell_leaders,),
    oversight.ChargeHandedOver: (tell_leaders,),
    oversight.ChargeVacated: (tell_leaders,),
    oversight.MeetingMissed: (tell_leaders,),
    oversight.ChargeOverdue: (tell_leaders,),
    problems.ProblemRaised: (tell_solvers,),
    problems.ProblemAssigned: (tell_solvers,),
    problems.ProblemHandedOver: (tell_solvers,),
    problems.ProblemExtended: (tell_solvers,),
    problems.ProblemReopened: (tell_solvers,),
    problems.ProblemUnheard: (tell_solvers,),
    problems.ProblemEndingProposed: (tell_solvers,),
    problems.ProblemEndingDeclined: (tell_solvers,),
    problems.ResidentsAsked: (ask_residents,),
    problems.ProblemResolved: (tell_solvers, begin_watch),
    lasting.ProblemCameBack: (tell_solvers,),
    lasting.RuleAdopted: (tell_keepers,),
    lasting.RuleReviewSoon: (tell_keepers,),
    lasting.RuleReviewDue: (tell_keepers,),
    problems.ProblemClosedUnjudged: (begin_watch,),
    outreach.PolicyUnclear: (tell_authors,),
    reception.VisitBooked: (tell_bookers,),
    reception.BookingShifted: (tell_bookers,),
    reception.BookingGivenUp: (tell_bookers,),
    reception.ReceptionSwapped: (tell_bookers, tell_receivers),
    reception.ReceptionMoved: (tell_receivers,),
    reception.ReceptionCancelled: (tell_receivers,),
    reception.LeaderReminded: (tell_receivers,),
    visits.VisitPlanned: (note_chosen,),
    visits.VisitReturnDue: (tell_visitors,),
    visits.VisitCancelled: (follow_cancelled,),
    onsite.UnitSummoned: (tell_called,),
    onsite.SummonsAnswered: (tell_called,),
    onsite.SummonsRefused: (tell_called,),
    onsite.SummonsDecided: (tell_called,),
    onsite.SummonsDropped: (tell_called,),
    CalendarAnnounced: (count_clocks_anew, aim_anew),
    BoardDue: (mail_board,),
}
JOBS: Sequence[Job] = (send_message, tell_superior, run_trial)
TICKS: dict[TickJob, timedelta] = {
    checkpoint: timedelta(days=1),
    forget_sessions: timedelta(days=1),
    sweep_files: timedelta(hours=6),
    finish_packets: timedelta(minutes=10),
    forget_unsent: timedelta(days=1),
    break_forgotten: timedelta(days=1),
    find_vacant: timedelta(days=1),
    prepare: timedelta(hours=1),
    tidy: timedelta(hours=1),
    watch_all: timedelta(days=1),
    remind_returns: timedelta(days=1),
    read_new: timedelta(minutes=1),
    learn_daily: timedelta(days=1),
    count_figures: timedelta(minutes=5),
    send_boards: timedelta(hours=1),
    learn_suggestions: timedelta(hours=6),
    keep_issues: timedelta(minutes=10),
    tidy_issues: timedelta(days=1),
    watch_weeks: timedelta(days=1),
}


def wire() -> None:
    """Called once, when Django is ready."""
    clocks.use_calendars(calendar)
    jobs.wire(REACTIONS, JOBS, TICKS)
    slots.fill("site.name", site_name)
