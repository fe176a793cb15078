"""Why a fetch failed: a stable code, a sentence that says what to do, and a technical cause for the log."""

from django.utils.translation import gettext_lazy as _


class NetError(Exception):
    """The root of all that can go wrong while fetching. `cause` is for the log and never shown on a page."""

    code = "no_answer"
    text = _("The address could not be read. Try again later.")

    def __init__(self, cause: object = "") -> None:
        super().__init__(f"{self.code}: {cause}")
        self.cause = str(cause)[:500]


class BadAddress(NetError):
    code = "bad_address"
    text = _("This is not a web address. It should begin with https:// and hold the name of a site.")


class RefusedScheme(NetError):
    code = "refused_scheme"
    text = _("Only addresses that begin with http:// or https:// can be read.")


class HoldsLogIn(NetError):
    code = "holds_log_in"
    text = _("The address holds a user name or a password. Remove that part and try again.")


class PrivateAddress(NetError):
    code = "private_address"
    text = _(
        "The address leads into a closed network, which Utkik does not read. Choose a public address, or ask the"
        " operator to allow the network."
    )


class RefusedPort(NetError):
    code = "refused_port"
    text = _(
        "The address uses a port that Utkik does not read by itself. Choose an address without a port number, or ask an"
        " analyst to allow the port for the source."
    )


class NoSuchHost(NetError):
    code = "no_such_host"
    text = _("There is no site by that name. Check the spelling of the address.")


class NamesUnknown(NetError):
    """The name service itself did not answer: it says nothing about the site."""

    code = "names_unknown"
    text = _(
        "The site's name could not be looked up just now. If it is so for all sources, the network that Utkik stands in"
        " is the cause."
    )


class NoConnection(NetError):
    code = "no_connection"
    text = _("The site does not answer. Open it in a browser, and check the address if it does not open there.")


class BadCertificate(NetError):
    code = "bad_certificate"
    text = _("The site's certificate is not valid, so the connection is not safe. Tell those who run the site.")


class TooSlow(NetError):
    code = "too_slow"
    text = _("The site takes too long to answer. Try again later.")


class TooBig(NetError):
    code = "too_big"
    text = _("The answer is larger than 15 MB. Look for a shorter feed on the site.")


class TooManyRedirects(NetError):
    code = "too_many_redirects"
    text = _("The address leads on and on without end. Open it in a browser and copy the address where you end up.")


class BadRedirect(NetError):
    code = "bad_redirect"
    text = _("The address leads on to something that is no web address. Look for the feed's new address on the site.")


class BrokenAnswer(NetError):
    code = "broken_answer"
    text = _("The site's answer was damaged or cut off. Utkik tries again later.")


def all_kinds() -> list[type[NetError]]:
    """Every kind of failure, the general one first."""
    return [NetError, *NetError.__subclasses__()]
