"""The command line speaks in sentences, also where nothing is set up yet."""

from pathlib import Path

import pytest

from sixia.config.cli import main
from tests.config.installations import Installation

HERE = "SIXIA_KEY_FILE"


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    return Installation(tmp_path, "")


def test_help_lists_commands_in_groups(empty: Installation) -> None:
    said = empty.sixia("--help")
    assert said.returncode == 0
    assert {"serve", "work", "keys", "backup", "restore"} <= {
        line.split()[0] for line in said.stdout.splitlines() if line.strip()
    }
    assert "Every day" in said.stdout


def test_help_speaks_chinese(empty: Installation) -> None:
    assert "日常" in empty.sixia("help", SIXIA_LANGUAGE="zh-hans").stdout


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sixia 0.")


def test_a_missing_key_file_is_a_sentence(empty: Installation) -> None:
    said = empty.sixia("check", SIXIA_MODE="production", SIXIA_KEY_FILE=str(empty.folder / "none.json"))
    assert said.returncode == 78
    assert "sixia keys new" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_bad_setting_is_a_sentence(empty: Installation) -> None:
    said = empty.sixia("check", SIXIA_WORKERS="many")
    assert said.returncode == 78
    assert "SIXIA_WORKERS='many'" in said.stderr


def test_an_unexpected_failure_tells_a_sentence_before_the_trace(empty: Installation) -> None:
    said = empty.sixia("dumpdata")  # there are no tables yet
    assert said.returncode == 1
    assert said.stderr.splitlines()[0]
    assert not said.stderr.startswith("Traceback")


def test_keys_are_made_once_and_turned_over(empty: Installation) -> None:
    path = str(empty.folder / "keys.json")
    assert empty.sixia("keys", "new", path).returncode == 0
    assert empty.sixia("keys", "new", path).returncode == 1
    assert empty.sixia("keys", "rotate", path).returncode == 0
    shown = empty.sixia("keys", "show", path).stdout
    assert "k1" in shown
    assert "k2 (current)" in shown
    assert "mode 600" in shown
