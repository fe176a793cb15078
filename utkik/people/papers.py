"""Documents looked into before they are kept: what they say they are is what they are, and opening them is safe."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from django.utils.translation import gettext as _

from utkik.text.normal import nfc

MOST_UNPACKED = 200 * 1024 * 1024
MOST_FILES = 2_000
PIECE = 256 * 1024
MAIN_PART = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}
MACRO = re.compile(r"vbaproject|vbadata|activex|macrosheets|\.bin$|\.exe$|\.dll$|\.js$|\.vbs$", re.IGNORECASE)
HARMLESS_BIN = re.compile(r"printerSettings\d*\.bin$|^xl/calcChain\.bin$", re.IGNORECASE)
ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
REMOTE = re.compile(
    rb"(?:attachedTemplate|oleObject|frame|subDocument)[^>]*TargetMode\s*=\s*[\"']External", re.IGNORECASE
)


class FileRefused(Exception):
    """The file is not taken. `sentence` says why and what to do."""

    code = "file_refused"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def pdf(content: bytes) -> bytes:
    """A PDF that is nothing else besides; raises FileRefused."""
    whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-4096:]
    if not whole or zipfile.is_zipfile(BytesIO(content)):
        raise FileRefused(_("This is not a PDF, whatever its name says. Save it as PDF anew and try again."))
    return content


def text(content: bytes) -> bytes:
    """Plain text, as UTF-8 without control characters; raises FileRefused."""
    if b"\x00" in content.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff") and content[:2] not in (
        b"\xff\xfe",
        b"\xfe\xff",
    ):
        raise FileRefused(_("This is not a text file, whatever its name says."))
    for encoding in ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]:
        try:
            return nfc(content.decode(encoding)).encode()
        except UnicodeDecodeError:
            continue
    raise FileRefused(_("This is not a text file, whatever its name says."))


def office(content: bytes, suffix: str) -> bytes:
    """A Word, PowerPoint or Excel file without macros, entities and remote parts; raises FileRefused."""
    broken = FileRefused(_("The file cannot be opened as its name says. Save it anew and try again."))
    if not content.startswith(b"PK\x03\x04"):
        raise broken
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_names(archive, suffix)
            _check_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise broken from error
    return content


def _check_names(archive: zipfile.ZipFile, suffix: str) -> None:
    names = [part.filename for part in archive.infolist()]
    if len(names) > MOST_FILES or len(set(names)) != len(names):
        raise FileRefused(_("The file has too many parts to be looked into."))
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") or "\x00" in name for name in names):
        raise FileRefused(_("The file has parts that would be written outside it. Save it anew and try again."))
    if "[Content_Types].xml" not in names or MAIN_PART[suffix] not in names:
        raise FileRefused(_("The file cannot be opened as its name says. Save it anew and try again."))
    if any(MACRO.search(name) and not HARMLESS_BIN.search(name) for name in names):
        raise FileRefused(_("The file has macros or embedded programs. Save it without them and try again."))


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Unpacked as it is, never as its directory says; every XML part is read for what could reach outside."""
    left = MOST_UNPACKED
    for part in archive.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        seen = b""
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise FileRefused(_("Unpacked, the file is larger than 200 MB. Give a smaller one."))
                if is_xml:
                    _check_xml(seen[-512:] + piece)
                seen = piece


def _check_xml(piece: bytes) -> None:
    plain = piece.replace(b"\x00", b"")
    if ENTITY.search(plain) or b"macroEnabled" in plain or REMOTE.search(plain):
        raise FileRefused(_("The file fetches something from outside or runs something. Save it anew without that."))
