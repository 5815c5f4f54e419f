"""Restores a backup: everything is checked before anything is changed, and counted afterwards."""

import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from sixia.config.backup.make import KEYS, MEDIA, Progress, engine
from sixia.config.backup.manifest import NAME, BackupError, Manifest, digest
from sixia.config.keyfile import fingerprint
from sixia.kit.keys import KeyRing

SET_ASIDE = ".before-restore"


def restore(source: Path, *, force: bool, progress: Progress) -> Manifest:
    """Put this installation into the state of the backup. Raises BackupError; until the database itself is replaced,
    nothing has been changed. `force` allows a database that holds something and a key file that is another one."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sixia-restore-", dir=settings.DATA_DIR) as folder:
        manifest = _unpack(source, Path(folder), progress)
        _refuse_unfit(manifest, force=force)
        engine().load(Path(folder, engine().MEMBER), lambda left, total: progress("database", total - left, total))
        if (counted := engine().count()) != manifest.rows:
            words = _("The restored tables differ from what the backup counted: %(differences)s.")
            raise BackupError(words % {"differences": _differences(counted, manifest.rows)})
        _put_files(Path(folder))
        if manifest.with_keys:
            _put_keys(Path(folder, KEYS))
    return manifest


def _unpack(source: Path, folder: Path, progress: Progress) -> Manifest:
    """Unpack exactly the files that the manifest names, each with the checksum that it names."""
    try:
        with tarfile.open(source) as archive:
            head = archive.next()
            if head is None or head.name != NAME:
                raise BackupError(_("%(file)s is not a backup of Sixia.") % {"file": source})
            manifest = Manifest.load(_read(archive, head))
            for member in archive:
                if member.isfile() and member.name in manifest.files:
                    _extract(archive, member, folder)
    except (OSError, tarfile.TarError) as error:
        raise BackupError(_("%(file)s cannot be read: %(why)s") % {"file": source, "why": error}) from error
    for number, (name, expected) in enumerate(manifest.files.items(), 1):
        path = folder / name
        if not path.is_file() or digest(path, lambda count: None) != expected:
            words = _("%(name)s in the backup is missing or was changed: its checksum is not the one in the manifest.")
            raise BackupError(words % {"name": name})
        progress("checksums", number, len(manifest.files))
    return manifest


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one member below `folder`; a name that leads out of it is refused."""
    target = (folder / member.name).resolve()
    source = archive.extractfile(member)
    if source is None or not target.is_relative_to(folder.resolve()):
        raise BackupError(_("The backup names a file outside itself: %(name)s") % {"name": member.name})
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        shutil.copyfileobj(source, out)


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    handle = archive.extractfile(member)
    return handle.read() if handle else b""


def _refuse_unfit(manifest: Manifest, *, force: bool) -> None:
    if manifest.engine != connection.vendor:
        words = _("The backup was made on %(there)s and fits only there; this installation uses %(here)s.")
        raise BackupError(words % {"there": manifest.server, "here": engine().server()})
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if unknown := sorted(set(manifest.migrations) - known):
        words = _("The backup was made by a newer Sixia (%(version)s; %(step)s). Upgrade this one first.")
        raise BackupError(words % {"version": manifest.sixia, "step": unknown[0]})
    if force:
        return
    if held := _held():
        words = _("The database is not empty (%(table)s holds rows). With --force everything in it is replaced by the backup.")
        raise BackupError(words % {"table": held})
    here = fingerprint(settings.KEYS)
    if not manifest.with_keys and manifest.key_fingerprint != here:
        words = _(
            "The key file %(path)s did not seal this backup (fingerprint %(here)s, needed %(there)s): no name could be read "
            "again. Put the right key file there first."
        )
        raise BackupError(words % {"path": settings.ENV.keys, "here": here, "there": manifest.key_fingerprint})


def _held() -> str:
    """The first of the product's tables that holds rows, or an empty string."""
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model.__module__.startswith("sixia.") and table in there and model._default_manager.exists():
            return table
    return ""


def _put_files(folder: Path) -> None:
    for path in sorted((folder / MEDIA).rglob("*")):
        if path.is_file():
            target = Path(settings.MEDIA_ROOT, path.relative_to(folder / MEDIA))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


def _put_keys(path: Path) -> None:
    """The backup's keys take the place of the present ones, which are set aside beside them, never lost."""
    target = settings.ENV.keys
    if target.exists() and fingerprint(KeyRing.open(path, create=False, demo=False)) == fingerprint(settings.KEYS):
        return
    if target.exists():
        target.replace(target.with_name(target.name + SET_ASIDE))
    KeyRing.open(path, create=False, demo=False).save(target)


def _differences(counted: dict[str, int], expected: dict[str, int]) -> dict[str, Any]:
    names = sorted(name for name in counted | expected if counted.get(name) != expected.get(name))
    return {name: (counted.get(name), expected.get(name)) for name in names}
