"""Every verb of this room: the only writers."""

from sixia.fieldwork.outreach.actions.asking import Asked, NewQuestion, ask, forget
from sixia.fieldwork.outreach.actions.checking import NewCount, answer, close_check, count, open_link
from sixia.fieldwork.outreach.actions.doubting import dismiss, mark_unclear, settle
from sixia.fieldwork.outreach.actions.policies import NewWords, add, discard, draft_anew, publish, withdraw, write
from sixia.fieldwork.outreach.actions.sessions import NewSession, hold, plan
from sixia.fieldwork.outreach.actions.tidying import tidy

__all__ = [
    "Asked",
    "NewCount",
    "NewQuestion",
    "NewSession",
    "NewWords",
    "add",
    "answer",
    "ask",
    "close_check",
    "count",
    "discard",
    "dismiss",
    "draft_anew",
    "forget",
    "hold",
    "mark_unclear",
    "open_link",
    "plan",
    "publish",
    "settle",
    "tidy",
    "withdraw",
    "write",
]
