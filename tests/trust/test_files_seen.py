"""Whoever sees a voice opens its files, and nobody else; evidence is for those with a part in the case."""

import pytest

from sixia.cases.flow import HELPER, RESIDENT
from sixia.cases.models import Voice
from sixia.cases.queries.files import for_official, for_resident
from sixia.kit.files import kinds, store
from sixia.kit.models import StoredFile
from sixia.people.actors import SYSTEM
from tests.files import PDF
from tests.town import NOW
from tests.trust import oracle
from tests.trust.scene import Scene

pytestmark = pytest.mark.django_db


def kept(about: str, *, shared: bool) -> StoredFile:
    """A file on a thing."""
    held = store.hold(PDF, name="a.pdf", allowed=kinds.PAPERS, by=SYSTEM, now=NOW)
    return store.attach([held.ticket], about=about, stream="files:1", by=SYSTEM, now=NOW, shared=shared)[0]


def test_files_are_seen_as_what_they_belong_to(scene: Scene, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path / "files"
    world = oracle.World.now()
    voices = list(Voice.objects.select_related("case"))
    own = {voice.pk: kept(voice.key, shared=True) for voice in voices}
    proof = {case.pk: kept(case.key, shared=False) for case in scene.cases.values()}
    for name, who in scene.actors().items():
        for voice in voices:
            may = bool(oracle.voice_roles(world, voice, voice.case, who))
            assert bool(for_official(own[voice.pk].pk, who)) is may, f"{name}, voice {voice.pk}"
        for case in scene.cases.values():
            may = bool(oracle.case_roles(world, case, who) - {HELPER, RESIDENT})
            assert bool(for_official(proof[case.pk].pk, who)) is may, f"{name}, case {case.pk}"
    for voice in voices:
        opened = {pk for pk, row in own.items() if for_resident(row.pk, voice)}
        assert opened == {voice.pk}
        assert not any(for_resident(row.pk, voice) for row in proof.values())
