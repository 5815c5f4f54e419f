"""What hides in a template from a look at its bytes: other ways to write the same XML, other names, rounds without end."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from sixia.papers.checking import Unfit, check
from sixia.papers.filling import fill
from sixia.papers.rules.kinds import KINDS
from tests.papers.words import NOW, repacked, word

KIND = KINDS["reply"]
SOUND = ("{{ unit }}", "{{ to }}：", "{{ request }}", "{{ text }}", "{{ day }}")
LINKS, BODY, TYPES = "word/_rels/document.xml.rels", "word/document.xml", "[Content_Types].xml"
OUTSIDE = (
    '<Relationship Id="r9" Type="x/attachedTemplate" Target="http://e.invalid/hyperlink" TargetMode="External"/>',
    '<Relationship Id="r9" Type="x/attachedTemplate" Target="http://e.invalid/t" TargetMode = "External"/>',
    '<Relationship Id="r9" Type="x/attachedTemplate" Target="http://e.invalid/t" TargetMode="&#69;xternal"/>',
    '<a.b:Relationship xmlns:a.b="x" Id="r9" Type="x/image" Target="http://e.invalid/t" TargetMode="External"/>',
    '<Relationship Id="r9" Type="x/aFChunk" Target="styles.xml"/>',
)
FIELDS = (
    "<w:r><w:instrText> DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\x </w:instrText></w:r>",
    "<w:r><w:instrText> &#68;DEAUTO c:\\x </w:instrText></w:r>",
    "<w:r><w:instrText><![CDATA[ DDEAUTO c:\\x ]]></w:instrText></w:r>",
    "<w:r><w:instrText> dde c:\\x </w:instrText></w:r>",
    "<w:fldSimple w:instr=' INCLUDEPICTURE http://e.invalid/a.png '/>",
    '<w:fldSimple w:instr = " INCLUDEPICTURE http://e.invalid/a.png "/>',
    "<w:r><w:instrText> {{ 'DDE' }} c:\\x </w:instrText></w:r>",
    "<w:r><w:instrText> D{# #}DE c:\\x </w:instrText></w:r>",
    '<v:instrText xmlns:v="http://schemas.openxmlformats.org/wordprocessingml/2006/main"> DDE c:\\x </v:instrText>',
)


def faults(data: bytes) -> str:
    """What is said of this file; empty when it is accepted."""
    try:
        check(data, KIND)
    except Unfit as unfit:
        return "\n".join(unfit.faults)
    return ""


def part(data: bytes, name: str) -> bytes:
    """One part of the archive."""
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


@pytest.mark.parametrize("link", OUTSIDE)
def test_nothing_is_fetched_however_the_link_is_written(link: str) -> None:
    data = word(*SOUND)
    links = part(data, LINKS).replace(b"</Relationships>", link.encode() + b"</Relationships>")
    assert faults(repacked(data, {LINKS: links}))


def test_an_ordinary_link_of_the_text_stays() -> None:
    data = word(*SOUND)
    link = (
        b'<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        b'Target="http://e.invalid/t" TargetMode="External"/></Relationships>'
    )
    assert faults(repacked(data, {LINKS: part(data, LINKS).replace(b"</Relationships>", link)})) == ""


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_runs_however_it_is_written(field: str) -> None:
    data = word(*SOUND)
    body = part(data, BODY).replace(b"</w:body>", f"<w:p>{field}</w:p></w:body>".encode())
    assert faults(repacked(data, {BODY: body}))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16", "utf-32", "cp037"])
def test_a_part_in_an_unusual_encoding_is_refused(encoding: str) -> None:
    data = word(*SOUND)
    text = part(data, LINKS).decode().replace("</Relationships>", OUTSIDE[0] + "</Relationships>")
    text = text.replace("encoding='UTF-8'", f'encoding="{encoding}"').replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert faults(repacked(data, {LINKS: text.encode(encoding)}))


def test_parts_under_names_that_nobody_would_look_into_are_refused() -> None:
    data = word(*SOUND)
    evil = part(data, BODY).replace(b"</w:body>", b"<w:p><w:r><w:instrText> DDE x </w:instrText></w:r></w:p></w:body>")
    start = part(data, "_rels/.rels").replace(b"word/document.xml", b"word/document.txt")
    types = part(data, TYPES)
    named = types.replace(b"/word/document.xml", b"/word/document.txt")
    assert faults(repacked(data, {"word/document.txt": evil, "_rels/.rels": start, TYPES: named}))
    out = BytesIO(data)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(out, "a") as archive:
        archive.writestr(BODY, part(data, BODY))
    assert faults(out.getvalue()), "two parts of one name: Word may read the other one"


@pytest.mark.parametrize(
    "endless",
    [
        "{% for a in unit %}{% for b in unit %}{% for c in unit %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in 'x' %}{{ a }}{% endfor %}",
        "{% for a in request %}{{ request }}{% endfor %}",
    ],
)
def test_text_is_not_repeated_within_itself(endless: str) -> None:
    assert faults(word(*SOUND, endless))


@pytest.mark.parametrize("joined", ["{{ 'aaaaaaaaaa'|join('bbbbbbbbbb') }}", "{{ unit|join(unit)|join(unit) }}"])
def test_text_is_not_joined_with_itself(joined: str) -> None:
    made = fill(word(joined), dict.fromkeys(KIND.all_parts, "0123456789"), title="", author="", day=NOW.date())
    assert len(part(made, BODY)) < len(part(word(joined), BODY))


def test_a_table_repeats_its_rows_once_and_cells_are_joined() -> None:
    kind = KINDS["redirect"]
    rows = [
        {"name": "仲裁", "advice": "a", "remedy": "b", "contact": "c"},
        {"name": "诉讼", "advice": "", "remedy": "", "contact": ""},
    ]
    values = {name: rows if one.columns else "甲" for name, one in kind.all_parts.items()}
    data = word("{% for one in ways %}{{ one.name }}{% endfor %}", "{{ ways|join('、', 'name') }}")
    made = fill(data, values, title="", author="", day=NOW.date())
    assert "仲裁、诉讼" in part(made, BODY).decode()
