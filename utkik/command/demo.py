"""`utkik demo`: an example municipality in a data directory of its own."""

from __future__ import annotations

from utkik.command import files, prepare
from utkik.command.errors import Refused
from utkik.command.say import say
from utkik.config import environment


def run(options) -> int:
    """Fill the data directory, which holds no file yet; print who can log in, analysts first.

    When it is cut off, the directory is as empty as it was, so that it can be filled again.
    """
    data = environment.data_directory()
    if files.holds_a_file(data):
        raise Refused(f"{data} is not empty. The example needs a data directory of its own: set UTKIK_DATA.")
    try:
        prepare.make_database()
        from utkik.demo import fill

        logins = fill.fill()
    except BaseException:
        files.empty(data)
        raise
    say(options, {"logins": logins}, ["\t".join((one["role"], one["email"], one["password"])) for one in logins])
    return 0
