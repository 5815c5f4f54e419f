"""A unit's own template: which one holds when and for whom, its versions, its journal, its pages and its command."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from sixia.kit.flow import Refused
from sixia.kit.models import Entry
from sixia.papers import actions
from sixia.papers.checking import Unfit, printed
from sixia.papers.layout.word import builtin
from sixia.papers.models import Template
from sixia.papers.queries import template_for
from sixia.papers.render import render_docx
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.people.models import Account, Unit
from tests.papers.words import FRAME, word
from tests.town import HOUR, NOW, Town, build

BODY = ("{{ unit }}", "{{ request }}", "{{ text }}", "{{ day }}")
FIRST, SECOND, ABOVE = word("甲版", *BODY), word("乙版", *BODY), word("上级版", *BODY)


@pytest.fixture
def town(db: None) -> Town:
    """The shared town, with a system administrator."""
    town = build()
    (row,) = people.open_accounts([people.NewAccount(username="keeper", name="演示·系统管理员")], by=SYSTEM, now=NOW)
    people.appoint(row, town.units["county"], "system_admin", by=SYSTEM, now=NOW - HOUR)
    town.accounts["keeper"] = row
    return town


def put(town: Town, unit: str, data: bytes, at: Any = NOW, by: Any = None) -> Template:
    """Hand a template in."""
    return actions.accept_template(town.units[unit], "reply", data=data, by=by or town.who("keeper"), now=at)


def head_of(unit: Unit, at: Any) -> str:
    """The first line of a paper of this unit by the template of that moment."""
    data = render_docx("reply", {"request": "一", "text": "二"}, unit, replace(FRAME, at=at))
    return printed(data).splitlines()[0]


def test_the_nearest_template_holds_and_papers_keep_the_one_of_their_day(town: Town) -> None:
    unit = town.units["housing"]
    parent = unit.parent
    assert parent is not None
    assert template_for(unit, "reply", NOW) is None
    put(town, parent.code, ABOVE)
    put(town, "housing", FIRST, NOW + HOUR)
    second = put(town, "housing", SECOND, NOW + 2 * HOUR)
    actions.retire_template(second, by=town.who("keeper"), now=NOW + 3 * HOUR)
    heads = [head_of(unit, NOW + n * HOUR + timedelta(minutes=1)) for n in range(4)]
    assert heads == ["上级版", "甲版", "乙版", "上级版"]
    assert head_of(unit, NOW - HOUR) == unit.name, "before any template there was the built-in one"
    assert list(Template.objects.filter(unit=unit).order_by("pk").values_list("version", flat=True)) == [1, 2]
    told = Entry.objects.filter(stream=f"unit:{unit.pk}", event__startswith="Template").order_by("seq")
    assert list(told.values_list("event", flat=True)) == ["TemplateAccepted", "TemplateAccepted", "TemplateRetired"]


def test_another_kind_or_another_unit_is_not_touched(town: Town) -> None:
    put(town, "housing", FIRST)
    assert template_for(town.units["housing"], "opinion", NOW) is None
    assert template_for(town.units["east"], "reply", NOW) is None


def test_only_the_system_administrator_hands_in_and_takes_out(town: Town) -> None:
    with pytest.raises(Refused):
        put(town, "housing", FIRST, by=town.who("head"))
    row = put(town, "housing", FIRST)
    with pytest.raises(Refused):
        actions.retire_template(row, by=town.who("head"), now=NOW)
    actions.retire_template(row, by=town.who("keeper"), now=NOW)
    with pytest.raises(Refused, match="out of use already"):
        actions.retire_template(row, by=town.who("keeper"), now=NOW)


def test_faults_unknown_kinds_and_the_same_file_are_refused(town: Town) -> None:
    with pytest.raises(Unfit):
        put(town, "housing", word("{{ unit }}"))
    with pytest.raises(Refused):
        actions.accept_template(town.units["housing"], "poem", data=FIRST, by=SYSTEM, now=NOW)
    put(town, "housing", FIRST)
    with pytest.raises(Refused):
        put(town, "housing", FIRST)
    assert Template.objects.count() == 1


def seat(account: Account) -> Client:
    """A signed-in browser."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def test_the_pages_hand_in_list_show_and_take_out(town: Town, django_assert_max_num_queries: Any) -> None:
    client, unit = seat(town.accounts["keeper"]), town.units["housing"]
    kinds = client.get("/desk/papers/kinds/").content.decode()
    assert "/desk/papers/kinds/opinion/zh.docx" in kinds
    assert "{{ remedies }}" in kinds
    got = client.get("/desk/papers/kinds/opinion/zh.docx")
    assert got.content == builtin("opinion", "zh")
    assert "attachment" in got["Content-Disposition"]
    assert client.get("/desk/papers/kinds/poem/zh.docx").status_code == 404

    def send(data: bytes, name: str = "t.docx", **more: str) -> Any:
        given = {"unit": str(unit.pk), "kind": "reply", "note": "新名称", **more}
        return client.post("/desk/papers/new/", {**given, "file": SimpleUploadedFile(name, data)})

    wrong = send(word("{{ unit }} {{ foo }}"))
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "foo" in page
    assert "{{ request }}" in page
    assert "新名称" in page, "what was typed stays"
    assert send(FIRST, "t.docm").status_code == 422
    assert send(b"x" * 1_000_001).status_code == 422
    done = send(FIRST)
    assert done.status_code == 200
    row = Template.objects.get()
    assert bytes(row.file) == FIRST
    assert send(FIRST).status_code == 409
    with django_assert_max_num_queries(16):
        listed = client.get("/desk/papers/").content.decode()
    assert unit.name in listed
    assert client.get(f"/desk/papers/{row.pk}/").content == FIRST
    assert "【Request】" in printed(client.get(f"/desk/papers/{row.pk}/?sample=1").content)
    assert client.get(f"/desk/papers/{row.pk}/retire/").status_code == 200
    assert client.post(f"/desk/papers/{row.pk}/retire/").status_code == 302
    row.refresh_from_db()
    assert row.ended_at is not None
    assert "New Word template" in client.get(f"/desk/units/{unit.pk}/").content.decode()


def test_nobody_else_has_these_pages(town: Town) -> None:
    row = put(town, "housing", FIRST)
    for name in ("head", "handler", "dispatcher"):
        client = seat(town.accounts[name])
        for path in ("", "new/", "kinds/", f"{row.pk}/", f"{row.pk}/retire/", "kinds/reply/zh.docx"):
            assert client.get(f"/desk/papers/{path}").status_code == 404, path


def test_the_command_writes_out_tries_hands_in_lists_and_retires(town: Town, tmp_path: Path) -> None:
    out, file, unit = StringIO(), tmp_path / "reply.docx", town.units["housing"]
    call_command("papers", "builtin", "reply", str(file), stdout=out)
    assert "{{ request }}" in printed(file.read_bytes())
    call_command("papers", "try", "reply", str(file), stdout=out)
    call_command("papers", "add", "reply", str(file), "--unit", unit.code, "--note", "n", stdout=out)
    assert bytes(Template.objects.get().file) == file.read_bytes()
    call_command("papers", "list", stdout=out)
    assert unit.name in out.getvalue()
    call_command("papers", "retire", "reply", "--unit", unit.code, stdout=out)
    assert Template.objects.get().ended_at is not None
    file.write_bytes(BytesIO(word("{{ foo }}")).getvalue())
    for given, code in (
        (("try", "reply", str(file)), 2),
        (("add", "reply", str(file), "--unit", "nowhere"), 3),
        (("add", "poem", str(file), "--unit", unit.code), 3),
        (("retire", "reply", "--unit", unit.code), 3),
        (("builtin", "reply"), 3),
        (("try", "reply", str(tmp_path / "none.docx")), 3),
    ):
        with pytest.raises(CommandError) as error:
            call_command("papers", *given)
        assert error.value.returncode == code, given
