"""`utkik password`: for whoever cannot log in, where no mail goes out."""

from __future__ import annotations

from utkik.command import passwords, prepare
from utkik.command.errors import Refused
from utkik.command.say import say


def run(options) -> int:
    """Set the password from a file, or print a link by which the person sets it."""
    prepare.read_database()
    from utkik.people import forgotten
    from utkik.people.models import User
    from utkik.people.models.members import tidy_email

    user = User.objects.filter(email=tidy_email(options.email)).first()
    if user is None:
        raise Refused(f"Nobody has the e-mail address {options.email}.")
    if options.password_file:
        forgotten.set_password(user, passwords.read(options.password_file, user))
        say(options, {"email": user.email, "set": True}, [f"The password of {user.email} is set."])
    else:
        link = forgotten.link_for(user)
        say(options, {"email": user.email, "link": link}, [link])
    return 0
