"""A day as people write it in a sheet."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = {
    name: number
    for names in (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "january february march april may june july august september october november december",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "jan feb mar apr may jun jul aug sept oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?")
RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./ -]+(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
NAMED = re.compile(r"(?:den )?(\d{1,2})\.? ([a-zåäö]+)\.? (\d{4})")
MONTH_ALONE = re.compile(r"([a-zåäö]+)\.? (\d{4})")
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def read(text: str) -> date | None:
    """The day, or None. A month alone is its first day; a day stands before its month where no name tells."""
    plain = re.sub(r"\s+", " ", text.strip().lower().replace(",", " ")).strip()
    try:
        return _read(plain)
    except (ValueError, OverflowError):
        return None


def _read(text: str) -> date | None:
    for form in (ISO, RUN, YEAR_FIRST):
        if found := form.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.fullmatch(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := NAMED.fullmatch(text):
        return date(int(found[3]), MONTHS.get(found[2], 0), int(found[1]))
    if found := MONTH_ALONE.fullmatch(text):
        return date(int(found[2]), MONTHS.get(found[1], 0), 1)
    if found := ISO_MONTH.fullmatch(text):
        return date(int(found[1]), int(found[2]), 1)
    if SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(float(text)))
    return None
