"""`sixia evaluate` on labelled files: what is learnt from one is judged by another, alike each time."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

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


def test_files_are_read_as_people_have_them(tmp_path, capsys):
    """Another encoding, another mark between cells, other names and more columns; a workbook; a column named by hand."""
    plain = _file(tmp_path / "plain.csv", ENDS)
    rows = [line.split(",") for line in plain.read_text("utf-8").splitlines()]
    rows = [[str(number), title, text, label, "备注"] for number, (title, text, label) in enumerate(rows[1:], 1)]
    rows.append(["0", "没有标签", "没有标签", "", ""])
    heads = ["序 号", "留言主题", "留言详情（必填）", "一级标签", "备注"]
    other = tmp_path / "other.csv"
    other.write_text("\n".join(";".join(row) for row in [heads, *rows]), "gb18030")
    book = Workbook()
    for row in [["第", "标题", "正文", "归口", "备注"], *rows]:
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    wanted = _told("--train", str(plain))
    assert _told("--train", str(other), "--column", "text=留言详情（必填）") == wanted
    assert "other.csv：192 行；title = 留言主题, text = 留言详情（必填）, label = 一级标签" in capsys.readouterr().err
    assert _told("--train", str(tmp_path / "book.xlsx"), "--column", "label=归口") == wanted


def test_labels_that_were_never_learnt_count_as_missed(tmp_path):
    train, test = _file(tmp_path / "train.csv", ENDS[:6]), _file(tmp_path / "test.csv", ENDS[6:])
    with test.open("a", encoding="utf-8") as file:
        file.write("新鲜事,没人说过的事,new\n")
    rows = _told("--train", str(train), "--test", str(test))
    assert rows[0]["value"] < 0.8, "one of four labels is never found"
    assert rows[1]["part"] == rows[1]["whole"] - 1


def test_the_same_matter_in_one_file(tmp_path):
    """The messages may say themselves to which matter they belong."""
    path = tmp_path / "same.csv"
    texts = {"a": "丽发新城附近建搅拌站噪音扰民", "b": "可可小城长期停水得不到解决", "c": "魅力之城商铺油烟扰民"}
    lines = [f"{issue}{n},{text}{n},{issue}" for issue, text in texts.items() for n in range(3)]
    path.write_text("\n".join(["编号,标题,issue", *lines, "x,别的事情,"]), "utf-8")
    rows = _told("--same", str(path))
    judged = next(row for row in rows if row["row"] == "Q3" and row["goal"])
    assert (judged["value"], judged["passed"]) == (1.0, True)


def test_what_is_no_labelled_file_is_said(tmp_path):
    bare = str(_named(tmp_path / "bare.csv", "a,b\n1,2\n"))
    good = str(_file(tmp_path / "good.csv", ENDS[:2]))
    for words, sentence in (
        ([], "请给出标注过的文件"),
        (["--train", str(tmp_path / "none.csv")], "找不到这个文件"),
        (["--train", str(_named(tmp_path / "words.pdf", "x"))], "只能读取"),
        (["--train", bare], "缺少列“title/text”.*它有这些列：a, b.*--column title=列名"),
        (["--test", good], "两个都要给"),
        (["--issues", good], "两个都要给"),
        (["--train", good, "--column", "colour=a"], "--column 的写法"),
        (["--hot", bare], "缺少列“title/text”"),
        (["--same", str(_named(tmp_path / "one.csv", "id,title,issue\n1,路灯,a\n2,噪音,b\n"))], "没有两条"),
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
