"""What `sixia --help` prints: every command of this installation in one line, grouped for people."""

import django
from django.core.management import get_commands, load_command_class
from django.utils.translation import gettext as _


def overview() -> str:
    """The list in the installation's language; commands that are not installed are left out."""
    django.setup()
    known = get_commands()
    groups = {
        _("Every day"): ("serve", "work", "demo"),
        _("Data"): ("import", "export", "figures", "hot", "profile", "papers", "apikey"),
        _("Trust"): ("verify", "check", "keys"),
        _("Care"): ("prepare", "founders", "train", "backup", "restore"),
        _("Measuring and describing"): ("bench", "evaluate", "docs"),
    }
    lines = [_("Sixia: say it once, see who has it, and it is over when you say so."), "", "  sixia " + _("<command> [--help]")]
    for title, names in groups.items():
        rows = [f"  {name:<9} {_help(name, known)}" for name in names if name in known or name == "keys"]
        lines += ["", title, *rows] if rows else []
    return "\n".join([*lines, "", _("Every command of Django works too, such as: sixia createsuperuser"), ""])


def _help(name: str, known: dict[str, str]) -> str:
    if name == "keys":
        return _("Make, turn over or describe the key file.")
    if name == "check":
        return _("Look for faults in how this installation is set up; --deploy looks harder.")
    return load_command_class(known[name], name).help
