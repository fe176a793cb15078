"""Files people give: looked into before they are kept, and handed out in a way that runs nothing.

What is kept: PDF, Word, PowerPoint and Excel files, PNG and JPEG pictures, plain text. The type is told by the suffix
and by the content, and both must agree. Whoever hands a file out (`answer`) asks first who may see what it hangs on.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from utkik.people import papers, pictures
from utkik.people.models import Membership, Upload
from utkik.people.papers import FileRefused
from utkik.text.normal import one_line

MOST_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 150
OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{OFFICE}wordprocessingml.document",
    ".pptx": f"{OFFICE}presentationml.presentation",
    ".xlsx": f"{OFFICE}spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain; charset=utf-8",
}
ACCEPT = ",".join(TYPES)


def keep(given: UploadedFile, *, by: Membership) -> Upload:
    """Look into the file and keep it under a random name; raises FileRefused with what to do instead."""
    name = tidy_name(given.name or "")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in TYPES:
        raise FileRefused(_("Files of this kind are not taken. PDF, Word, PowerPoint, Excel, PNG, JPEG and text are."))
    if not given.size:
        raise FileRefused(_("The file is empty."))
    if given.size > MOST_BYTES:
        raise FileRefused(_("The file is larger than 20 MB. Link to it instead, or give a smaller one."))
    content = _examined(given.read(MOST_BYTES + 1), suffix)
    upload = Upload(
        organisation_id=by.organisation_id,
        name=name,
        content_type=TYPES[suffix],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    upload.file.save(name, ContentFile(content), save=False)
    upload.save()
    return upload


def _examined(content: bytes, suffix: str) -> bytes:
    """What is stored: the content itself, or (pictures, text) the same written anew."""
    if suffix == ".pdf":
        return papers.pdf(content)
    if suffix == ".txt":
        return papers.text(content)
    if suffix in (".png", ".jpg", ".jpeg"):
        return pictures.written_anew(content, "PNG" if suffix == ".png" else "JPEG")
    return papers.office(content, suffix)


def tidy_name(given: str) -> str:
    """The file's name without path, control and direction signs: what the reader sees is what the suffix is."""
    last = one_line(given.replace("\\", "/").split("/")[-1])
    path = PurePosixPath(last.strip(". ") or "_")
    stem = "".join(sign for sign in path.stem if sign not in '<>:"|?*').strip(". ") or _("file")
    return f"{stem[:LONGEST_NAME]}{path.suffix.lower()}"


def answer(upload: Upload) -> FileResponse:
    """The file as a download that no browser runs. Who may have it was asked before."""
    response = FileResponse(
        upload.file.open("rb"), as_attachment=True, filename=upload.name, content_type=upload.content_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
