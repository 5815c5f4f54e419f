"""A filled form as ODK Collect sends it (an XForm instance): read without entities or outside references; pure."""

import uuid
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import defusedxml
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from sixia.fieldwork.surveys.rules import definition as d

MOST_BYTES: Final = 1024 * 1024
NAMES: Final = UUID("5c2e7a52-8f0a-4f0e-9d35-2f6d0a1c7b11")
"""The space in which names that are no UUIDs get one."""


class Malformed(Exception):
    """Not an instance that can be taken; says why in a sentence."""


@dataclass(frozen=True)
class Instance:
    """What was sent: which form, under which name, in place of which earlier one, and the answers by question."""

    form_id: str
    version: str
    client: UUID
    replaces: UUID | None
    root: Any

    def answers(self, form: d.Definition) -> dict[str, Any]:
        """The answers in the shape of `answering`; elements of no question are kept under their own names."""
        made: dict[str, Any] = {}
        _walk(self.root, form, made)
        return made


def read_instance(raw: bytes) -> Instance:
    """Raises Malformed."""
    if len(raw) > MOST_BYTES:
        raise Malformed(_("The form is too large."))
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, defusedxml.DefusedXmlException, ValueError, LookupError) as error:
        raise Malformed(_("The form is no XML that can be read.")) from error
    meta = {_tag(leaf): (leaf.text or "").strip() for part in root if _tag(part) == "meta" for leaf in part}
    if not root.get("id") or not meta.get("instanceID"):
        raise Malformed(_("The form does not say which one it is, or has no instanceID."))
    replaces = meta.get("deprecatedID", "")
    return Instance(
        str(root.get("id")),
        str(root.get("version") or ""),
        name_of(meta["instanceID"]),
        name_of(replaces) if replaces else None,
        root,
    )


def name_of(instance_id: str) -> UUID:
    """The UUID of an instanceID such as `uuid:…`; one made of it where it is something else."""
    try:
        return UUID(instance_id.removeprefix("uuid:"))
    except ValueError:
        return uuid.uuid5(NAMES, instance_id)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _walk(element: Any, form: d.Definition, into: dict[str, Any]) -> None:
    for part in element:
        name = _tag(part)
        node = form.by_name.get(name)
        if name == "meta" and node is None:
            continue
        if node is not None and node["kind"] == d.REPEAT:
            row: dict[str, Any] = {}
            _walk(part, form, row)
            into.setdefault(name, []).append(row)
        elif node is not None and node["kind"] == d.GROUP:
            _walk(part, form, into)
        elif text := "".join(part.itertext()).strip():
            into[name] = text.split() if node is not None and node["kind"] == d.MANY else text
