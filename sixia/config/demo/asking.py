"""The three survey forms of the demo county as rows of XLSForm, and as the workbooks one would upload. All of it is invented."""

import io
from typing import Any, Final

ZH, EN = "label::中文 (zh)", "label::English (en)"
HINT_ZH, HINT_EN = "hint::中文 (zh)", "hint::English (en)"
SAID_ZH, SAID_EN = "constraint_message::中文 (zh)", "constraint_message::English (en)"
Rows = list[dict[str, str]]


def _row(kind: str, name: str, zh: str = "", en: str = "", **more: str) -> dict[str, str]:
    return {"type": kind, "name": name, ZH: zh, EN: en, **more}


def _choice(kind: str, name: str, zh: str, en: str, **more: str) -> dict[str, str]:
    return {"list_name": kind, "name": name, ZH: zh, EN: en, **more}


def _settings(title: str, name: str, version: str) -> Rows:
    return [{"form_title": title, "form_id": name, "version": version, "default_language": "中文 (zh)"}]


YES_NO: Final[Rows] = [_choice("yn", "yes", "是", "Yes"), _choice("yn", "no", "不是", "No")]
WATER: Final[dict[str, Rows]] = {
    "survey": [
        _row("start", "start"),
        _row("end", "end"),
        _row("text", "group_name", "您住在哪个组", "Which group do you live in?"),
        _row(
            "integer",
            "people",
            "家里常住几口人",
            "How many people live at home?",
            required="yes",
            constraint=". >= 1 and . <= 20",
            **{SAID_ZH: "请填 1 到 20", SAID_EN: "Between 1 and 20, please"},
        ),
        _row("select_one source", "source", "平时主要用什么水", "Which water do you mostly use?", required="yes"),
        _row("begin_group", "tap", "自来水", "Tap water", relevant="${source} = 'tap'"),
        _row(
            "select_multiple times",
            "weak",
            "什么时候水小或停水",
            "When is it weak, or gone?",
            constraint="not(selected(., 'never') and count-selected(.) > 1)",
            **{SAID_ZH: "选了“没有”就不要再选别的", SAID_EN: "“Never” goes with nothing else"},
        ),
        _row(
            "integer",
            "days",
            "上个月停了几天",
            "How many days without, last month?",
            relevant="not(selected(${weak}, 'never'))",
            constraint=". >= 0 and . <= 31",
            **{SAID_ZH: "请填 0 到 31", SAID_EN: "Between 0 and 31, please"},
        ),
        _row("end_group", ""),
        _row(
            "decimal",
            "far",
            "取水要走多远（米）",
            "How far is it to the water (metres)?",
            relevant="${source} != 'tap'",
            **{HINT_ZH: "大概就行", HINT_EN: "Roughly is enough"},
        ),
        _row("select_multiple look", "quality", "水有什么毛病", "What is wrong with the water?"),
        _row("image", "photo", "想拍就拍一张（可不拍）", "A picture, if you like", relevant="selected(${quality}, 'cloudy')"),
        _row("text", "wish", "最想先解决什么", "What should be done first?", appearance="multiline"),
        _row(
            "text",
            "phone",
            "方便的话留个电话（可不留）",
            "A telephone number, if you like",
            personal="yes",
            constraint="regex(., '1[0-9]{10}|[0-9]{7,12}')",
            **{SAID_ZH: "请核对号码", SAID_EN: "Please check the number"},
        ),
    ],
    "choices": [
        _choice("source", "tap", "自来水", "Tap water"),
        _choice("source", "well", "自家井", "Own well"),
        _choice("source", "spring", "山泉", "Spring"),
        _choice("source", "bought", "买水或拉水", "Bought or carted"),
        _choice("times", "morning", "早上", "In the morning"),
        _choice("times", "evening", "晚上", "In the evening"),
        _choice("times", "dry", "天旱的时候", "In dry weather"),
        _choice("times", "rain", "下大雨以后", "After heavy rain"),
        _choice("times", "never", "没有", "Never"),
        _choice("look", "cloudy", "浑", "It is cloudy"),
        _choice("look", "smell", "有味", "It smells"),
        _choice("look", "scale", "水垢多", "Much scale"),
        _choice("look", "fine", "没有毛病", "Nothing"),
    ],
    "settings": _settings("村里饮水情况问卷", "village_water", "20260301"),
}
MEALS: Final[dict[str, Rows]] = {
    "survey": [
        _row("today", "today"),
        _row(
            "note",
            "hello",
            "问家里六十岁以上的老人，老人不方便可由家人代答。",
            "For people of sixty and more; the family may answer for them.",
        ),
        _row("text", "who", "怎么称呼", "How may we call you?", personal="yes"),
        _row("begin_repeat", "elders", "家里的老人", "The old people at home"),
        _row(
            "integer",
            "age",
            "年龄",
            "Age",
            required="yes",
            constraint=". >= 60 and . <= 115",
            **{SAID_ZH: "这里只问六十岁以上的", SAID_EN: "Only from sixty on"},
        ),
        _row("select_one alone", "lives", "跟谁住", "Living with whom?", required="yes"),
        _row("end_repeat", ""),
        _row("calculate", "oldest", calculation="max(${age})"),
        _row("select_one yn", "cooks", "自己做饭吗", "Do you cook yourselves?", required="yes"),
        _row("select_one yn", "canteen", "村里有助餐点吗", "Is there a meal point in the village?", required="yes"),
        _row(
            "select_one often", "often", "多久去一次", "How often do you go there?", relevant="${canteen} = 'yes'", required="yes"
        ),
        _row(
            "select_multiple why",
            "why_not",
            "不常去是因为什么",
            "Why not more often?",
            relevant="${canteen} = 'yes' and ${often} != 'daily'",
        ),
        _row(
            "decimal",
            "price",
            "一顿饭多少钱合适（元）",
            "What may a meal cost (yuan)?",
            constraint=". >= 0 and . <= 100",
            **{SAID_ZH: "请填 0 到 100", SAID_EN: "Between 0 and 100, please"},
        ),
        _row("text", "wish", "还有什么想说的", "Anything else?", appearance="multiline"),
    ],
    "choices": [
        *YES_NO,
        _choice("alone", "alone", "一个人住", "Alone"),
        _choice("alone", "couple", "老两口", "As a couple"),
        _choice("alone", "children", "跟子女住", "With the children"),
        _choice("often", "daily", "天天去", "Every day"),
        _choice("often", "weekly", "一周几次", "Some days a week"),
        _choice("often", "seldom", "很少去", "Seldom"),
        _choice("often", "never", "没去过", "Never"),
        _choice("why", "far", "太远", "Too far"),
        _choice("why", "taste", "不合口味", "Not to our taste"),
        _choice("why", "price", "有点贵", "Rather dear"),
        _choice("why", "hours", "开门时间短", "Open too shortly"),
    ],
    "settings": _settings("老年助餐需求调查", "elder_meals", "20260115"),
}
LIGHTS: Final[dict[str, Rows]] = {
    "survey": [
        _row("select_one area", "area", "您说的是哪一片", "Which part do you mean?", required="yes"),
        _row("select_one road", "road", "哪条路", "Which road?", required="yes", choice_filter="area = ${area}"),
        _row(
            "integer",
            "dark",
            "大概有几盏灯不亮",
            "About how many lamps are dark?",
            required="yes",
            constraint=". >= 0 and . <= 200",
            **{SAID_ZH: "请填 0 到 200", SAID_EN: "Between 0 and 200, please"},
        ),
        _row(
            "date",
            "since",
            "从哪天开始的",
            "Since when?",
            relevant="${dark} > 0",
            constraint=". <= today()",
            **{SAID_ZH: "还没到这一天", SAID_EN: "That day is still to come"},
        ),
        _row("time", "passes", "一般几点走这条路", "At what time do you pass?"),
        _row("select_one fear", "fear", "走夜路放心吗", "Do you feel safe there at night?", required="yes"),
        _row("geopoint", "spot", "位置（可不填）", "The spot, if you like", relevant="${dark} > 0"),
        _row("text", "words", "还想说什么", "Anything else?", appearance="multiline"),
    ],
    "choices": [
        _choice("area", "north", "城北", "North of the town"),
        _choice("area", "south", "城南", "South of the town"),
        _choice("road", "mill", "磨坊路", "Mill Road", area="north"),
        _choice("road", "school", "学堂路", "School Road", area="north"),
        _choice("road", "river", "沿河路", "River Road", area="south"),
        _choice("road", "market", "集市街", "Market Street", area="south"),
        _choice("fear", "fine", "放心", "Yes"),
        _choice("fear", "rather", "有点怕", "Not quite"),
        _choice("fear", "no", "不敢走", "I avoid it"),
    ],
    "settings": _settings("路灯亮不亮，您来说", "road_lights", "20260420"),
}
FORMS: Final = {"village_water": WATER, "elder_meals": MEALS, "road_lights": LIGHTS}


def workbook(sheets: dict[str, Rows]) -> bytes:
    """An XLSForm as Excel writes it."""
    import openpyxl  # not at the top: a start pays for it, and the county is founded rarely

    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        head = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(head)
        for row in rows:
            sheet.append([row.get(column) or None for column in head])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
