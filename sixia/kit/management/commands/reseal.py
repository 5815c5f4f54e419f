"""`sixia reseal`: after `sixia keys rotate`, puts everything sealed with older keys under the current one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sixia.kit.crypto import SealBroken
from sixia.kit.fields import reseal_all
from sixia.kit.files import store
from sixia.kit.files.vault import FileBroken


class Command(BaseCommand):
    """Runs beside a running installation; stopped, it goes on where it was."""

    help = _("Seal names, telephone numbers and files anew with the current key.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows, files = reseal_all(), store.reseal()
        except (SealBroken, FileBroken) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Sealed anew: %(rows)d rows and %(files)d files.") % {"rows": rows, "files": files})
