"""Translations are compiled when they are newer, and only then."""

import gettext
import os
from pathlib import Path

from sixia.config.messages import compile_stale

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Lamp"\nmsgstr "{}"\n'


def test_only_what_changed_is_compiled(tmp_path: Path) -> None:
    po = tmp_path / "cases/locale/zh_Hans/LC_MESSAGES/django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO.format("路灯"), "utf-8")
    assert compile_stale(tmp_path) == [po]
    assert compile_stale(tmp_path) == []
    po.write_text(PO.format("灯"), "utf-8")
    os.utime(po, (po.stat().st_atime, po.with_suffix(".mo").stat().st_mtime + 5))
    assert compile_stale(tmp_path) == [po]
    with po.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Lamp") == "灯"
