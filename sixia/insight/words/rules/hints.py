"""Signs in a text that ask for a person's eye: personal data, haste, people at risk, having said it before. Decides nothing."""

import re
from dataclasses import dataclass
from typing import Final

from sixia.kit.masking import find

PERSONAL, HASTE, FRAIL, MANY, AGAIN = "personal", "haste", "frail", "many", "again"


@dataclass(frozen=True, slots=True)
class Hint:
    """One sign: its `group` (personal, haste, frail, many, again), its `kind` within, and `text[start:end]` that says so."""

    group: str
    kind: str
    start: int
    end: int

    def said(self, text: str) -> str:
        """The words of the text that led here."""
        return text[self.start : self.end]


_SIGNS: Final = tuple(
    (group, kind, re.compile(pattern, re.IGNORECASE))
    for group, kind, pattern in (
        (
            PERSONAL,
            "home",
            r"\d{1,4}(?:栋|幢|号楼|座)\s?(?:\d{1,2}单元\s?)?\d{3,4}(?:室|房|号)?|\d{1,2}单元\s?\d{3,4}(?:室|房|号)?",
        ),
        (PERSONAL, "name", r"(?:我叫|本人叫|我是|联系人[:：]?|姓名[:：])[\u4e00-\u9fff]{2,3}(?=[，,。；;\s（(]|$)"),
        (
            PERSONAL,
            "health",
            r"(?:患有?|确诊|得了)[\u4e00-\u9fff]{0,6}(?:癌|肿瘤|艾滋|尿毒症|白血病|精神病|精神分裂|抑郁症|肝炎|肺结核)",
        ),
        (
            HASTE,
            "now",
            r"十万火急|万分紧急|紧急求助|紧急|急急急|刻不容缓|火速|尽快派人|马上派人|立即派人|urgent(?:ly)?|immediately",
        ),
        (
            HASTE,
            "danger",
            r"生命危险|有生命|危及|随时(?:可能|会|都)[\u4e00-\u9fff]{0,4}(?:塌|倒|爆|掉|砸|出事)|要出人命|人命关天|摇摇欲坠",
        ),
        (HASTE, "despair", r"活不下去|不想活|走投无路|轻生|自杀|跳楼|绝食"),
        (HASTE, "cut_off", r"断水断电|没有?饭吃|揭不开锅|无家可归|露宿|救命钱"),
        (
            FRAIL,
            "old",
            r"(?:[七八九]十[一二三四五六七八九多几来]{0,2}|[789]\d多?|一百[多零]?[一二三四五六七八九]?)岁|[孤独空][寡居巢]老人|卧床|瘫痪",
        ),
        (FRAIL, "child", r"留守儿童|孤儿|婴儿|早产|未成年|新生儿"),
        (FRAIL, "ill", r"残疾|重病|癌症|透析|孕妇|怀孕"),
        (
            MANY,
            "many",
            r"(?:[几数上近一两二三四五六七八九]|多达)[十百千万]+(?:多|余|几)?(?:人|名|位|户|家|住户|业主|居民|村民|工人)|\d{2,6}(?:多|余)?(?:人|名|位|户|业主)",
        ),
        (MANY, "all", r"全体(?:业主|村民|居民|员工|工人|住户)|联名|集体(?:上访|反映)"),
        (
            AGAIN,
            "again",
            r"再次|又一次|第[二三四五六七八九十\d]次(?:反映|投诉|留言|来信|上访)|多次(?:反映|投诉|打|拨打|上访|找)|(?:反复|一直)(?:反映|投诉)",
        ),
        (
            AGAIN,
            "before",
            r"(?:上次|上回|之前|此前|前段时间|以前|曾经?|已经?)(?:也|就|都)?(?:反映|投诉|留言|咨询|回复|答复|来信|打过12345)",
        ),
        (AGAIN, "no_reply", r"(?:至今|一直|仍然|依然|还是|迟迟)(?:没有?|未)(?:人)?(?:回复|答复|解决|处理|回音|结果|下文)"),
    )
)


def hints(text: str) -> list[Hint]:
    """All signs in order of where they stand. Numbers that belong to a person come as personal/phone, id_number, bank_card…"""
    found = [Hint(PERSONAL, one.kind, one.start, one.end) for one in find(text)]
    found += [Hint(group, kind, m.start(), m.end()) for group, kind, sign in _SIGNS for m in sign.finditer(text)]
    return sorted(found, key=lambda hint: (hint.start, hint.end))


def personal(text: str) -> list[Hint]:
    """Only the signs of personal data."""
    return [hint for hint in hints(text) if hint.group == PERSONAL]


def said_before(text: str) -> bool:
    """Whether the text itself says that this was brought forward before."""
    return any(sign.search(text) for group, _kind, sign in _SIGNS if group == AGAIN)
