"""A password from a file."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from utkik.command.errors import Refused


def read(name: str, user=None) -> str:
    """The file's first line without its line end, as UTF-8. Refuses one that the rules for passwords refuse."""
    try:
        first = Path(name).read_bytes().split(b"\n", 1)[0].removesuffix(b"\r")
        password = first.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"The first line of {name} is not UTF-8.") from None
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages)) from None
    return password
