"""The frame: languages, large type, health, trouble pages, and rules for the markup."""

import hashlib
import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory

import sixia.ui
from sixia.ui import views

ROOM = Path(sixia.ui.__file__).parent
TEMPLATES = sorted(ROOM.glob("templates/**/*.html"))
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


def test_large_type_is_remembered_and_taken_back(client: Client) -> None:
    answer = client.post("/large-type/", {"next": "/deep/er/?a=1"})
    assert answer["Location"] == "/deep/er/?a=1"
    assert "data-elder" in client.get("/").content.decode()
    client.post("/large-type/")
    assert "data-elder" not in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, elsewhere: str) -> None:
    assert client.post("/large-type/", {"next": elsewhere})["Location"] == "/"


def test_the_language_can_be_changed(client: Client) -> None:
    assert '<html lang="zh-Hans"' in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    html = client.get("/").content.decode()
    assert '<html lang="en"' in html
    assert "Skip to the content" in html


def test_health_asks_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").content == b"ok\n"

    def broken() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", broken)
    assert views.health(RequestFactory().get("/healthz")).status_code == 503


@pytest.mark.parametrize(
    ("view", "status"), [("bad_request", 400), ("forbidden", 403), ("not_found", 404), ("csrf_failure", 403)]
)
def test_trouble_is_told_in_both_languages(view: str, status: int) -> None:
    answer = getattr(views, view)(RequestFactory().get("/"))
    assert answer.status_code == status
    assert 'lang="en"' in answer.content.decode()
    assert "回首页" in answer.content.decode()


@pytest.mark.django_db(databases=[])
def test_the_page_for_a_broken_system_needs_no_database() -> None:
    answer = views.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "不是您的问题" in answer.content.decode()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_breaks_the_content_security_policy(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|\son\w+=\"|<style|javascript:|hx-on", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


def test_vendored_files_are_those_of_the_list() -> None:
    vendor = ROOM / "static/ui/vendor"
    listed = dict(re.findall(r"`([^`]+)` \| [^|]+ \| [^|]+ \| `([0-9a-f]{64})`", (vendor / "VENDOR.md").read_text()))
    there = {
        str(p.relative_to(vendor)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in vendor.rglob("*")
        if p.suffix in (".js", ".css", ".svg", ".png")
    }
    assert listed == there
    assert not any(b"sourceMappingURL" in p.read_bytes() for p in vendor.rglob("*.js"))
