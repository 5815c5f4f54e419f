"""Templates that units hand in: what is refused, in which words, and that nothing in them can act."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from sixia.papers.checking import Unfit, check, filled_sample, printed
from sixia.papers.filling import fill
from sixia.papers.layout.word import builtin
from sixia.papers.rules.kinds import KINDS
from sixia.papers.sandbox import sandbox
from tests.papers.words import NOW, repacked, word

KIND = KINDS["reply"]
SOUND = ("{{ unit }}", "{{ to }}：", "{{ request }}", "{{ text }}", "{{ day }}")
ATTACKS = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ request.__class__ }}",
    "{{ request|attr('__class__') }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ range(10) }}",
    "{{ 'x' * 100000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% macro m() %}{% endmacro %}",
    "{% for x in range(9) %}{% endfor %}",
    "{{ request.upper() }}",
    "{{ request|center(1000000000) }}",
    "{{ '%s'|format(unit) }}",
    "{{ request ~ request }}",
)


def faults(data: bytes) -> str:
    """What is said of this file; empty when it is accepted."""
    try:
        check(data, KIND)
    except Unfit as unfit:
        return "\n".join(unfit.faults)
    return ""


def test_a_sound_template_is_accepted_and_its_sample_names_each_part() -> None:
    data = word(*SOUND, footer="{{ number }}")
    assert faults(data) == ""
    assert "【Request】" in printed(filled_sample(data, KIND))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("place", ["body", "footer", "property"])
def test_nothing_in_a_template_can_act_wherever_it_stands(attack: str, place: str) -> None:
    inside = (attack,) if place == "body" else ()
    data = word(
        *SOUND,
        *inside,
        footer=attack if place == "footer" else "",
        properties={"title": attack} if place == "property" else {},
    )
    assert faults(data), "refused when it is handed in"
    values = dict.fromkeys(KIND.all_parts, "甲")
    with pytest.raises((TemplateError, ValueError)):
        fill(data, values, title="", author="", day=NOW.date())


def test_unknown_placeholders_are_listed_with_those_there_are() -> None:
    said = faults(word(*SOUND, "{{ titel }} {{ foo }}"))
    assert "foo、titel" in said
    assert "request、text" in said


def test_parts_that_the_law_requires_are_listed_by_name() -> None:
    said = faults(word("{{ unit }}", "{{ to }}"))
    assert all(name in said for name in ("{{ day }}", "{{ request }}", "{{ text }}"))
    assert "{{ unit }}" not in said


@pytest.mark.parametrize(
    "hidden",
    ["{% if request == 'x' %}{{ request }}{% endif %}", "{{r request }}", "{% for one in [] %}{{ request }}{% endfor %}"],
)
def test_a_required_part_that_is_named_but_not_printed_is_missing(hidden: str) -> None:
    assert faults(word("{{ unit }}", hidden, "{{ text }}", "{{ day }}"))


def test_a_placeholder_that_is_not_closed_is_told() -> None:
    assert "not written correctly" in faults(word(*SOUND, "{% if request %}"))


@pytest.mark.parametrize(
    ("part", "body"),
    [
        ("word/vbaProject.bin", b"x"),
        ("word/embeddings/oleObject1.bin", b"x"),
        ("word/activeX/activeX1.xml", b"<x/>"),
        ("word/afchunk.mht", b"x"),
    ],
)
def test_files_that_could_act_by_themselves_are_refused(part: str, body: bytes) -> None:
    assert "macros or embedded objects" in faults(repacked(word(*SOUND), {part: body}))


def test_macro_types_outside_links_fields_and_entities_are_refused() -> None:
    data = word(*SOUND)
    with ZipFile(BytesIO(data)) as archive:
        types, links = archive.read("[Content_Types].xml"), archive.read("word/_rels/document.xml.rels")
        body = archive.read("word/document.xml")
    macro = types.replace(b"wordprocessingml.document.main", b"macroEnabled.main")
    assert "macros" in faults(repacked(data, {"[Content_Types].xml": macro}))
    template = types.replace(b"document.main+xml", b"template.main+xml")
    assert "no Word file" in faults(repacked(data, {"[Content_Types].xml": template}))
    outside = (
        b'<Relationship Id="r9" Type="x/attachedTemplate" Target="http://e.invalid/t" TargetMode="External"/></Relationships>'
    )
    linked = links.replace(b"</Relationships>", outside)
    assert "another place" in faults(repacked(data, {"word/_rels/document.xml.rels": linked}))
    field = body.replace(b"</w:body>", b"<w:p><w:r><w:instrText> DDEAUTO c:\\\\x </w:instrText></w:r></w:p></w:body>")
    assert "field" in faults(repacked(data, {"word/document.xml": field}))
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]>' + body.partition(b"?>")[2]
    assert "word processor" in faults(repacked(data, {"word/document.xml": entity}))


def test_what_is_no_word_file_or_far_too_large_is_refused() -> None:
    assert "no Word file" in faults(b"hello")
    assert "no Word file" in faults(b"PK\x03\x04" + b"\0" * 60)
    assert "1 MB" in faults(b"x" * 1_000_001)
    bomb = repacked(word(*SOUND), {"word/media/a.png": b"\0" * 1000})
    assert faults(bomb) == ""
    out = BytesIO()
    with ZipFile(out, "w", 8) as archive:
        archive.writestr("word/document.xml", b"\0" * 30_000_000)
    assert "larger than it looks" in faults(out.getvalue())


def test_a_broken_document_is_told_in_words() -> None:
    assert "Save it anew" in faults(repacked(word(*SOUND), {"word/document.xml": b"<w:document"}))


def test_plain_data_alone_can_be_read_in_the_sandbox() -> None:
    env = sandbox()
    assert env.from_string("{{ rows[0].name }}{% for one in rows %}{{ one.name }}{% endfor %}").render(
        rows=[{"name": "<甲>"}]
    ) == ("&lt;甲&gt;" * 2)
    for attack in ("{{ rows.append }}", "{{ rows[0].keys }}", "{{ rows[9] }}", "{{ nothing }}"):
        with pytest.raises((UndefinedError, SecurityError)):
            env.from_string(attack).render(rows=[{"name": "x"}])


def test_a_built_in_template_can_be_changed_and_handed_in() -> None:
    check(builtin("reply", "zh"), KIND)
