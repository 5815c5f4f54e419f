"""The kind of a concern and how to handle it, from plain words, while nothing has been learnt. Pure."""

import re
from typing import Final

_WORDS: Final = {
    "accusation": r"受贿|贪污|行贿|索贿|吃拿卡要|挪用公款|以权谋私|滥用职权|徇私|包庇|corrupt|brib(?:e|ery)|embezzl",
    "praise": r"表扬|点赞|感谢信|(?:非常|特别|衷心)感谢|锦旗|praise|compliment",
    "inquiry": r"请问|想问|咨询|怎么办理|如何办理|在哪里?办|需要(?:什么|哪些)材料|什么时候能|是否可以"
    r"|有没有[^。，]{0,12}政策|how (?:do|can) I|where can I",
    "suggestion": r"建议|希望能?(?:增设|增加|开通|设置)|提个意见|I suggest|suggestion",
    "complaint": r"投诉|举报|扰民|太不像话|乱收费|违规|违法|态度(?:恶劣|差)|推诿|complain",
    "help": r"求助|帮帮|帮忙|困难|坏了|漏水|停水|停电|没人管|please help|broken",
}
_SIGNS: Final = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS.items())


def kind_by_words(text: str) -> str:
    """inquiry, help, complaint, suggestion, accusation or praise by the first plain sign; "" when none stands in the text."""
    return next((kind for kind, sign in _SIGNS if sign.search(text)), "")
