"""`sixia evaluate` on labelled files: what is learnt from one is judged by another, alike each time."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.insight.suggestions.test_learning import ENDS, TOPICS

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("SIXIA_SHARED_DATA", ROOT.parent / "shared" / "data"))
SOME = 400


def _file(path, ends):
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["title", "detail", "label"])
        out.writerows([word, f"{word}，{end}", topic] for topic, words in TOPICS.items() for word in words for end in ends)
    return path


def _told(*words):
    out = StringIO()
    call_command("evaluate", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_learnt_from_one_file_and_judged_by_another(tmp_path):
    train, test = _file(tmp_path / "train.csv", ENDS[:6]), _file(tmp_path / "test.csv", ENDS[6:])
    rows = _told("--train", str(train), "--test", str(test))
    assert rows == _told("--train", str(train), "--test", str(test))
    assert (rows[0]["row"], rows[0]["value"]) == ("Q1", 1.0)
    assert [row["row"] for row in rows[3:5]] == ["Q2", "Q2"]
    assert len(_told("--train", str(train))) == len(rows)


def test_what_is_no_labelled_file_is_said(tmp_path):
    for words, sentence in (
        ([], "请给出标注过的文件"),
        (["--train", str(tmp_path / "none.csv")], "没有文件"),
        (["--train", str(_named(tmp_path / "words.txt", ""))], "结尾"),
        (["--train", str(_named(tmp_path / "bare.csv", "a,b\n1,2\n"))], "缺少列"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("evaluate", *words)


def _named(path, text):
    path.write_text(text, "utf-8")
    return path


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here (set SIXIA_SHARED_DATA to its folder)")
def test_on_real_messages(tmp_path):
    """A few hundred real messages are enough to tell seven topics apart better than three in four."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra “analytics” is not installed")
    rows = parquet.read_table(SHARED / "tipdm2020c/labelled_messages.parquet").to_pylist()
    step = len(rows) // SOME
    with (tmp_path / "real.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["title", "detail", "label", "group"])
        out.writerows([row["title"], row["detail"], row["label"], row["dup_group"]] for row in rows[::step][:SOME])
    found = _told("--train", str(tmp_path / "real.csv"))
    assert found[0]["value"] > 0.75
    assert found[4]["value"] < 0.08
