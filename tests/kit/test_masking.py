"""Personal numbers in running text: found and starred; dates, money, hotlines and codes left alone. All are invented."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.kit.masking import Found, find, mask, mask_name, mask_phone, normal_phone


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("请打13812342217找我", "请打138****2217找我"),
        ("电话：138 1234 2217。", "电话：138 **** 2217。"),
        ("138-1234-2217", "138-****-2217"),
        ("138 12342217", "138 ****2217"),
        ("1381234 2217", "138**** 2217"),
        ("+86 13812342217", "+86 138****2217"),
        ("8613812342217", "86138****2217"),
        ("0086-138-1234-2217", "0086-138-****-2217"),
        ("(+86)13812342217", "(+86)138****2217"),
        ("013812342217", "0138****2217"),
        ("１３８１２３４２２１７", "１３８****２２１７"),
        ("１３８－１２３４－２２１７", "１３８－****－２２１７"),
        ("TEL13812342217或微信", "TEL138****2217或微信"),
        ("13812342217,13912345678", "138****2217,139****5678"),
        ("13812342217，13912345678/15012345678", "138****2217，139****5678/150****5678"),
        ("电话13812342217元旦后打", "电话138****2217元旦后打"),
        ("补100 13812342217", "补100 138****2217"),
        ("座机0593-2345678", "座机0593-****678"),
        ("（0593）2345678", "（0593）****678"),
        ("Tel.05932345678", "Tel.0593****678"),
        ("0593-2345678人不在", "0593-****678人不在"),
        ("010-62345678转801", "010-6****678转801"),
        ("020 8234 5678", "020 8*** *678"),
        ("+86 0591-87654321", "+86 0591-8****321"),
        ("客服400-123-4567人工", "客服400-***-*567人工"),
        ("4001234567", "400****567"),
        ("4001-234-567", "400*-***-567"),
        ("400 123 4567", "400 *** *567"),
        ("+44 7911 123456", "+44 791* ***456"),
        ("+1 (381) 234-2217", "+1 (381) ***-*217"),
    ],
)
def test_phones(text, masked):
    assert mask(text) == masked
    assert {item.kind for item in find(text)} == {"phone"}
    assert all(normal_phone(text[item.start : item.end]) for item in find(text))


def id18(first17):
    total = sum(int(digit) * 2 ** (17 - i) for i, digit in enumerate(first17))
    return first17 + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我是11010519491231002X，", "我是110*************2X，"),
        ("我是11010519491231002x", "我是110*************2x"),
        ("１１０１０５１９４９１２３１００２Ｘ", "１１０*************２Ｘ"),
        ("110105 19491231 002X", "110*** ******** **2X"),
        ("110105-1949-1231-002X", "110***-****-****-**2X"),
        ("12 11010519491231002X", "12 110*************2X"),
        ("旧证110105491231002号", "旧证110**********02号"),
    ],
)
def test_resident_ids(text, masked):
    assert [item.kind for item in find(text)] == ["id_number"]
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text", ["110105194912310021", "110105194913310022", "990105194912310021", "110105491331002", id18("11010519491331002")]
)
def test_a_number_that_cannot_be_a_resident_id_is_none(text):
    assert find(text) == []


@given(st.sampled_from(["11", "35", "44", "65", "82"]), st.dates(), st.integers(0, 9999), st.integers(0, 999))
def test_every_right_resident_id_is_found_and_every_wrong_digit_noticed(province, born, town, number):
    if not 1000 <= born.year < 3000:
        born = born.replace(year=1968)
    right = id18(f"{province}{town:04}{born:%Y%m%d}{number:03}")
    assert find(f"证件{right}。") == [Found("id_number", 2, 20)]
    wrong = right[:16] + str((int(right[16]) + 1) % 10) + right[17]
    assert all(item.kind != "id_number" for item in find(wrong))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("4111111111111111", "************1111"),
        ("4111 1111 1111 1111", "**** **** **** 1111"),
        ("5500-0000-0000-0004", "****-****-****-0004"),
        ("3500 4111 1111 1111 1111", "3500 **** **** **** 1111"),
    ],
)
def test_bank_cards(text, masked):
    assert [item.kind for item in find(text)] == ["bank_card"]
    assert mask(text) == masked


def luhn(number):
    total = sum(sum(divmod(int(digit) * (2 - i % 2), 10)) for i, digit in enumerate(reversed(number)))
    return number + str(-total % 10)


@given(st.from_regex(r"62[0-9]{13,16}", fullmatch=True))
def test_every_card_with_a_right_check_digit_is_found_and_keeps_its_last_four(first):
    card = luhn(first)
    kinds = {item.kind for item in find(f"卡{card}。")}
    assert kinds <= {"bank_card", "id_number"}
    assert len(kinds) == 1
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert all(item.kind != "bank_card" for item in find(wrong))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("闽J12345乱停", "闽J***45乱停"),
        ("闽J·A1234", "闽J·***34"),
        ("闽 J12345", "闽 J***45"),
        ("闽ＪＤ１２３４５", "闽Ｊ****４５"),
        ("闽JD12345占道", "闽J****45占道"),
        ("闽J12345D", "闽J****5D"),
        ("粤Z1234港", "粤Z***4港"),
        ("闽j12345", "闽j***45"),
        ("写信到 zhang.san@example.com。", "写信到 z********@example.com。"),
        ("邮箱zhang@example.com.cn", "邮箱z****@example.com.cn"),
        ("a@example.com", "*@example.com"),
        ("ｚｈａｎｇ＠example．com", "ｚ****＠example．com"),
    ],
)
def test_plates_and_e_mail(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "2026年5月11日14时30分",
        "2026-05-11 14:30:00",
        "2026-05-11至2026-06-30",
        "20260511143000",
        "20260511-20260630",
        "补贴150 20260511发",
        "从1500 2024-2026年",
        "150 2024 2026",
        "15000000元",
        "13812342217元",
        "13812342217.50元",
        "¥13812342217",
        "￥ 13812342217",
        "0.13812342217",
        "重量0.13812342217",
        "4000000000元",
        "4000000000 万",
        "投资1,380,000,000元",
        "工单QY26-000123",
        "QY26-05932345678",
        "编号202605110593000123",
        "请打12345或110、119、120、12315、96110、12388",
        "闽政〔2026〕15号",
        "（2026）闽0902民初1234号",
        "统一社会信用代码91350900MA2XN1234X",
        "G15沈海高速K1234+500",
        "北纬26.6592，东经119.5273",
        "邮编352100",
        "新ABCDE",
        "3栋1801室，301、302、1803",
        "增长+12%",
        "@所有人 看a@b",
    ],
)
def test_what_is_no_personal_number_is_left_alone(text):
    assert find(text) == []
    assert mask(text) == text


def test_several_kinds_in_one_text_in_order():
    text = "王某13812342217，证11010519491231002X，车闽J12345，信a1@example.com，打12345没用"
    assert [item.kind for item in find(text)] == ["phone", "id_number", "plate", "email"]
    assert mask(text) == "王某138****2217，证110*************2X，车闽J***45，信a*@example.com，打12345没用"


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("13812342217", "13812342217"),
        (" +86 138-1234-2217 ", "13812342217"),
        ("0086 13812342217", "13812342217"),
        ("8613812342217", "13812342217"),
        ("013812342217", "13812342217"),
        ("（＋８６）１３８１２３４２２１７", "13812342217"),
        ("0593-2345678", "05932345678"),
        ("(0593) 2345678", "05932345678"),
        ("+86 593 2345678", "05932345678"),
        ("+86 10 6234 5678", "01062345678"),
        ("400-823-4567", "4008234567"),
        ("+86 400 823 4567", "4008234567"),
        ("+1 381 234 2217", "0013812342217"),
        ("00447911123456", "00447911123456"),
        ("+447911123456", "00447911123456"),
        ("12345", None),
        ("110", None),
        ("2345678", None),
        ("1381234221", None),
        ("138123422171", None),
        ("电话13812342217", None),
        ("13812342217 13912345678", None),
        ("+0 123 456 789", None),
        ("", None),
    ],
)
def test_one_spelling_of_a_phone_number(raw, normal):
    assert normal_phone(raw) == normal


@given(st.from_regex(r"(\+86|86|0086|0)?[ -]?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}", fullmatch=True))
def test_the_one_spelling_spelt_again_is_itself(raw):
    assert normal_phone(raw) == normal_phone(normal_phone(raw) or "")


def test_a_single_phone_or_name():
    assert mask_phone("13812342217") == "138****2217"
    assert mask_phone("0593-2345678") == "0593-****678"
    assert mask_phone("不知道") == "***"
    assert mask_phone("") == ""
    assert [mask_name(name) for name in ("王小明", "王", "", "李四", "阿依·古丽")] == ["王**", "*", "", "李*", "阿*·**"]


pieces = st.sampled_from(
    ["13812342217", "0593-2345678", "11010519491231002X", "4111 1111 1111 1111", "闽J12345", "a.b@example.com", "+447911123456"]
)
words = st.text("我家在路口，。：、 -+.@0123456789ＡＢ１２闽Jx元年", max_size=30)


@given(st.lists(st.one_of(pieces, words), max_size=8).map("".join))
def test_masking_keeps_length_and_everything_outside_what_was_found(text):
    masked, found = mask(text), find(text)
    assert len(masked) == len(text)
    hidden = {place for item in found for place in range(item.start, item.end)}
    assert all(masked[place] == text[place] for place in range(len(text)) if place not in hidden)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all("*" in masked[item.start : item.end] for item in found)


@given(pieces, st.text("我家在路口，。：、", min_size=1, max_size=9), st.text("我家在路口，。：、", min_size=1, max_size=9))
def test_a_number_between_words_is_always_found_and_a_masked_one_never_again(piece, before, after):
    text = before + piece + after
    assert [(item.start, item.end) for item in find(text)] == [(len(before), len(before) + len(piece))]
    assert find(mask(text)) == []


HOSTILE = [
    "1",
    "0",
    "a",
    "a.",
    "a@",
    "a@a.",
    "1 ",
    "1-",
    "+1",
    "(",
    "6222 ",
    "6222-",
    "138 ",
    "0593-",
    "400 ",
    "+1 (",
    "闽J",
    "350902 1990 ",
    "１ ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_text_built_to_be_slow_is_not(piece):
    # Ten times the largest text a form takes: a pattern that tries in squares would do some 10^10 steps here and never return.
    text = (piece * 120_000)[:120_000]
    assert len(mask(text)) == len(text)
