"""The example municipality: fills ./data-demo once, prints the log-ins, and runs Utkik there.

python tools/demo.py [HOST:PORT]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data-demo"
LOGINS = DATA / "logins.txt"


def main(words: list[str]) -> None:
    bind = words[0] if words else "127.0.0.1:8000"
    # An example has a database of its own, whatever the installation beside it uses.
    os.environ.pop("UTKIK_DATABASE_URL", None)
    os.environ["UTKIK_DATA"] = str(DATA)
    if not LOGINS.is_file():
        print("Filling the example municipality: half a minute, the first time only.", flush=True)
        if status := subprocess.run([*utkik(), "demo"], stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(status)
    print(f"\nLog-ins (kept in {LOGINS.relative_to(ROOT)}):\n\n{LOGINS.read_text()}", flush=True)
    os.execv(sys.executable, [*utkik(), "run", "--bind", bind])


def utkik() -> list[str]:
    return [sys.executable, "-m", "utkik"]


if __name__ == "__main__":
    os.chdir(ROOT)
    main(sys.argv[1:])
