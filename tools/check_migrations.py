"""Fail when a model has changed and no migration says so."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> int:
    django.setup()
    call_command("check", fail_level="WARNING")
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except SystemExit as answer:
        return int(answer.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
