"""Makes a backup: the database at one moment, then the files that people attached, then checksums; keys only when asked."""

import io
import os
import shutil
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from sixia import __version__
from sixia.config.backup import postgresql, sqlite
from sixia.config.backup.manifest import NAME, BackupError, Manifest, digest
from sixia.config.keyfile import fingerprint

KEYS = "keys.json"
MEDIA = "files/"


class Progress(Protocol):
    """Told what is being done and how far it is."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def engine() -> ModuleType:
    """The module that copies this installation's kind of database."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def backup(target: Path, *, with_keys: bool, now: datetime, progress: Progress) -> Manifest:
    """Write a backup to `target`, readable by its owner only; it appears under its name when it is whole.

    The database is copied first: files are written before the rows that name them and never changed, so each row of the
    copy finds its file. Raises BackupError."""
    if target.exists():
        raise BackupError(_("%(file)s exists already and is left alone. Choose another name.") % {"file": target})
    if not target.parent.is_dir():
        raise BackupError(_("There is no folder %(folder)s.") % {"folder": target.parent})
    with tempfile.TemporaryDirectory(prefix=".sixia-backup-", dir=target.parent) as folder:
        copy = Path(folder, engine().MEMBER)
        rows = engine().dump(copy, lambda left, total: progress("database", total - left, total))
        files = {engine().MEMBER: copy, **_media(Path(folder, "files"))}
        if with_keys:
            files[KEYS] = settings.ENV.keys
        manifest = Manifest(
            made_at=now.isoformat(),
            sixia=__version__,
            engine=connection.vendor,
            server=engine().server(),
            key_fingerprint=fingerprint(settings.KEYS),
            with_keys=with_keys,
            migrations=sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
            rows=rows,
            files=_digests(files, progress),
        )
        part = Path(folder, "whole.tar")
        _pack(part, manifest, files, progress)
        part.replace(target)
    return manifest


def _media(beside: Path) -> dict[str, Path]:
    """Every kept file, held fast below `beside` until the archive is written: one may be erased or sealed anew meanwhile."""
    root, found = Path(settings.MEDIA_ROOT), {}
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.suffix == ".part":
            continue
        inside = path.relative_to(root)
        same = beside / inside
        same.parent.mkdir(parents=True, exist_ok=True)
        try:
            _hold_fast(path, same)
        except FileNotFoundError:
            continue  # erased since it was listed
        found[MEDIA + inside.as_posix()] = same
    return found


def _hold_fast(path: Path, same: Path) -> None:
    """A second name for the same bytes, which are replaced but never written to; a copy where the disk is another one."""
    try:
        same.hardlink_to(path)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(path, same)


def _digests(files: dict[str, Path], progress: Progress) -> dict[str, tuple[str, int]]:
    total, done, found = sum(path.stat().st_size for path in files.values()), 0, {}

    def seen(count: int) -> None:
        nonlocal done
        done += count
        progress("checksums", done, total)

    for name, path in files.items():
        found[name] = digest(path, seen)
    return found


def _pack(target: Path, manifest: Manifest, files: dict[str, Path], progress: Progress) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as archive:
        raw = manifest.dump()
        head = tarfile.TarInfo(NAME)
        head.size, head.mode = len(raw), 0o600
        archive.addfile(head, io.BytesIO(raw))
        for number, (name, path) in enumerate(files.items(), 1):
            archive.add(path, name, recursive=False)
            progress("archive", number, len(files))
        archive.close()
        out.flush()
        os.fsync(out.fileno())
