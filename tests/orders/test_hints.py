"""What is read out of an answer's text: how much of it is boilerplate, and what a resident would miss."""

from sixia.orders.rules import boilerplate, said_in

STOCK = "您好，您反映的问题已收悉，我单位高度重视，立即安排人员进行核实处理，感谢您对我们工作的理解与支持。"


def test_nothing_is_boilerplate_without_a_past() -> None:
    assert boilerplate(STOCK, []) == 0
    assert boilerplate("", [STOCK]) == 0


def test_the_same_text_is_all_boilerplate_whatever_the_numbers() -> None:
    assert boilerplate(STOCK + "12345", [STOCK + "67890"]) == 1


def test_own_words_count_for_what_they_are() -> None:
    own = "十一日下午换了村口第三根灯杆的线缆，当晚亮灯，王师傅还把松动的底座重新浇了水泥。"
    share = boilerplate(STOCK + own, [STOCK])
    assert 0.45 < share < 0.6
    assert boilerplate(own, [STOCK]) == 0


def test_short_phrases_in_common_do_not_count() -> None:
    assert boilerplate("已经到现场看过了，请放心", ["已经到现场核实，情况属实"]) == 0


def test_what_the_resident_would_miss() -> None:
    for empty in ("已妥善处理。", "问题已解决", "It was handled properly.", "经核查，您反映的问题已转相关部门处理。"):
        assert not any(said_in(empty).values()), empty
    assert all(said_in("5月11日在东一村口更换线缆，有问题请拨6123456。").values())
    assert all(said_in("On 11 May we replaced the cable at the corner of Mill Road; call 555 0100.").values())
    assert said_in("已转住建部门，11月2日换了灯")["act"]
    assert said_in("更换了线缆") == {"place": False, "act": True, "date": False, "contact": False}
