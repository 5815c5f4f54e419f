"""What a code says about level and parent, and how ids become paths."""

from typing import Final

COUNTRY: Final = "country"
PROVINCE: Final = "province"
CITY: Final = "city"
COUNTY: Final = "county"
TOWN: Final = "town"
VILLAGE: Final = "village"
GRID: Final = "grid"
LEVELS: Final = (COUNTRY, PROVINCE, CITY, COUNTY, TOWN, VILLAGE, GRID)
RANK: Final = {level: rank for rank, level in enumerate(LEVELS)}

LENGTHS: Final = {2: PROVINCE, 4: CITY, 6: COUNTY, 9: TOWN, 12: VILLAGE, 15: GRID}
PARENT_LENGTH: Final = {4: 2, 6: 4, 9: 6, 12: 9, 15: 12}
PADDED_FROM: Final = 6
WHOLE: Final = "00"

SEGMENT: Final = 5
AFTER: Final = "~"
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST: Final = 36**SEGMENT


def segment(number: int) -> str:
    """A row id as five characters whose byte order is the numbers' order. Raises OverflowError from 36**5 (60 million) on."""
    if not 0 <= number < _MOST:
        raise OverflowError(f"place id {number} does not fit into {SEGMENT} base-36 digits")
    out = ""
    for _ in range(SEGMENT):
        number, digit = divmod(number, 36)
        out = _DIGITS[digit] + out
    return out


def path_parts(path: str) -> list[str]:
    """The paths of all ancestors from the root, and the path itself last."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def canonical(code: str) -> str:
    """An official code without its padding: 430121000000, 430121000 and 430121 are the same county.

    Returns "" when it is not 2, 4, 6, 9, 12 or 15 digits (GB/T 2260, GB/T 10114, statistical codes, grids).
    """
    code = code.strip()
    if not (code.isascii() and code.isdigit()) or len(code) not in LENGTHS:
        return ""
    while len(code) > 2 and set(code[PARENT_LENGTH[len(code)] :]) == {"0"}:
        code = code[: PARENT_LENGTH[len(code)]]
    return code


def level_of(code: str) -> str:
    """The level a canonical code speaks of."""
    return COUNTRY if code == WHOLE else LENGTHS[len(code)]


def parent_code(code: str) -> str:
    """The canonical code one level up; "" for a province."""
    return code[: PARENT_LENGTH[len(code)]] if len(code) > 2 else ""
