"""The command `utkik`; also `python -m utkik`."""

import sys

from utkik.command import main

if __name__ == "__main__":
    sys.exit(main())
