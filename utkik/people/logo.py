"""The municipality's logo: whatever picture was given is drawn anew, small and as PNG."""

from __future__ import annotations

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from utkik.people import pictures
from utkik.people.models import Membership, Upload
from utkik.people.papers import FileRefused

LARGEST = 5 * 1024 * 1024
SIDE = 512
PNG = b"\x89PNG"


def take_in(file: UploadedFile, *, by: Membership) -> Upload:
    """Store the picture as a PNG of at most 512 points a side. Raises FileRefused."""
    if file.size is None or file.size > LARGEST:
        raise FileRefused(_("The logo is larger than 5 MB. Make it smaller and try again."))
    body = small(file.read())
    upload = Upload(
        organisation=by.organisation,
        name="logo.png",
        content_type="image/png",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        uploaded_by=by,
    )
    upload.file.save("logo.png", ContentFile(body), save=False)
    upload.save()
    return upload


def small(body: bytes) -> bytes:
    """A PNG or JPEG written anew and shrunk. Raises FileRefused."""
    clean = pictures.written_anew(body, "PNG" if body.startswith(PNG) else "JPEG")
    picture = Image.open(io.BytesIO(clean)).convert("RGBA")
    picture.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
