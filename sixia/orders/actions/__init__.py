"""Every verb of orders: the only writers of the room."""

from sixia.orders.actions.extend import ask_extension, deny_extension, grant_extension
from sixia.orders.actions.handle import (
    accept,
    contacted,
    keep_open,
    move_place,
    prolong,
    remind,
    rename,
    report,
    retime,
    seal,
    send_back,
    withdraw,
    withdraw_all,
)
from sixia.orders.actions.issue import bar, issue, may_be_given
from sixia.orders.actions.refuse import dismiss, grant, refuse

__all__ = [
    "accept",
    "ask_extension",
    "bar",
    "contacted",
    "deny_extension",
    "dismiss",
    "grant",
    "grant_extension",
    "issue",
    "keep_open",
    "may_be_given",
    "move_place",
    "prolong",
    "refuse",
    "remind",
    "rename",
    "report",
    "retime",
    "seal",
    "send_back",
    "withdraw",
    "withdraw_all",
]
