"""Find and mask personal numbers in running Chinese text: phones, resident IDs, bank cards, plates, e-mail. Knows only text.

Full-width characters are read as their half-width twins. Positions are those of the given text; masking never changes its length.
Short hotlines (110, 12345), dates, amounts of money and case numbers are left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

PHONE, ID_NUMBER, BANK_CARD, PLATE, EMAIL = "phone", "id_number", "bank_card", "plate", "email"

# One character for one, so that positions stay: full-width forms, the wide space and the dashes people type between digits.
_HALF = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "} | dict.fromkeys("‐‑‒–—―−", "-")
)

# Every repetition below is bounded, or possessive and entered once per run, so the work grows with the length of the text only.
_ALONE = r"(?<![0-9])(?<!\A0\.)(?<![^0-9]0\.)"  # neither the tail of a longer number nor the decimals of one
_NO_CODE = r"(?<![0-9A-Za-z]-)"
_NO_SIGN = r"(?<![¥￥$€£])(?<![¥￥$€£] )"
_END = r"(?![0-9])(?!(?:\.[0-9]{1,2})?\s?元(?!旦))"
_NO_MEASURE = r"(?!\s?[年月万亿户亩吨%])"  # what follows digits in groups may say that they are a quantity

_WRITTEN = re.compile(r"[0-9A-Za-z]")
"""What every personal number has: a text without any needs no closer look."""
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])")
_ID18 = re.compile(
    rf"{_ALONE}[1-9][0-9]{{5}}(?:([ -]?)[12][0-9]{{7}}\1|([ -])[12][0-9]{{3}}\2[0-9]{{4}}\2)[0-9]{{3}}[0-9Xx](?![0-9])"
)
_ID15 = re.compile(rf"{_ALONE}{_NO_SIGN}[1-9][0-9]{{14}}{_END}")
_CARD = re.compile(
    rf"{_ALONE}{_NO_SIGN}(?:[2-9][0-9]{{15,18}}"
    rf"|[2-9][0-9]{{3}}([ -])[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}(?:\1[0-9]{{1,3}})?"
    rf"|[2-9][0-9]{{5}}[ -][0-9]{{10,13}}){_END}"
)
_MOBILE = re.compile(
    rf"{_ALONE}{_NO_SIGN}(?:(?:\+|00)?86[ -]{{0,2}}|0)?1[3-9][0-9]"
    rf"(?:[0-9]{{8}}|(?:([ -]{{1,3}}|\.)[0-9]{{4}}\1[0-9]{{4}}|[ -][0-9]{{8}}|[0-9]{{4}}[ -][0-9]{{4}}){_NO_MEASURE}){_END}"
)
_LANDLINE = re.compile(
    rf"{_ALONE}{_NO_CODE}(?:\+?86[ -]?)?\(?(?:(?:010|02[0-9])\)?[ -]{{0,3}}[2-9][0-9]{{3}}[ -]?[0-9]{{4}}"
    rf"|0[3-9][0-9]{{2}}\)?[ -]{{0,3}}[2-9][0-9]{{2,3}}[ -]?[0-9]{{4}}){_END}"
)
_SERVICE = re.compile(
    rf"{_ALONE}{_NO_CODE}{_NO_SIGN}[48]00(?:[0-9]{{7}}(?!\s?[万亿])|-[0-9]{{3}}-?[0-9]{{4}}|-[0-9]{{4}}-?[0-9]{{3}}"
    rf"|[0-9]-[0-9]{{3}}-[0-9]{{3}}| [0-9]{{3}} ?[0-9]{{4}}{_NO_MEASURE}){_END}"
)
_ABROAD = re.compile(rf"(?<![0-9A-Za-z+])\+[1-9](?:[ ()-]{{0,2}}[0-9]){{7,14}}{_NO_MEASURE}{_END}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-NP-Za-hj-np-z][·• .-]?"
    r"(?:[A-HJ-NP-Za-hj-np-z0-9]{5,6}|[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学警港澳领])(?![0-9A-Za-z])"
)
_NEW_ENERGY = re.compile(r"[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]")
_HOME = re.compile(r"1[3-9][0-9]{9}|0(?:10|2[0-9])[2-9][0-9]{7}|0[3-9][0-9]{2}[2-9][0-9]{6,7}|[48]00[0-9]{7}")
_DIALLED = re.compile(r"\+?[0-9 ().-]{8,40}|\(\+[0-9]{1,3}\)[0-9 ().-]{8,40}")
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
_CHECK_WEIGHTS = tuple(2 ** (17 - i) % 11 for i in range(17))


@dataclass(frozen=True, slots=True)
class Found:
    """A personal number in a text: `kind` is phone, id_number, bank_card, plate or email; `text[start:end]` is the number."""

    kind: str
    start: int
    end: int


def find(text: str) -> list[Found]:
    """The personal numbers of a text in order, none overlapping another; of two readings the more certain one."""
    folded = text.translate(_HALF)
    if not _WRITTEN.search(folded):
        return []
    taken = bytearray(len(folded))
    found = []
    for kind, pattern, true in _READINGS:
        if pattern is _EMAIL and "@" not in folded:
            continue
        for start, end in _spans(folded, pattern, true):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Found(kind, start, end))
    return sorted(found, key=lambda item: item.start)


def _spans(folded: str, pattern: re.Pattern[str], true: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    at = 0
    while match := pattern.search(folded, at):
        fits = true(match.group())
        # What proves false may still hide a true number that begins within it.
        at = match.end() if fits else match.start() + 1
        if fits:
            yield match.span()


def mask(text: str) -> str:
    """The text with its personal numbers starred, keeping what lets its owner know them; of the same length."""
    parts: list[str] = []
    at = 0
    for item in find(text):
        parts += text[at : item.start], _MASKS[item.kind](text[item.start : item.end])
        at = item.end
    return "".join([*parts, text[at:]])


def mask_phone(raw: str) -> str:
    """One phone number starred: "138****2217", "0593-****678". Anything that is no phone number is starred as a whole."""
    normal = normal_phone(raw)
    if normal is None:
        return "*" * len(raw)
    return _star_digits(raw, hide=4, keep=4 if _is_mobile(normal) else 3)


def mask_name(name: str) -> str:
    """A person's name with all but its first character starred: "王**"; spaces and the middle dot stay."""
    name = name.strip()
    if len(name) < 2:
        return "*" * len(name)
    return name[0] + "".join(char if char in " ·•" else "*" for char in name[1:])


def normal_phone(raw: str) -> str | None:
    """The one spelling of a phone number, digits only, for comparing; None when it is no whole phone number.

    Mainland mobiles have 11 digits, landlines their area code with its 0, service numbers 10 digits, all without 86; numbers of
    other countries begin with 00, so that +1 381 234 2217 is not taken for 13812342217.
    """
    folded = raw.translate(_HALF).strip()
    if _DIALLED.fullmatch(folded) is None:
        return None
    digits = re.sub(r"[^0-9]", "", folded)
    home = re.sub(r"^(?:0086|86)(?=[0-9]{9,12}$)", "", digits)
    if home != digits or not (folded.startswith("+") or digits.startswith("00")):
        for spelt in (home, home.removeprefix("0"), f"0{home}" if home != digits else ""):
            if _HOME.fullmatch(spelt):
                return spelt
    bare = digits.removeprefix("00")
    abroad = folded.startswith("+") or bare != digits
    return f"00{bare}" if abroad and _ABROAD.fullmatch(f"+{bare}") else None


def _is_mobile(normal: str) -> bool:
    return len(normal) == 11 and normal[0] == "1"


def _is_id18(raw: str) -> bool:
    """GB 11643-1999: province, date of birth, and the check character by ISO 7064 MOD 11-2."""
    number = re.sub(r"[ -]", "", raw).upper()
    if number[:2] not in _PROVINCES or not _is_date(number[6:14]):
        return False
    check = sum(int(digit) * weight for digit, weight in zip(number[:17], _CHECK_WEIGHTS, strict=True)) % 11
    return "10X98765432"[check] == number[17]


def _is_id15(number: str) -> bool:
    """The form of GB 11643-1989 has no check character: the province and the date of birth (in the 1900s) must be right."""
    return number[:2] in _PROVINCES and _is_date(f"19{number[6:12]}")


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _is_card(raw: str) -> bool:
    """Luhn (ISO/IEC 7812-1), and first digits that an issuer has but a date of ours has not."""
    number = re.sub(r"[ -]", "", raw)
    issued = number[0] in "34569" or "22" <= number[:2] <= "27"
    return issued and sum(sum(divmod(int(digit) * (1 + i % 2), 10)) for i, digit in enumerate(reversed(number))) % 10 == 0


def _is_mobile_written(raw: str) -> bool:
    """Neither an amount and a date ("150 20260511") nor an amount and two years ("150 2024 2026")."""
    if re.search(r"[ -][0-9]{8}$", raw):
        return not (raw[-8:-6] in ("19", "20") and _is_date(raw[-8:]))
    return re.search(r"[ .-](?:19|20)[0-9]{2}[ .-]+(?:19|20)[0-9]{2}$", raw) is None


def _is_plate(raw: str) -> bool:
    """GA 36-2018: five places with at least three digits, or the six of new-energy vehicles."""
    body = re.sub(r"[·• .-]", "", raw)[2:].upper()
    if len(body) == 6:
        return _NEW_ENERGY.fullmatch(body) is not None
    return sum(char in "0123456789" for char in body) >= 3


def _always(_: str) -> bool:
    return True


# In order of certainty: what an earlier reading has taken, a later one leaves alone.
_READINGS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    (EMAIL, _EMAIL, _always),
    (ID_NUMBER, _ID18, _is_id18),
    (BANK_CARD, _CARD, _is_card),
    (ID_NUMBER, _ID15, _is_id15),
    (PHONE, _MOBILE, _is_mobile_written),
    (PHONE, _SERVICE, _always),
    (PHONE, _LANDLINE, _always),
    (PHONE, _ABROAD, _always),
    (PLATE, _PLATE, _is_plate),
)


def _star_digits(raw: str, *, hide: int, keep: int) -> str:
    """Star the `hide` digits before the last `keep` ones, whatever stands between them."""
    places = [i for i, char in enumerate(raw.translate(_HALF)) if char in "0123456789Xx"]
    hidden = set(places[max(0, len(places) - keep - hide) : len(places) - keep])
    return "".join("*" if i in hidden else char for i, char in enumerate(raw))


def _mask_email(raw: str) -> str:
    at = max(raw.find("@"), raw.find("＠"))
    shown = 1 if at > 1 else 0
    return raw[:shown] + "*" * (at - shown) + raw[at:]


def _mask_plate(raw: str) -> str:
    shown = 3 if raw[1] in " \u3000\xa0" else 2
    return raw[:shown] + "".join(char if char in "·• .-" else "*" for char in raw[shown:-2]) + raw[-2:]


_MASKS: dict[str, Callable[[str], str]] = {
    PHONE: mask_phone,
    ID_NUMBER: lambda raw: raw[:3] + _star_digits(raw[3:], hide=len(raw), keep=2),
    BANK_CARD: lambda raw: _star_digits(raw, hide=len(raw), keep=4),
    PLATE: _mask_plate,
    EMAIL: _mask_email,
}
