"""Say where Chromium is; on Debian as root install it where it is missing, else name the command that does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
COMMAND = "apt-get install -y --no-install-recommends chromium"


def main() -> int:
    if find():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("The browser tests need Chromium; installing it.", file=sys.stderr)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet, stdout=sys.stderr)
        subprocess.run([*COMMAND.split(), "-qq"], check=False, env=quiet, stdout=sys.stderr)
    if find():
        return 0
    print(f"The browser tests need Chromium. On Debian and Ubuntu: sudo {COMMAND}", file=sys.stderr)
    return 1


def find() -> str | None:
    """The path of a Chromium, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__":
    sys.exit(main())
