"""Forms as ODK's own validator sees them: the demo county's and a richer one are accepted, in one run of its Java program."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import pyxform

from sixia.config.demo.asking import FORMS
from sixia.config.demo.asking import workbook as drawn
from sixia.fieldwork.surveys.rules.compiling import compile_form
from sixia.fieldwork.surveys.rules.other import written_out
from sixia.fieldwork.surveys.rules.workbook import rows_of
from sixia.fieldwork.surveys.rules.xform import xform_of
from tests.fieldwork.surveys.making import SURVEY, workbook

JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"


@pytest.mark.skipif(
    shutil.which("java") is None and os.environ.get("CI") != "true", reason="ODK Validate needs Java, which is not installed"
)
def test_accepted_by_odk_validate(tmp_path: Path) -> None:
    other = [{**row, "type": f"{row['type']} or_other"} if row.get("name") in ("tap", "faults") else row for row in SURVEY]
    books = {name: drawn(sheets) for name, sheets in FORMS.items()} | {"water": workbook(), "other": workbook(other)}
    files = []
    for name, raw in books.items():
        rows = written_out(rows_of(raw))
        compile_form(rows)
        files.append(tmp_path / f"{name}.xml")
        files[-1].write_text(xform_of(rows, version="1"))
    done = subprocess.run(
        ["java", "-Djava.awt.headless=true", "-jar", str(JAR), *files], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).count("Xform is valid!") == len(files)


def test_demo_forms_fit_their_title() -> None:
    for name, sheets in FORMS.items():
        form = compile_form(rows_of(drawn(sheets)))
        assert (form["name"], form["languages"]) == (name, ["中文 (zh)", "English (en)"])
