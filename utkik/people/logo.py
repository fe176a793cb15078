"""The municipality's logo: whatever picture was given is drawn anew, so nothing else that the file held is kept."""

from __future__ import annotations

import hashlib
import io
import warnings

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from utkik.people.models import Membership, Upload

LARGEST = 5 * 1024 * 1024
PIXELS = 40_000_000
SIDE = 512


class BadPicture(Exception):
    code = "bad_picture"
    text = _("The file is no PNG or JPEG that can be read. Save the logo anew and try again.")


class PictureTooBig(BadPicture):
    code = "picture_too_big"
    text = _("The picture is too large. At most 5 MB and 40 million points.")


def take_in(file: UploadedFile, *, by: Membership) -> Upload:
    """Store the picture as a PNG of at most 512 points a side. Raises BadPicture."""
    if file.size is None or file.size > LARGEST:
        raise PictureTooBig(file.size)
    body = redrawn(file.read())
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


def redrawn(body: bytes) -> bytes:
    """The picture's points alone, as PNG. Raises BadPicture."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            given = Image.open(io.BytesIO(body), formats=["PNG", "JPEG"])
            if given.width * given.height > PIXELS or max(given.size) > 20_000:
                raise PictureTooBig(given.size)
            picture = ImageOps.exif_transpose(given).convert("RGBA")
            picture.thumbnail((SIDE, SIDE))
        except BadPicture:
            raise
        except (
            OSError,
            ValueError,
            SyntaxError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ) as wrong:
            raise BadPicture(str(wrong)) from wrong
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
