"""Whatever somebody with the database in hand does to the journal, the check names it."""

from datetime import timedelta

import pytest
from django.utils import translation

from sixia.kit.chain import GENESIS, canonical, commitment, entry_hash
from sixia.kit.crypto import ring
from sixia.kit.journal import erase_words
from sixia.kit.keys import KeyRing
from sixia.kit.models import Checkpoint, Entry, Wording
from sixia.kit.proof import checkpoints, make_checkpoint, merkle, public_key, statement, verify
from tests.kit.telling import mend, tamper


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def journal(db, now):
    """Three streams under two checkpoints, and one entry after them."""
    mend("bench:1", now, "一", "二", "三")
    mend("bench:2", now, "一", "二")
    make_checkpoint(now, ring())
    mend("bench:1", now, "四")
    mend("lamp:1", now, "一", "二")
    make_checkpoint(now + timedelta(days=1), ring())
    mend("bench:2", now, "三")


def faults():
    return [(fault.code, fault.where) for fault in verify()]


def test_an_untouched_journal_is_whole(journal):
    seen = []
    assert verify(seen.append) == []
    assert seen[-1] == 9 + 8
    assert [(each.number, each.count) for each in Checkpoint.objects.order_by("number")] == [(1, 5), (2, 3)]


def test_an_empty_journal_is_whole_and_has_nothing_to_sign(db, now):
    assert make_checkpoint(now, ring()) is None
    assert verify() == []


def test_nothing_new_makes_no_checkpoint(journal, now):
    assert make_checkpoint(now, ring()).number == 3
    assert make_checkpoint(now, ring()) is None


def test_pieces_of_any_size_say_the_same(journal, now, monkeypatch):
    monkeypatch.setattr(checkpoints, "CHUNK", 2)
    monkeypatch.setattr("sixia.kit.proof.check.CHUNK", 2)
    monkeypatch.setattr(checkpoints, "MAX_ENTRIES", 3)
    mend("bench:3", now, *"一二三四五六七")
    assert make_checkpoint(now, ring()).number == 5
    assert verify() == []
    tamper("UPDATE kit_entry SET event = 'X' WHERE stream = 'lamp:1' AND seq = 2")
    assert faults() == [("altered", "lamp:1 #2")]


@pytest.mark.parametrize(
    "change", ["body = '{}'", "\"by\" = 'account:8'", "event = 'BenchBroken'", "at = '2020-01-01 00:00:00Z'"]
)
def test_a_changed_entry_is_named(journal, change):
    tamper("DELETE FROM kit_wording")
    before = faults()
    tamper(f"UPDATE kit_entry SET {change} WHERE stream = 'bench:1' AND seq = 2")
    assert ("altered", "bench:1 #2") in set(faults()) - set(before)


def test_a_changed_hash_is_named_by_itself_its_follower_and_its_checkpoint(journal):
    tamper("UPDATE kit_entry SET hash = %s WHERE stream = 'bench:1' AND seq = 2", "f" * 64)
    assert faults() == [("altered", "bench:1 #2"), ("chain", "bench:1 #3"), ("checkpoint", "checkpoint 1")]


def rewrite(stream, body):
    """Rewrite a stream from its first entry on with hashes that fit, as a skilled forger would."""
    prev = GENESIS
    for entry in Entry.objects.filter(stream=stream).order_by("seq"):
        new = body if entry.seq == 1 else entry.body
        digest = entry_hash(stream=stream, seq=entry.seq, at=entry.at, by=entry.by, event=entry.event, body=new, prev=prev)
        tamper("UPDATE kit_entry SET body = %s, prev = %s, hash = %s WHERE id = %s", new, prev, digest, entry.pk)
        prev = digest


def test_a_stream_rewritten_with_fitting_hashes_is_noticed_by_the_checkpoint(journal):
    tamper("DELETE FROM kit_wording WHERE entry_id IN (SELECT id FROM kit_entry WHERE stream = 'lamp:1' AND seq = 1)")
    rewrite("lamp:1", canonical({"planks": 9}))
    assert faults() == [("checkpoint", "checkpoint 2")]
    assert "replaced after it was signed" in verify()[0].sentence


def forget(stream, seq):
    tamper("DELETE FROM kit_wording WHERE entry_id IN (SELECT id FROM kit_entry WHERE stream = %s AND seq = %s)", stream, seq)
    tamper("DELETE FROM kit_entry WHERE stream = %s AND seq = %s", stream, seq)


@pytest.mark.parametrize(("seq", "named"), [(1, "bench:1 #2"), (2, "bench:1 #3")])
def test_a_deleted_entry_is_noticed_by_its_follower_and_its_checkpoint(journal, seq, named):
    forget("bench:1", seq)
    assert faults() == [("gap", named), ("checkpoint", "checkpoint 1")]


def test_an_end_cut_off_is_noticed_by_the_checkpoint_which_tells_the_id(journal):
    gone = Entry.objects.get(stream="lamp:1", seq=2).pk
    forget("lamp:1", 2)
    (fault,) = verify()
    assert (fault.code, fault.where) == ("checkpoint", "checkpoint 2")
    assert f"3 were signed and 2 are here. Ids that are not here: {gone}." in fault.sentence


def test_an_entry_put_in_is_named(journal, now):
    last = Entry.objects.get(stream="lamp:1", seq=2)
    tamper(
        'INSERT INTO kit_entry (id, stream, seq, at, "by", event, body, prev, hash) '
        "SELECT -5, stream, 3, at, 'account:9', event, '{}', hash, prev FROM kit_entry WHERE id = %s",
        last.pk,
    )
    assert ("altered", "lamp:1 #3") in faults()


def test_an_entry_slipped_in_below_a_checkpoint_with_a_fitting_hash_is_noticed(journal):
    last = Entry.objects.get(stream="lamp:1", seq=2)
    columns = {
        "stream": "lamp:1",
        "seq": 3,
        "at": last.at,
        "by": "account:9",
        "event": "BenchMended",
        "body": "{}",
        "prev": last.hash,
    }
    Entry(pk=-5, hash=entry_hash(**columns), **columns).save(force_insert=True)
    assert ("checkpoint", "checkpoint 1") in faults()


def test_words_may_be_erased_but_not_changed_or_lost(journal):
    erase_words(["bench:1"])
    assert verify() == []
    wordings = Wording.objects.filter(entry__stream="bench:2")
    wordings.filter(entry__seq=1).update(text="别的话")
    wordings.filter(entry__seq=2).delete()
    wordings.filter(entry__seq=3).update(name="title")
    assert faults() == [("words", "bench:2 #1"), ("words", "bench:2 #2"), ("words", "bench:2 #3"), ("words", "bench:2 #3")]


@pytest.mark.parametrize(
    "change", ["root = prev", "count = count + 1", "last_id = last_id - 1", "made_at = '2020-01-01 00:00:00Z'"]
)
def test_a_changed_checkpoint_is_named(journal, change):
    tamper(f"UPDATE kit_checkpoint SET {change} WHERE number = 1")
    assert {("signature", "checkpoint 1"), ("order", "checkpoint 2")} <= set(faults())


def test_a_deleted_checkpoint_is_noticed(journal):
    tamper("DELETE FROM kit_checkpoint WHERE number = 1")
    assert faults()[0] == ("order", "checkpoint 2")


def test_a_checkpoint_signed_by_somebody_else_is_noticed(journal, now):
    assert {code for code, _ in ((f.code, f.where) for f in verify(key=public_key(KeyRing.new(demo=True))))} == {"signature"}
    make_checkpoint(now, KeyRing.new(demo=True))
    assert faults() == [("signature", "checkpoint 3")]


@pytest.mark.parametrize("value", ["", "zz", "f" * 128])
def test_a_spoilt_signature_or_hash_is_a_fault_and_no_crash(journal, value):
    tamper("UPDATE kit_checkpoint SET signature = %s WHERE number = 2", value)
    tamper("UPDATE kit_entry SET hash = %s WHERE stream = 'lamp:1' AND seq = 2", value[:64])
    tamper("UPDATE kit_entry SET body = %s WHERE stream = 'bench:2' AND seq = 1", value)
    assert {("signature", "checkpoint 2"), ("altered", "lamp:1 #2"), ("altered", "bench:2 #1")} <= set(faults())


def test_a_statement_is_what_is_published(journal):
    first = Checkpoint.objects.get(number=1)
    assert statement(first) == {
        "format": "sixia.checkpoint.v1",
        "number": 1,
        "made_at": "2026-05-11T02:00:00.000000Z",
        "first_id": first.first_id,
        "last_id": first.last_id,
        "count": 5,
        "root": merkle.root_of(Entry.objects.order_by("pk").values_list("hash", flat=True)[:5]),
        "prev": GENESIS,
    }


def test_hashes_are_what_the_description_says(now):
    said = entry_hash(stream="case:1", seq=1, at=now, by="system", event="X", body=canonical({"b": 1, "a": "中"}), prev=GENESIS)
    assert said == "d187be66a96665fae3df4a251958148f0262341db9b29f516facfc522b97a9f5"
    assert commitment("salt", "words") == "0939a2041022ed72c25ca7b863a8ae6e1fb46b29035e752034f57d9f749c3928"


@pytest.mark.parametrize("count", range(1, 18))
def test_every_leaf_reaches_the_root(count):
    hashes = [f"{number:064x}" for number in range(count)]
    root, tree = merkle.root_of(hashes), merkle.levels(hashes)
    assert tree[-1][0].hex() == root
    for index, each in enumerate(hashes):
        siblings = merkle.path(tree, index)
        assert merkle.climb(each, index, count, siblings) == root
        assert merkle.climb(f"{99:064x}", index, count, siblings) != root
        assert merkle.climb(each, index, count, [*siblings, root]) == ""
        assert merkle.climb(each, count, count, siblings) == ""


def test_a_tree_has_the_shape_of_rfc_6962():
    a, b, c = (merkle.leaf(letter * 64) for letter in "abc")
    assert merkle.root_of(letter * 64 for letter in "abc") == merkle.node(merkle.node(a, b), c).hex()
