"""The only writers of this room, gathered under one name: `from sixia.people import actions`."""

from sixia.people.actions.accounts import (
    NewAccount,
    amend_account,
    close_account,
    open_account,
    open_accounts,
    record_export,
    record_failed_sign_in,
    record_sign_in,
    require_mfa,
    reset_mfa,
    reset_password,
    set_password,
)
from sixia.people.actions.posts import appoint, end_post, end_stand_in, stand_in
from sixia.people.actions.recusals import declare_recusal, lift_recusal
from sixia.people.actions.units import NewUnit, amend_unit, dissolve_unit, found_unit, found_units, move_unit

__all__ = [
    "NewAccount",
    "NewUnit",
    "amend_account",
    "amend_unit",
    "appoint",
    "close_account",
    "declare_recusal",
    "dissolve_unit",
    "end_post",
    "end_stand_in",
    "found_unit",
    "found_units",
    "lift_recusal",
    "move_unit",
    "open_account",
    "open_accounts",
    "record_export",
    "record_failed_sign_in",
    "record_sign_in",
    "require_mfa",
    "reset_mfa",
    "reset_password",
    "set_password",
    "stand_in",
]
