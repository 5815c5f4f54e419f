"""`sixia hot FILE` on other people's lists: columns found by name, or named by hand, or a clear word about what is missing."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.insight.hot import made

WORDS = ("诉求内容", "受理时间", "联系电话", "点赞数")


def listed(folder: Path, *head: str) -> str:
    """A file of invented voices with these columns."""
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(head)
        rows.writerows((one.text, f"{one.at:%Y-%m-%d %H:%M}", one.who, one.up) for one in made.voices())
    return str(path)


def told(*arguments: str) -> tuple[int, str, str]:
    """Exit code, what is printed and what is complained of."""
    out, complaints = StringIO(), StringIO()
    try:
        call_command("hot", *arguments, "--yes", stdout=out, stderr=complaints)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), complaints.getvalue()
    return 0, out.getvalue(), complaints.getvalue()


def test_columns_are_found_by_the_names_people_use(tmp_path: Path) -> None:
    code, said, _complaints = told(listed(tmp_path, *WORDS), "--most", "2")
    assert code == 0
    assert "砖瓦厂" in said
    assert all(word in said for word in WORDS), "it says which columns it has read"
    explained = re.findall(r"^\d +(\d+) .*\n +(?:why: |理由：)(.*)$", said, re.MULTILINE)
    assert len(explained) == 2
    for heat, why in explained:
        assert sum(int(points) for points in re.findall(r"\+(\d+)", why)) == int(heat)


def test_names_nobody_knows_are_asked_for_and_then_taken(tmp_path: Path) -> None:
    path = listed(tmp_path, "甲", "乙", "丙", "丁")
    code, said, complaints = told(path)
    assert (code, said) == (2, "")
    assert "--text" in complaints
    assert "甲, 乙, 丙, 丁" in complaints
    assert "--heard-at" in told(path, "--text", "甲")[2]
    assert "戊" in told(path, "--text", "戊")[2]
    code, said, _complaints = told(path, "--text", "甲", "--heard-at", "乙", "--who", "丙", "--up", "丁", "--json")
    found = json.loads(said)
    assert code == 0
    assert found["left_out"] == 0
    assert {found["hot"][0]["facts"]["people"], found["hot"][1]["facts"]["people"]} == {12, 2}


@pytest.mark.parametrize("wrong", ["gone.csv", "list.xyz"])
def test_what_is_no_list_is_said(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "list.xyz").write_bytes(b"\x00\x01\x02")
    code, said, complaints = told(str(tmp_path / wrong))
    assert (code, said) == (2, "")
    assert complaints
