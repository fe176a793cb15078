"""Why a feed could not be read: a stable code each, and a sentence for the person who follows it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utkik.net import errors, mailbox


class Unreadable(Exception):
    """The root of what can be wrong with an answer. `cause` is for the log alone."""

    code = "unreadable"
    text = _("The feed is damaged, and nothing in it can be read. Tell those who run the site.")

    def __init__(self, cause: object = "") -> None:
        super().__init__(f"{self.code}: {cause}")
        self.cause = str(cause)[:500]


class NotAFeed(Unreadable):
    code = "not_a_feed"
    text = _("The address leads to a web page, not to a feed. Add the page as a source, and Utkik looks for its feeds.")


class OtherFile(NotAFeed):
    code = "other_file"
    text = _("What lies at the address is neither a feed nor a web page. Look for the feed's address on the site.")


class NoFeedFound(Unreadable):
    code = "no_feed_found"
    text = _("No feed was found there. Look for “RSS” on the site, and paste that address.")


class NotAPage(Unreadable):
    code = "not_a_page"
    text = _(
        "There is no web page at the address, so it cannot be watched. Open it in a browser and check the address."
    )


class BadSelector(Unreadable):
    code = "bad_selector"
    text = _("That CSS selector cannot be understood. Write for example “main li.news”.")


class NothingToWatch(Unreadable):
    code = "nothing_to_watch"
    text = _(
        "Nothing was found there that can be watched. The page may need a browser to build it. Look for a feed, a"
        " newsletter or a simpler page on the site."
    )


class Empty(Unreadable):
    code = "empty_answer"
    text = _("The answer was empty. Utkik tries again later.")


class DeclaresEntity(Unreadable):
    code = "declares_entity"
    text = _(
        "The feed declares entities of its own, which can be used for attacks, so it is not read. Tell those who run"
        " the site, or choose another feed."
    )


class TooDeep(Unreadable):
    code = "too_deep"
    text = _("The feed is nested so deep that it cannot be read safely. Tell those who run the site.")


class TooHeavy(Unreadable):
    code = "too_heavy"
    text = _("The feed took too much time or memory to read. Look for a shorter feed on the site.")


class Status(Unreadable):
    """An answer with another status than 200."""

    code = "odd_answer"
    text = _("The site answered in a way that Utkik does not understand. Open the address in a browser and check it.")


class NotAllowed(Status):
    code = "not_allowed"
    text = _("The site does not let Utkik read the address. Ask those who run it, or choose another feed.")


class NotFound(Status):
    code = "not_found"
    text = _("There is nothing at the address any longer. Look for the feed's new address on the site.")


class Gone(Status):
    code = "gone"
    text = _("The site says that the feed is closed for good. Look for a new one, or remove the source.")


class AsksToWait(Status):
    code = "asks_to_wait"
    text = _("The site asks us to come back more seldom. Utkik waits and tries again.")


class SiteTrouble(Status):
    code = "site_trouble"
    text = _("The site has trouble of its own. Utkik tries again later.")


_BY_STATUS = {401: NotAllowed, 403: NotAllowed, 404: NotFound, 410: Gone, 429: AsksToWait}
UNEXPECTED = "unexpected"
_UNEXPECTED_TEXT = _("Something went wrong here, not at the site. The operator finds the cause in the log.")
WARNINGS = {
    "broken_xml": _("The feed is not well-formed. What could be had was read."),
    "too_many": _("The feed holds more than 2 000 articles. The newest were read."),
    "moved": _("The feed has moved to another address."),
    "redesigned": _(
        "The page has been rebuilt. What stood there then brought no articles. Look whether it is read rightly."
    ),
    "no_text": _("No text was found on the page."),
    "no_items": _("The feed is empty so far."),
}
WANT_A_HAND = frozenset({"redesigned"})  # a page that is watched looks otherwise than it did


def of_status(status: int) -> Status:
    """The failure that a status stands for."""
    kind = _BY_STATUS.get(status) or (SiteTrouble if status >= 500 else Status)
    return kind(f"status {status}")


def of_code(code: str, cause: str = "") -> Unreadable:
    """The failure that a code stands for."""
    return next((kind for kind in _own_kinds() if kind.code == code), Unreadable)(cause)


def all_kinds() -> list[type[errors.NetError] | type[mailbox.MailboxError] | type[Unreadable]]:
    """Every kind of failure that a feed can have."""
    return [*errors.all_kinds(), *mailbox.all_kinds(), *_own_kinds()]


def sentence(code: str) -> Promise | str:
    """What a failure's or warning's code says to a person; an empty text for none."""
    if not code:
        return ""
    return _SENTENCES.get(code) or WARNINGS.get(code) or _UNEXPECTED_TEXT


def _own_kinds() -> list[type[Unreadable]]:
    return [Unreadable, *Unreadable.__subclasses__(), *NotAFeed.__subclasses__(), *Status.__subclasses__()]


_SENTENCES = {kind.code: kind.text for kind in all_kinds()}
