"""Uploads are kept in memory, within limits, and never lie unsealed on a disk. Knows no room."""

import io
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MEGA = 1024 * 1024
SPARE = 4
"""How many times the allowed total may arrive, so that a form with too much in it comes back with what was typed."""


class InMemory(FileUploadHandler):
    """Takes each file up to the limit; of one that is larger, or one too many, only its name is kept, marked `over`."""

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """A body far beyond all limits is not read at all."""
        self.count, self.most = 0, settings.ENV.file_megabytes * MEGA
        if content_length > SPARE * settings.ENV.files_each * self.most:
            raise RequestDataTooBig("The files of this form are too large.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """The next file begins."""
        super().new_file(*args, **kwargs)
        self.count += 1
        self.over = "count" if self.count > settings.ENV.files_each else ""
        self.file, self.size = io.BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep it while there is room."""
        self.size += len(raw_data)
        if not self.over and self.size > self.most:
            self.over, self.file = "size", io.BytesIO()
        if not self.over:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as forms know it."""
        self.file.seek(0)
        done = InMemoryUploadedFile(
            self.file, self.field_name, self.file_name or "", self.content_type, file_size, self.charset, self.content_type_extra
        )
        done.over = self.over  # type: ignore[attr-defined]  # read by the field that holds files
        return done
