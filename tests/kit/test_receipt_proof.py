"""A proof of one stream convinces a script that knows nothing of this program, and no changed one does."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from sixia.kit.crypto import ring
from sixia.kit.journal import erase_words
from sixia.kit.proof import make_checkpoint, public_key, receipt_proof
from tests.kit.telling import mend

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_receipt.py"


@pytest.fixture
def proof(db, now):
    """A stream of four entries under two checkpoints among others', the last one not signed yet; one text handed over."""
    mend("lamp:1", now, "一", "二", "三")
    mend("bench:1", now, "长椅坏了", "木板断了")
    make_checkpoint(now, ring())
    mend("bench:1", now, "已修好")
    mend("lamp:1", now, "四", "五")
    make_checkpoint(now + timedelta(days=1), ring())
    mend("bench:1", now, "谢谢")
    return receipt_proof("bench:1", ring=ring(), disclose=[(1, "text")])


@pytest.fixture
def check(tmp_path):
    """Run the script on a proof, away from this program: (exit code, what it printed)."""

    def run(proof, *more):
        file = tmp_path / "proof.json"
        file.write_text(proof if isinstance(proof, str) else json.dumps(proof, ensure_ascii=False), "utf-8")
        command = [sys.executable, "-I", str(SCRIPT), str(file), *more]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, env={"PYTHONIOENCODING": "utf-8"}, check=False)
        assert done.stderr == b""
        return done.returncode, done.stdout.decode()

    return run


def test_a_true_proof_is_verified(proof, check):
    code, said = check(proof)
    assert code == 0
    assert "VERIFIED: bench:1, 4 entries without a gap, 3 of them signed" in said
    assert "通过：bench:1 共 4 条记录" in said
    assert "compare it" in said


def test_it_can_be_held_against_the_published_key(proof, check):
    assert check(proof, public_key(ring()))[0] == 0
    code, said = check(proof, "ab" * 32)
    assert code == 1
    assert "not signed with the published key" in said


def test_only_words_that_are_handed_over_leave_the_house(proof):
    text = json.dumps(proof, ensure_ascii=False)
    assert "长椅坏了" in text
    assert not any(other in text for other in ("木板断了", "已修好", "谢谢"))
    assert [entry["checkpoint"] for entry in proof["entries"]] == [1, 1, 2, None]
    assert [each["statement"]["number"] for each in proof["checkpoints"]] == [1, 2]


def test_erased_words_are_not_handed_over(proof, check):
    erase_words(["bench:1"])
    again = receipt_proof("bench:1", ring=ring(), disclose=[(1, "text")])
    assert again["entries"][0]["words"] == {}
    assert check(again)[0] == 0


def change(proof, *path, to):
    *way, last = path
    place = proof
    for step in way:
        place = place[step]
    place[last] = to(place[last]) if callable(to) else to
    return proof


@pytest.mark.parametrize(
    ("path", "to", "named"),
    [
        (("entries", 1, "body"), '{"planks":9}', "entry 2: its content was changed"),
        (("entries", 1, "at"), "2020-01-01T00:00:00.000000Z", "entry 2: its content was changed"),
        (("entries", 1, "by"), "account:9", "entry 2: its content was changed"),
        (("entries", 2, "prev"), "0" * 64, "entry 3: it does not follow"),
        (("entries", 0, "hash"), "0" * 64, "entry 1: it is not in the signed checkpoint"),
        (("entries", 0, "index"), 2, "entry 1: it is not in the signed checkpoint"),
        (("entries", 0, "path"), lambda path: path[:-1], "entry 1: it is not in the signed checkpoint"),
        (("entries", 2, "checkpoint"), 1, "entry 3: it is not in the signed checkpoint"),
        (("entries", 0, "words", "text", "text"), "长椅没坏", "entry 1: the words “text” are not those"),
        (("entries",), lambda entries: entries[1:], "entry 2: entries are missing before it"),
        (("entries",), lambda entries: entries[:1] + entries[2:], "entry 3: entries are missing before it"),
        (("stream",), "bench:2", "entry 1: its content was changed"),
        (("checkpoints", 0, "statement", "root"), "0" * 64, "checkpoint 1: its signature is false"),
        (("checkpoints", 1, "statement", "made_at"), "2020-01-01T00:00:00.000000Z", "checkpoint 2: its signature is false"),
        (("checkpoints", 0, "signature"), "00" * 64, "checkpoint 1: its signature is false"),
        (("checkpoints",), [], "entry 1: it is not in the signed checkpoint"),
        (("public_key",), "ab" * 32, "checkpoint 1: its signature is false"),
        (("format",), "other", "this is not the proof of a receipt"),
    ],
)
def test_a_changed_proof_is_not(proof, check, path, to, named):
    code, said = check(change(proof, *path, to=to))
    assert code == 1
    assert named in said
    assert "NOT VERIFIED" in said
    assert "未通过" in said


def test_what_is_not_signed_yet_is_not_called_verified(db, now, check):
    mend("bench:1", now, "一")
    code, said = check(receipt_proof("bench:1", ring=ring()))
    assert code == 1
    assert "NOT YET" in said
    assert "尚未签名" in said


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format":"sixia.receipt.v1"}', "null"])
def test_what_is_no_proof_is_refused_in_words(check, text):
    code, said = check(text)
    assert code == 1
    assert "NOT VERIFIED" in said


def test_without_a_file_it_says_how_to_use_it(tmp_path):
    done = subprocess.run([sys.executable, "-I", str(SCRIPT)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "python3 verify_receipt.py" in done.stdout
