"""What is sent is counted while it comes in, before anybody knows who sends it."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from alongside.exchange import files


class Limited(FileUploadHandler):
    """Files beyond what a list may have are not kept; the request says `is_too_large`."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > files.LARGEST:
            self.request.is_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
