"""A report of wrongdoing: only the officers know of it; no list, no count, no join; its resident still follows it."""

from django.test import Client

from sixia.cases.models import Case
from tests.cases.public.conftest import Tell
from tests.town import NOW, Town

REPORT = {"text": "有人收钱办事。", "kind": "accusation", "category": "lamp", "about_who": "演示某科长"}


def test_it_is_barred_from_the_unit_and_off_every_list(town: Town, client: Client, tell: Tell) -> None:
    before = client.get("/cases").content.decode()
    voice = tell(**REPORT, about_unit=town.units["housing"].pk)
    case = Case.objects.get()
    assert (case.restricted, case.barred, case.secret, case.public) == (True, True, True, False)
    assert "反映的对象：演示某科长" in voice.text
    for name in ("handler", "head", "leader", "clerk", "dispatcher", "principal", "callback", "supervisor"):
        assert not Case.objects.visible_to(town.who(name, NOW)).exists(), name
    assert Case.objects.visible_to(town.who("officer", NOW)).exists()
    assert client.get("/cases").content.decode().count("<td") == before.count("<td")
    assert Client().get(f"/cases/{case.pk}").status_code == 404
    assert "住建局" not in Client().get("/cases/map").content.decode()
    assert "有人收钱办事" in client.get(f"/track/{voice.receipt}").content.decode()


def test_it_joins_nothing(town: Town, client: Client) -> None:
    case = town.dispatched()
    answer = client.post("/tell", {**REPORT, "place": town.places["990101100001"].pk, "into": case.pk})
    assert answer.status_code == 422
    assert "不能并入" in answer.content.decode()


def test_units_named_for_another_kind_bar_nobody(town: Town, tell: Tell) -> None:
    tell(about_unit=town.units["housing"].pk)
    case = Case.objects.get()
    assert (case.barred, case.restricted) == (False, False)
