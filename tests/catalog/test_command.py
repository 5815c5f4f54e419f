"""`sixia profile`: exit codes, what it says, and JSON for other programs."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from sixia.catalog.models import Edition
from tests.catalog.conftest import COUNTY, Edit

pytestmark = pytest.mark.django_db


def run(*args: Any) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("profile", *map(str, args), stdout=out)
    return out.getvalue()


def test_apply_then_apply_again() -> None:
    assert "Applied as edition 1." in run("apply", COUNTY)
    assert "No new edition was needed." in run("apply", COUNTY)
    assert Edition.objects.count() == 1


def test_a_dry_run_lists_the_changes_and_writes_nothing(edit: Edit) -> None:
    run("apply", COUNTY)
    folder = edit("norms.csv", "help,5,workday", "help,4,workday")
    said = run("apply", folder, "--dry-run")
    assert "help.amount: 5 → 4" in said
    assert "dry run" in said
    answer = json.loads(run("apply", folder, "--dry-run", "--json"))
    assert answer["edition"] is None
    assert answer["sheets"]["norm"]["changed"] == [{"key": "handle|service||||help", "fields": {"amount": [5, 4]}}]
    assert Edition.objects.count() == 1


def test_faults_end_with_code_two_and_are_listed(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    folder = edit("norms.csv", "help,5,workday", "help,5,fortnight")
    with pytest.raises(CommandError) as error:
        run("apply", folder)
    assert error.value.returncode == 2
    assert "norms.csv:" in str(error.value)
    assert not Edition.objects.exists()


def test_a_folder_must_be_named() -> None:
    with pytest.raises(CommandError) as error:
        run("apply")
    assert error.value.returncode == 2


def test_check_reads_a_folder_and_names_functions_without_a_unit() -> None:
    said = run("check", COUNTY)
    assert "cn-county" in said
    assert "No unit has these functions yet" in said
    assert "water_supply" in said
    assert not Edition.objects.exists()


def test_show_and_list(tmp_path: Path) -> None:
    assert "No rules are loaded yet" in run("list")
    with pytest.raises(CommandError) as error:
        run("show")
    assert error.value.returncode == 3
    run("apply", COUNTY)
    assert "cn-county" in run("show")
    (row,) = json.loads(run("list", "--json"))
    shown = json.loads(run("show", "--json"))
    assert (row["number"], row["sha256"]) == (1, shown["sha256"])


def test_check_lists_the_sources_that_a_lawyer_must_still_confirm() -> None:
    said = run("check", COUNTY)
    assert "Civil Procedure Law" in said
    assert "(court_civil) is to be confirmed by the county’s lawyer" in said
    assert "(reconsideration)" not in said, "its articles are known"
    listed = json.loads(run("check", COUNTY, "--json"))["unconfirmed"]
    assert set(listed) >= {"court_civil", "procuratorate", "labour_arbitration"}
