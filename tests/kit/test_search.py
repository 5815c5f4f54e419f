"""What was typed is found exactly where it occurs, newest first, on both databases."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sixia.kit import search
from sixia.kit.models import Delivery
from sixia.kit.search import clear, drop, index, index_many, matching, normalise, tokens

pytestmark = pytest.mark.django_db
FAR = 3_000_000


@pytest.fixture
def docs(now):
    """Store texts under their ids, with a row for each."""

    def put(texts):
        Delivery.objects.bulk_create([Delivery(pk=pk, job="x", run_at=now, attempts=pk % 1000) for pk in texts])
        index_many("note", texts.items())

    return put


def found(query, rows=None, **more):
    rows = Delivery.objects.all() if rows is None else rows
    return list(matching(rows, "note", query, **more).order_by("-pk").values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("道路，坑洼！", "道路坑洼"),
        ("１２３４５ ＡＢＣ", "12345 abc"),
        ("12, 34", "12 34"),
        ("车牌 演A·12345 号", "车牌演a 12345号"),
        ("第 3 单元 2 楼", "第3单元2楼"),
        ("㎡ ﬁ", "m2 fi"),
        ("。 ，\n", ""),
        ("a_b%c", "a b c"),
        ("𠮷 野", "𠮷野"),
        ("No  Parking", "no parking"),
    ],
)
def test_texts_are_normalised(text, plain):
    assert normalise(text) == plain
    assert normalise(plain) == plain


def test_tokens_are_characters_and_pairs():
    assert sorted(tokens("路灯 ab")) == sorted(["路", "灯", "a", "b", "路灯", "灯_", "_a", "ab"])


@pytest.mark.parametrize(
    "query",
    ["路灯", "灯", "坏了三天", "路灯坏了", "演示路", "12号", "ＡＢ", "ab", "B1", "路灯 演示", "路灯，坏了", "坏了 12", "示"],
)
def test_what_occurs_is_found(docs, query):
    docs({1: "演示路12号的路灯坏了，三天没人修。AB1"})
    assert found(query) == [1]


@pytest.mark.parametrize("query", ["灯路", "路灯好了", "路灯 井盖", "井", "112", "bb", "路灯坏了三年", "1 3", "龘"])
def test_what_does_not_occur_is_not_found(docs, query):
    docs({1: "演示路12号的路灯坏了，三天没人修。AB1"})
    assert found(query) == []


def test_pairs_alone_do_not_make_a_hit(docs):
    docs({1: "环境美，境卫道，卫生好", 2: "环境卫生好"})
    assert found("环境卫生") == [2]


def test_a_blank_query_leaves_the_rows_alone_and_one_of_signs_finds_nothing(docs):
    docs({1: "路灯"})
    assert found("  ") == [1]
    assert found("，。") == []


@pytest.mark.parametrize("query", ['路灯" OR "x', "路灯*", "路灯' --", "路灯%s", "%", "*", '"', "路灯\0", "{1}", "NOT 路灯"])
def test_signs_of_query_languages_mean_nothing(docs, query):
    docs({1: "路灯坏了", 2: "井盖"})
    assert found(query) in ([], [1])


def test_newest_first_over_far_apart_ids(docs):
    docs({1: "路灯", 9000: "路灯坏", FAR: "坏路灯", FAR + 1: "井盖"})
    assert found("路灯") == [FAR, 9000, 1]
    assert found("路灯", before=FAR) == [9000, 1]
    assert found("路灯", before=1) == []


@pytest.mark.parametrize("newest", [1, 2, 3, 7, 100])
def test_common_words_are_found_to_the_last(docs, monkeypatch, newest):
    monkeypatch.setattr(search, "NEWEST", newest)
    docs({pk: "路灯坏了" if pk % 3 else "井盖坏了" for pk in range(1, 31)})
    lamps = [pk for pk in range(30, 0, -1) if pk % 3]
    assert found("路灯") == lamps
    assert found("路灯", Delivery.objects.filter(pk__lt=15), before=15) == [pk for pk in lamps if pk < 15]
    assert found("路灯", Delivery.objects.filter(attempts__lte=5)) == [5, 4, 2, 1]
    assert list(matching(Delivery.objects.all(), "note", "路灯").order_by("pk").values_list("pk", flat=True)[:2]) == [1, 2]
    assert matching(Delivery.objects.all(), "note", "坏了").count() == 30


def test_another_column_may_hold_the_id(docs, now):
    docs({1: "路灯"})
    Delivery.objects.create(pk=50, job="x", run_at=now, attempts=1)
    assert found("路灯", field="attempts") == [50, 1]


def test_indexing_again_replaces(docs):
    docs({1: "路灯"})
    index("note", 1, "井盖")
    assert (found("路灯"), found("井盖")) == ([], [1])
    index("note", 1, "")
    assert found("井盖") == []
    index("note", 1, "路灯")
    assert found("路灯") == [1]


def test_dropping_forgets(docs):
    docs({1: "路灯", 2: "路灯"})
    drop("note", 1)
    drop("note", 1)
    drop("note", 77)
    assert found("路灯") == [2]


def test_clearing_forgets_everything(docs):
    docs({1: "路灯", 2: "路灯"})
    clear()
    assert found("路灯") == []
    index("note", 2, "路灯")
    assert found("路灯") == [2]


def test_kinds_do_not_mix(docs):
    docs({1: "路灯", 2: "井盖"})
    index("reply", 2, "路灯")
    assert found("路灯") == [1]
    drop("reply", 1)
    assert found("路灯") == [1]
    assert list(matching(Delivery.objects.all(), "reply", "路灯").values_list("pk", flat=True)) == [2]


def test_kinds_that_cannot_be_told_apart_are_refused(monkeypatch):
    monkeypatch.setattr(search, "crc32", lambda _: 5)
    search._code.cache_clear()
    monkeypatch.setattr(search, "_kinds", {})
    index("one", 1, "路灯")
    with pytest.raises(ValueError, match="cannot be told apart"):
        index("two", 1, "路灯")
    search._code.cache_clear()


def test_what_is_rolled_back_is_not_found(docs):
    docs({1: "井盖"})
    with transaction.atomic():
        index("note", 1, "路灯")
        transaction.set_rollback(True)
    assert (found("路灯"), found("井盖")) == ([], [1])


def test_long_texts_and_long_queries(docs):
    text = "".join(chr(0x4E00 + number) for number in range(12000))
    docs({1: text, 2: text[:6000]})
    assert found(text[100:400]) == [2, 1]
    assert found(text[5990:6010]) == [1]


def test_the_number_of_queries_does_not_grow_with_the_hits(docs):
    docs(dict.fromkeys(range(1, 200), "路灯"))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert len(found("路灯")) == 199
    assert len(seen) <= 3


LETTERS = st.text(alphabet="路灯坏ab1 ，", max_size=12)


@hypothesis_settings(max_examples=60)
@given(texts=st.lists(LETTERS, min_size=1, max_size=6), query=LETTERS.filter(lambda text: bool(normalise(text))))
def test_the_index_says_the_same_as_looking_at_every_text(texts, query):
    Delivery.objects.all().delete()
    for pk in range(1, 7):
        drop("note", pk)
    Delivery.objects.bulk_create([Delivery(pk=pk, job="x", run_at="2026-05-11T02:00Z") for pk in range(1, len(texts) + 1)])
    index_many("note", enumerate(texts, 1))
    words = [normalise(word) for word in query.split()]
    expected = [pk for pk, text in enumerate(texts, 1) if all(word in normalise(text) for word in words)]
    assert found(query) == expected[::-1]
