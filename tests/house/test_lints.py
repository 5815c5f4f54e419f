"""Each house lint catches what it is for and lets the right way pass."""

import pytest

from tools.lints import faults

DOC = '"""A module."""\n'

BAD = {
    "save outside actions": ("sixia/cases/queries.py", "row.save()"),
    "create outside actions": ("sixia/cases/desk.py", "Case.visible.create(title='x')"),
    "queryset update outside actions": ("sixia/cases/reactions.py", "rows.filter(pk=1).update(state='open')"),
    "delete outside actions": ("sixia/cases/forms.py", "rows.delete()"),
    "bulk write outside actions": ("sixia/interop/importer.py", "manager.bulk_create(rows)"),
    "writing SQL outside actions": ("sixia/cases/queries.py", "cursor.execute('UPDATE cases SET a = 1')"),
    "table asked at the desk": ("sixia/cases/desk.py", "rows = Case.objects.filter(pk=1)"),
    "table asked in a desk folder": ("sixia/cases/desk/board.py", "rows = Case.objects.all()"),
    "standing asked in public": ("sixia/cases/public.py", "rows = Case.objects.visible_to(who)"),
    "404 of a whole table": ("sixia/cases/public.py", "get_object_or_404(Case, pk=1)"),
    "key up by name": ("sixia/orders/models.py", "f = models.ForeignKey('cases.Case', models.PROTECT, related_name='+')"),
    "key up by class": (
        "sixia/places/models.py",
        "from sixia.people.models import Unit\nf = models.ForeignKey(Unit, models.PROTECT, related_name='+')",
    ),
    "key with a way back": ("sixia/cases/models.py", "f = models.ForeignKey(to='people.Unit', on_delete=models.PROTECT)"),
    "account with a way back": ("sixia/cases/models.py", "f = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)"),
    "f-string looked up": ("sixia/cases/desk.py", "_(f'{count} cases')"),
    "sum looked up": ("sixia/cases/desk.py", "gettext('a ' + name)"),
    "percent before the look-up": ("sixia/cases/desk.py", "_('%s cases' % count)"),
    "format before the look-up": ("sixia/cases/desk.py", "ngettext('{} case'.format(n), '{} cases'.format(n), n)"),
    "domain class in the kit": ("sixia/kit/flow.py", "class VoiceFlow: pass"),
    "domain argument in the kit": ("sixia/kit/flow.py", "def move(the_case): pass"),
    "domain variable in the kit": ("sixia/kit/flow.py", "VERDICTS = ()"),
    "hidden import": ("sixia/cases/actions.py", "def hear():\n    from sixia.orders import actions"),
    "heavy import on top": ("sixia/interop/table.py", "import pyarrow.parquet"),
    "heavy import from on top": ("sixia/interop/table.py", "from sklearn.svm import LinearSVC"),
    "too long": ("sixia/cases/rules.py", "x = 1\n" * 400),
    "too long a test": ("tests/cases/test_hear.py", "x = 1\n" * 500),
    "a registry": ("docs/install.md", "https://py" + "pi.org/simple"),
    "a place on one machine": ("tools/x.sh", "cd /wor" + "k/main"),
    "a promise for later": ("sixia/ui/static/ui/page.js", "// TO" + "DO later"),
}
GOOD = {
    "save in actions": ("sixia/cases/actions.py", "row.save()"),
    "update in an actions folder": ("sixia/cases/actions/hear.py", "rows.update(state='open')"),
    "create in the kit": ("sixia/kit/journal.py", "Entry.objects.create(stream='x')"),
    "create in the demo": ("sixia/config/demo/cast.py", "Unit.objects.create(name='x')"),
    "write in a test": ("tests/cases/test_hear.py", "Case.objects.create()"),
    "dict and hash updates": ("sixia/cases/queries.py", "seen.update(more)\ntotal.update(b'')"),
    "picture saved to a path": ("sixia/cases/queries.py", "image.save(path)"),
    "reading SQL": ("sixia/cases/queries.py", "cursor.execute('SELECT 1')"),
    "standing at the desk": ("sixia/cases/desk.py", "rows = Case.objects.visible_to(actor).filter(pk=1)"),
    "tables in queries": ("sixia/cases/queries.py", "rows = Case.objects.filter(pk=1)"),
    "404 of a visible queryset": ("sixia/cases/desk.py", "get_object_or_404(visible_cases(actor), pk=1)"),
    "key down": ("sixia/cases/models.py", "f = models.ForeignKey('people.Unit', models.PROTECT, related_name='+')"),
    "key within the room": ("sixia/cases/models.py", "f = models.ForeignKey('Case', models.CASCADE, related_name='voices')"),
    "key to oneself": ("sixia/places/models.py", "f = models.ForeignKey('self', models.PROTECT, null=True)"),
    "placeholders after the look-up": ("sixia/cases/desk.py", "_('%(count)d cases') % {'count': 3}"),
    "text over two lines": ("sixia/cases/desk.py", "_('one half '\n  'other half')"),
    "Django's names in the kit": ("sixia/kit/search.py", "rows.order_by('pk').annotate(x=Case(When(a=1)))"),
    "import with its reason": ("sixia/cases/apps.py", "def ready():\n    from sixia.cases import menu  # needs the apps"),
    "heavy import in the task": ("sixia/interop/table.py", "def read():\n    import pyarrow.parquet"),
    "as long as may be": ("sixia/cases/rules.py", "x = 1\n" * 399),
    "a vendored file": ("sixia/ui/static/ui/vendor/x.js", "// TO" + "DO theirs"),
}


def _faults(path: str, text: str) -> list[str]:
    return list(faults(path, DOC + text if path.endswith(".py") else text))


@pytest.mark.parametrize("name", BAD)
def test_bad_is_caught(name: str) -> None:
    assert _faults(*BAD[name])


@pytest.mark.parametrize("name", GOOD)
def test_good_passes(name: str) -> None:
    assert _faults(*GOOD[name]) == []


def test_a_module_without_purpose_is_caught() -> None:
    assert [fault for fault in faults("sixia/cases/rules.py", "x = 1\n") if "what it is for" in fault]


def test_an_empty_module_and_a_migration_need_no_purpose() -> None:
    assert list(faults("sixia/cases/__init__.py", "")) == []
    assert list(faults("sixia/cases/migrations/0001_initial.py", "x = 1\n" * 900)) == []
