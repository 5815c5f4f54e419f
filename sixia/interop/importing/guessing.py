"""A first guess of a mapping file from the names of the columns; pure. A person reads and corrects it."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

NAMES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("voice", "text"): (
        "诉求内容", "内容", "留言详情", "诉求描述", "问题描述", "详情", "正文", "描述",
        "text", "content", "detail", "details", "description", "body", "descriptor", "complaint", "message",
    ),
    ("voice", "title"): ("标题", "留言主题", "主题", "诉求标题", "title", "subject", "summary"),
    ("voice", "source_id"): (
        "工单编号", "编号", "受理编号", "留言编号", "流水号", "序号", "工单号",
        "service_request_id", "request_id", "unique key", "unique_key", "srnumber", "case_id", "msg_id", "id", "number",
    ),
    ("voice", "heard_at"): (
        "受理时间", "来电时间", "创建时间", "留言时间", "登记时间", "诉求时间", "反映时间", "时间", "日期",
        "requested_datetime", "created_at", "created date", "createddate", "opened", "created", "date", "datetime",
    ),
    ("voice", "channel"): ("来源", "渠道", "诉求来源", "受理渠道", "来源渠道", "channel", "source", "open_data_channel_type"),
    ("voice", "kind"): ("诉求类型", "工单类型", "类型", "诉求性质", "kind", "type", "request type"),
    ("voice", "category"): (
        "诉求类别", "一级标签", "类别", "问题分类", "分类", "事项类别", "事项分类",
        "category", "service_name", "complaint type", "requesttype", "service_code", "topic",
    ),
    ("voice", "name"): ("姓名", "诉求人", "来电人", "联系人", "留言用户", "反映人", "name", "requester", "caller"),
    ("voice", "phone"): ("电话", "联系电话", "来电号码", "手机号", "手机", "联系方式", "phone", "telephone", "mobile"),
    ("voice", "email"): ("邮箱", "电子邮箱", "email", "e-mail", "mail"),
    ("voice", "place_note"): (
        "地址", "详细地址", "事发地址", "事发地点", "诉求地址", "address", "incident address", "location", "street",
    ),
    ("place", "code"): ("行政区划代码", "区划代码", "村代码", "行政区划", "place_code", "area_code"),
    ("place", "name"): ("所属区域", "村居", "村（社区）", "所属村", "社区", "镇街", "乡镇", "区域", "village", "borough", "area"),
    ("place", "lat"): ("纬度", "lat", "latitude"),
    ("place", "lon"): ("经度", "lon", "long", "lng", "longitude"),
    ("outcome", "reply"): (
        "答复内容", "答复意见", "办理结果", "回复内容", "处理结果", "办理情况", "答复",
        "reply", "answer", "resolution", "status_notes", "resolution description",
    ),
    ("outcome", "answered_at"): ("答复时间", "回复时间", "反馈时间", "replied_at", "answered_at"),
    ("outcome", "closed_at"): ("办结时间", "结案时间", "完成时间", "closed_at", "closed date", "closeddate", "closed"),
    ("outcome", "closed"): ("状态", "工单状态", "办理状态", "status", "state"),
}  # fmt: skip
"""Column names that people use for each field, the likeliest first."""
CLOSED_WORDS: Final = ("已办结", "办结", "已结案", "已完成", "Closed", "Completed", "Resolved")


def guess(columns: Sequence[str], *, source: str) -> str:
    """A mapping file that may be right, with a comment for every column it has no use for."""
    found = {field: column for field, names in NAMES.items() if (column := first(columns, names))}
    used = set(found.values())
    lines = [
        "# " + _("A first guess: read every line, correct it, then try it with --dry-run."),
        f"source = {_quoted(re.sub(r'[^0-9A-Za-z_.-]+', '-', source).strip('-')[:40] or 'older-system')}",
        "",
    ]
    for section in ("voice", "place", "outcome"):
        rows = list(_rows(section, found, columns))
        lines += [f"[{section}]", *rows, ""] if rows else []
    spare = [column for column in columns if column not in used]
    if spare:
        lines += ["# " + _("Not used: %(columns)s") % {"columns": ", ".join(map(_quoted, spare))}]
    return "\n".join(lines).rstrip() + "\n"


def _rows(section: str, found: dict[tuple[str, str], str], columns: Sequence[str]) -> Iterator[str]:
    if section == "voice":
        yield _text(found, columns)
    for (part, field), column in found.items():
        if part != section or field in ("text", "title"):
            continue
        if field == "closed":
            words = ", ".join(_quoted(word) for word in CLOSED_WORDS)
            yield f"closed = {{ column = {_quoted(column)}, is = [{words}] }}"
        elif field in ("category", "kind", "channel"):
            usual = {"category": "", "kind": "help", "channel": "import"}[field]
            yield f"{field} = {{ column = {_quoted(column)}, table = {{ }}, default = {_quoted(usual)} }}"
        else:
            yield f"{field} = {_quoted(column)}"


def _text(found: dict[tuple[str, str], str], columns: Sequence[str]) -> str:
    parts = [found[field] for field in (("voice", "title"), ("voice", "text")) if field in found]
    if len(parts) > 1:
        return f"text = {{ join = [{', '.join(_quoted(part) for part in parts)}] }}"
    fallback = _quoted((parts or list(columns) or [""])[0])
    return f"text = {fallback}" if parts else f"text = {fallback}  # " + _("no column looked like a text")


def first(columns: Sequence[str], names: Sequence[str]) -> str:
    """The first of the columns that is called by one of these names, the likeliest name first; empty for none."""
    plain = {_plain(column): column for column in reversed(columns)}
    return next((plain[_plain(name)] for name in names if _plain(name) in plain), "")


def _plain(name: str) -> str:
    return re.sub(r"[\s_*：:（）()-]+", "", name).casefold()


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
