"""All the words of an answer, its headers too (not its length, which may be any number). What is packed is unpacked:
a word sought in a workbook or in a PDF is found there, so that not finding it says something."""

from __future__ import annotations

import io
import json
import re
import zipfile
from contextlib import suppress

import pypdfium2

HYPHEN = re.compile("[\u00ad\ufffe\x02-]\\s+")  # where a word was parted at the end of a line


def text_of(response) -> str:
    body = b"".join(response) if response.streaming else response.content
    told = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return words_of(body) + json.dumps(told)


def words_of(body: bytes) -> str:
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if body.startswith(b"%PDF-"):
        with suppress(pypdfium2.PdfiumError):  # what a test only calls so is read as it is
            pages = pypdfium2.PdfDocument(body)
            return HYPHEN.sub("", "\n".join(page.get_textpage().get_text_bounded() for page in pages))
    return body.decode("utf-8", "replace")
