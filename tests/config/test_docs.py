"""The committed reference pages say what the software says."""

from pathlib import Path

from django.utils import translation

from sixia.cases.flow import CASE
from sixia.config.describing import clocks, fields, roles
from sixia.config.describing.pages import pages, stale, write
from sixia.config.describing.tables import flows, standings
from sixia.config.env import Env
from sixia.people.rules import ROLES

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def test_the_committed_pages_are_fresh() -> None:
    assert stale(REFERENCE) == [], "run: sixia docs"


def test_a_changed_or_missing_page_is_named(tmp_path: Path) -> None:
    assert set(write(tmp_path)) == set(pages())
    (tmp_path / "flows.md").write_text("something else", "utf-8")
    (tmp_path / "roles.md").unlink()
    assert stale(tmp_path) == ["flows.md", "roles.md"]
    assert write(tmp_path) == ["flows.md", "roles.md"]
    assert stale(tmp_path) == []


def test_every_move_has_its_row() -> None:
    page = pages()["flows.md"]
    with translation.override("en"):
        assert all(f"| `{move.name}` | {move.label} |" in page for flow in flows() for move in flow.moves)
    assert f"    [*] --> {CASE.start}" in page


def test_every_role_is_explained() -> None:
    used = {role for flow in flows() for move in flow.moves for role in move.who}
    used |= {role for standing in standings().values() for role in standing}
    assert used <= set(ROLES) | set(roles.RELATIONS)


def test_every_clock_is_explained() -> None:
    assert clocks.named() <= set(clocks.KINDS)


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Env.model_fields.values())
    assert "| `SIXIA_TIME_ZONE` | `Asia/Shanghai` |" in pages()["settings.md"]
    assert "a time zone name such as Asia/Shanghai" in pages()["settings.md"]


def test_events_name_their_reactions() -> None:
    page = pages()["events.md"]
    assert "### VoiceHeard" in page
    assert "`interop.reactions.tell_residents`" in page


def test_every_field_has_somebody_who_uses_it() -> None:
    assert fields.unused() == [], "name who uses it: `used_by` on the form, or sixia/config/describing/users.py"
