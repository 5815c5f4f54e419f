"""One answer, two spellings: JSON and XML of the same plain values; pure.

JSON is the XML without its root: a container is always an array, an empty element is null.
"""

import json
import re
from typing import Any, Final
from xml.etree import ElementTree as ET

from django.utils.functional import Promise

TYPES: Final = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
ITEMS: Final = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
"""What one thing in a container is called."""
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(kind: str, root: str, value: Any) -> bytes:
    """The value as `json` or `xml`, in UTF-8; `root` names the outermost XML element."""
    if kind == "json":
        return json.dumps(value, ensure_ascii=False, default=_plain).encode("utf-8", "replace")
    element = ET.Element(root)
    _fill(element, value)
    return bytes(ET.tostring(element, encoding="utf-8", xml_declaration=True))


def _fill(element: ET.Element, value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _fill(ET.SubElement(element, name), inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _fill(ET.SubElement(element, ITEMS[element.tag]), inner)
    elif value is not None:
        element.text = _text(value)


def _text(value: Any) -> str:
    """Booleans in small letters; characters that no XML may hold are left out."""
    return str(value).lower() if isinstance(value, bool) else _NOT_XML.sub("", str(value))


def _plain(value: Any) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(type(value).__name__)
