"""What reaches the log: one line per event, and no link that lets somebody in."""

from __future__ import annotations

import logging
import re

KEYS = re.compile(r"(/(?:invitation|new-password)/)[^\s?#\"']+")
BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Clean(logging.Filter):
    """Takes tokens out of addresses, and line breaks out of what a stranger wrote, before a line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = cleaned(record.getMessage()), ()
        return True


def cleaned(message: str) -> str:
    """The message on one line, without the tokens of invitations and password links."""
    return KEYS.sub(r"\1…", BREAKS.sub(" ", message))
