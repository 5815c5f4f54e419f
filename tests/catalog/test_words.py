"""Finding words: emergencies without false alarms, and categories with the words that led to them."""

import pytest

from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.reading import read
from sixia.catalog.rules.rows import CategoryRow, EmergencyRow, Text
from tests.catalog.conftest import CITY, COUNTY, make_book

ALARMS = [
    ("我家楼下着火了，快来人", "fire", "119"),
    ("厨房闻到煤气味，头很晕", "gas", "119"),
    ("电线断了掉在路上，有人触电", "electric", "119"),
    ("老人晕倒在广场，没有呼吸", "medical", "120"),
    ("有人持刀在小区里", "crime", "110"),
    ("国道上翻车，肇事逃逸", "traffic", "122"),
    ("我真的活不下去了", "self_harm", "110"),
    ("孩子掉水里了，有人落水", "flood", "119"),
    ("被老公打，救救我", "violence", "110"),
]
QUIET = [
    "消防通道被电动车堵了，怕着火",
    "消防栓没有水，存在火灾隐患",
    "这个路口容易出车祸，请装红绿灯",
    "商场搞跳楼价促销，都是骗人的",
    "建议村里多搞防溺水宣传",
    "请安装漏电保护开关",
    "楼道里堆着杂物，楼上乱拉电线",
    "去年着火烧掉的房子现在还没补助",
    "脑出血报销比例是多少",
    "没有消防通道，一旦发生火灾怎么办",
    "电梯坏了没人修，业主经常被困电梯",
    "家长说可能导致爆炸，请查一查",
]


@pytest.fixture(scope="module")
def county() -> RuleBook:
    return RuleBook(read(COUNTY))


@pytest.mark.parametrize(("text", "code", "number"), ALARMS)
def test_danger_is_seen_with_its_number(county: RuleBook, text: str, code: str, number: str) -> None:
    found = {one.code: one for one in county.emergency(text)}
    assert code in found
    assert found[code].number == number
    assert found[code].words
    assert all(word in text for word in found[code].words)
    assert number in found[code].advice.in_("zh") or code == "electric"


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_danger_raises_no_alarm(county: RuleBook, text: str) -> None:
    assert county.emergency(text) == []


def test_real_danger_beside_a_false_one_is_still_seen(county: RuleBook) -> None:
    assert [one.code for one in county.emergency("消防通道被堵，现在三楼着火了")] == ["fire"]


def test_words_of_doubt_reach_no_further_than_their_clause(county: RuleBook) -> None:
    assert [one.code for one in county.emergency("上次说过没人管，现在楼下着火了")] == ["fire"]
    assert [one.code for one in county.emergency("Could you come? The shed is on fire")] == []
    assert [one.code for one in RuleBook(read(CITY)).emergency("Could you come? The shed is on fire")] == ["fire"]


@pytest.mark.parametrize("text", ["再不解决我可能要自杀", "他经常打老婆"])
def test_some_dangers_count_even_when_spoken_of_as_possible_or_past(county: RuleBook, text: str) -> None:
    assert county.emergency(text)


def test_latin_words_count_only_whole() -> None:
    book = make_book(EmergencyRow(code="gun", number="911", words=("gun",)), CategoryRow(code="rats", synonyms=("rat",)))
    assert book.emergency("work has begun") == []
    assert [one.code for one in book.emergency("He has a GUN!")] == ["gun"]
    assert book.classify("the operation of a lift") == []
    assert [one.category for one in book.classify("Rats in the yard")] == ["rats"]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("我们小区停水三天了，水压小", "water_outage"),
        ("工地拖欠工资，包工头欠钱不给", "unpaid_wages"),
        ("村里没有路灯，晚上太黑", "street_light"),
        ("孩子要转学，不知道学区怎么划", "school_admission"),
        ("暖气不热，室温不达标", "heat_cold"),
        ("我妈的低保取消了，想申请低保", "low_income"),
        ("半夜施工，打桩吵得睡不着", "industrial_noise"),
        ("老师打人还体罚学生", "teacher_conduct"),
        ("下水道堵了，污水外溢", "sewer"),
        ("土地流转费不给，承包地被占", "land_contract"),
    ],
)
def test_residents_words_lead_to_the_category(county: RuleBook, text: str, category: str) -> None:
    first = county.classify(text)[0]
    assert first.category == category
    assert first.words
    assert all(word in text for word in first.words)


def test_no_known_word_gives_no_suggestion(county: RuleBook) -> None:
    assert county.classify("嗯嗯") == []
    assert county.classify("") == []


def test_a_word_inside_a_longer_one_does_not_count() -> None:
    book = make_book(CategoryRow(code="bus", synonyms=("公交",)), CategoryRow(code="stop", synonyms=("公交站牌",)))
    assert [one.category for one in book.classify("公交站牌倒了")] == ["stop"]


def test_a_word_that_many_categories_have_counts_less() -> None:
    shared = [CategoryRow(code=f"c{i}", seq=i, synonyms=("补贴没到",)) for i in range(4)]
    book = make_book(*shared, CategoryRow(code="own", synonyms=("种粮",)))
    assert book.classify("种粮的补贴没到")[0].category == "own"


def test_an_english_profile_finds_its_own_words() -> None:
    book = RuleBook(read(CITY))
    assert book.classify("Two potholes on Main St")[0].category == "pothole"
    assert [one.number for one in book.emergency("I smell gas in the hallway")] == ["911"]
    assert book.emergency("parked at a fire hydrant") == []


def test_full_width_letters_are_read_like_half_width_ones() -> None:
    book = make_book(CategoryRow(code="ktv", name=Text({"zh": "KTV噪音"})))
    assert [one.category for one in book.classify("楼下ＫＴＶ噪音")] == ["ktv"]
