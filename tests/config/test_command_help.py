"""`--help` of every command says what it is for, in both languages."""

import pytest
from django.core.management import get_commands, load_command_class
from django.utils import translation

OURS = sorted(name for name, app in get_commands().items() if str(app).startswith("sixia."))
HAVE_BEEN_LAZY = {"bench", "founders", "export", "import"}


def _help(name: str, language: str) -> str:
    with translation.override(language):
        command = load_command_class(get_commands()[name], name)
        return command.create_parser("sixia", name).format_help()


def test_there_are_commands() -> None:
    assert set(OURS) >= HAVE_BEEN_LAZY | {"serve", "work", "profile", "verify", "import_places"}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", OURS)
def test_help_of_each_command(name: str, language: str) -> None:
    said = _help(name, language)
    assert f"sixia {name}" in said
    assert len(said.splitlines()) > 5


@pytest.mark.parametrize("name", sorted(HAVE_BEEN_LAZY))
def test_it_speaks_the_readers_language(name: str) -> None:
    assert _help(name, "en") != _help(name, "zh-hans")
