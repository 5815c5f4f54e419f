"""From the rows of an XLSForm, already found in order, to the XForm of OpenRosa, by pyxform; without Java, network or files."""

from hashlib import md5

from django.utils.translation import gettext as _

from sixia.fieldwork.surveys.rules.workbook import Fault, Row, Unusable

OWN_COLUMNS = ("personal",)
"""Columns of ours that pyxform does not know."""


def xform_of(sheets: dict[str, list[Row]], *, version: str) -> str:
    """The XForm as text. Raises Unusable with pyxform's own words where it finds something that we did not."""
    from pyxform.errors import PyXFormError  # not at the top: a start pays for it, and forms are uploaded rarely
    from pyxform.xls2xform import convert

    book = {name: [_foreign(cells) for _line, cells in rows] for name, rows in sheets.items() if rows}
    book["settings"] = [{**book["settings"][0], "version": version}]
    try:
        return str(convert(book, validate=False).xform)
    except PyXFormError as error:
        raise Unusable(Fault("survey", 0, _("The form cannot be made: %(why)s") % {"why": error})) from error


def openrosa_hash(xform: str) -> str:
    """What formList says of a form, so that a telephone knows whether it has changed; no secret rests on it."""
    return "md5:" + md5(xform.encode(), usedforsecurity=False).hexdigest()


def _foreign(cells: dict[str, str]) -> dict[str, str]:
    kept = {column: text for column, text in cells.items() if column not in OWN_COLUMNS}
    if "appearance" in kept:
        kept["appearance"] = " ".join(word for word in kept["appearance"].split() if word != "personal")
    return {column: text for column, text in kept.items() if text}
