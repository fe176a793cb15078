"""Which key presses which visible button. The server writes them into the page, so off and remap need no script."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy


@dataclass(frozen=True)
class Act:
    """One act that has a key: its code, the key as delivered, and its name."""

    code: str
    key: str
    name: str | Promise


ACTS = (
    Act("next", "j", gettext_lazy("Next")),
    Act("previous", "k", gettext_lazy("Previous")),
    Act("open", "Enter", gettext_lazy("Open")),
    Act("source", "v", gettext_lazy("Show the source")),
    Act("dismiss", "e", gettext_lazy("Dismiss")),
    Act("keep", "f", gettext_lazy("Keep")),
    Act("signal", "s", gettext_lazy("Make signal")),
    Act("later", "l", gettext_lazy("Later")),
    Act("hand_over", "d", gettext_lazy("Share with")),
    Act("dismiss_above", "A", gettext_lazy("Dismiss all above")),
    Act("undo", "z", gettext_lazy("Undo")),
    Act("search", "/", pgettext_lazy("act", "Search")),
    Act("help", "?", gettext_lazy("Keyboard shortcuts")),
    Act("go_stream", "g i", gettext_lazy("Go to the stream")),
    Act("go_signals", "g s", gettext_lazy("Go to signals")),
    Act("go_reports", "g r", gettext_lazy("Go to reports")),
)
BY_CODE = {act.code: act for act in ACTS}


def keys_of(chosen: Mapping[str, str] | None) -> dict[str, str]:
    """Code → key, a person's own choices over the delivered ones."""
    own = chosen or {}
    return {act.code: own.get(act.code) or act.key for act in ACTS}


def refused(chosen: Mapping[str, str]) -> dict[str, str]:
    """Code → a sentence for every choice that cannot be kept: used twice, or no single key."""
    errors: dict[str, str] = {}
    taken: dict[str, Act] = {}
    for act in ACTS:
        key = keys_of(chosen)[act.code]
        if not _is_a_key(key):
            errors[act.code] = _("“%(key)s” is not one key. Write one sign, such as x.") % {"key": key}
        elif key in taken:
            errors[act.code] = _("%(key)s is already used for %(other)s. Choose another for %(name)s.") % {
                "key": key,
                "other": taken[key].name,
                "name": act.name,
            }
        else:
            taken[key] = act
    return errors


def _is_a_key(key: str) -> bool:
    signs = key.split(" ")
    return key == "Enter" or (len(signs) < 3 and all(len(sign) == 1 and sign.isprintable() for sign in signs))
