"""Pictures written anew: only what is seen is kept, nothing that was hidden in the file."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from utkik.people.papers import FileRefused

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 20_000
MODES = {"PNG": ("RGB", "RGBA", "L", "LA"), "JPEG": ("RGB", "L")}


def written_anew(content: bytes, form: str) -> bytes:
    """The picture (`form`: PNG or JPEG) decoded, turned upright and encoded again; raises FileRefused."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 – slow to load, and seldom needed

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[form]) as picture:
                _refuse_a_giant(*picture.size)
                return _encoded(picture, form)
    except FileRefused:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, Warning, OSError, ValueError, SyntaxError) as error:
        raise FileRefused(_("The picture cannot be read. Save it as PNG or JPEG anew and try again.")) from error


def _refuse_a_giant(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise FileRefused(_("The picture is larger than 40 million dots. Make it smaller and try again."))


def _encoded(picture: Image.Image, form: str) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 – slow to load, and seldom needed

    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in MODES[form]:
        upright = upright.convert("RGBA" if form == "PNG" and "transparency" in upright.info else "RGB")
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    written = BytesIO()
    bare.save(written, form, **({"quality": 90} if form == "JPEG" else {"optimize": True}))
    return written.getvalue()
