"""Links that lead past a counter before they lead to the article: what stands in the link itself is read out of it.

Nothing is asked here. Whether a link must be followed to know where it leads (`is_counter`) is said of those that
newsletters' senders count clicks with, and never of one that would end or confirm a subscription.
"""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from utkik.collect.address import canonical

_HOLDS = frozenset(
    "url u a q to uri link href goto dest target destination redirect redirect_url redirect_uri redirecturl targeturl"  # noqa: SIM905
    " returnurl murl r l d lp".split()
)
# What people share an article by: the article's address stands in it, but the link is meant for something else.
_SHARES = re.compile(
    r"(?:^|\.)(?:facebook\.com|twitter\.com|x\.com|linkedin\.com|pinterest\.\w+|reddit\.com|whatsapp\.com|t\.me"
    r"|telegram\.me|bsky\.app|threads\.net|addtoany\.com|addthis\.com|getpocket\.com|tumblr\.com|mastodon\.\w+)$"
)
_SOCIAL = re.compile(r"(?:^|\.)(?:instagram\.com|youtube\.com|tiktok\.com|flickr\.com|vimeo\.com|spotify\.com)$")
_COUNTERS = re.compile(
    r"(?:^|\.)(?:list-manage\d*\.com|mailchi\.mp|mandrillapp\.com|sendgrid\.net|rs6\.net|hubspotlinks\.com"
    r"|hs-sites\.com|hubspotemail\.net|anpdm\.com|apsis\.one|apsis1\.com|ungpd\.com|ungapped\.com|ungapped\.io|paloma\.se"
    r"|gansub\.com|getanewsletter\.com|rulemailer\.com|rule\.io|cmail\d+\.com|createsend\d*\.com|cmail\.com"
    r"|sendibt\d\.com|sendibm\d\.com|brevo\.com|mailerlite\.com|mlsend\.com|mlsnd\.com|convertkit-mail\d?\.com"
    r"|substack\.com/redirect|beehiiv\.com|klclick\d?\.com|exct\.net|eloqua\.com|en25\.com|mkt\d+\.com|pardot\.com"
    r"|marketo\.com|mktoweb\.com|campaign-archive\.com|symplify\.com|carmamail\.com|get-a-newsletter\.com|mynewsdesk\.com"
    r"|mailjet\.com|mjt\.lu|postmarkapp\.com|pstmrk\.it|feedburner\.com|feedproxy\.google\.com|dotdigital-pages\.com"
    r"|trk\.email|mimecastprotect\.com|bit\.ly|ow\.ly|buff\.ly|lnkd\.in|t\.co|tinyurl\.com|dlvr\.it)$"
)
_COUNTING_NAME = re.compile(
    r"^(?:click|clicks|trk|track|tracking|links?|r|t|e|go|email|mail|news|newsletter|nyhetsbrev)\d*\."
)
_COUNTING_PATH = re.compile(
    r"/(?:track/click|ls/click|wf/click|ss/c|trk|click|clicks|redirect|redir|r|c|l|f|e|cl0|u/click|lt\.php)(?:/|\.php|$)",
    re.IGNORECASE,
)
_LONG_MARK = re.compile(r"[A-Za-z0-9_=~-]{16,}")
_PROOFPOINT_2 = re.compile(r"^https?://urldefense(?:\.proofpoint)?\.com/v2/url\?")
_PROOFPOINT_3 = re.compile(r"^https?://urldefense\.(?:com|us)/v3/__(.+?)__;", re.IGNORECASE)
# Following one of these would do something in the reader's name.
_ACTS = re.compile(
    r"avregistrer|avprenumerer|avsluta|prenumer|unsub|opt-?out|preferenc|profil|inställning|installning|bekräft|bekraft"
    r"|confirm|aktivera|activat|verif|log-?in|logga.?in|subscri|manage|hantera|vidarebefordra|forward|samtyck|consent",
    re.IGNORECASE,
)
DEPTH = 4


def unwrapped(address: str) -> str:
    """Where the link says itself that it leads; canonical. The address as it is where it says nothing."""
    for _ in range(DEPTH):
        inner = _inner(address)
        if not inner or inner == address:
            break
        address = inner
    return canonical(address)


def is_share(address: str) -> bool:
    """Whether a link leads to a site where things are shared, no article."""
    host = urlsplit(canonical(address)).hostname or ""
    return bool(_SHARES.search(host) or _SOCIAL.search(host))


def does_something(address: str, words: str = "") -> bool:
    """Whether following the link might end, confirm or change a subscription."""
    return bool(_ACTS.search(unquote(address)) or _ACTS.search(words))


def is_counter(address: str) -> bool:
    """Whether the link looks like one that counts the click and then leads on, where to nobody can see."""
    parts = urlsplit(canonical(address))
    host, rest = parts.hostname or "", f"{parts.path}?{parts.query}"
    if _COUNTERS.search(host):
        return bool(_LONG_MARK.search(rest) or len(rest) > 6)
    is_named = _COUNTING_NAME.search(host) or _COUNTING_PATH.search(parts.path)
    return bool(is_named and _LONG_MARK.search(rest) and not re.search(r"[a-zåäö]{4,}-[a-zåäö]{3,}-", unquote(rest)))


def _inner(address: str) -> str:
    """The address that stands in another one, or nothing."""
    if found := _PROOFPOINT_3.match(address):
        return _web(unquote(found[1]))
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if _SHARES.search(parts.hostname or "") and not parts.path.startswith("/l.php"):
        return ""
    for name, value in parse_qsl(parts.query):
        if name.lower() in _HOLDS:
            if _PROOFPOINT_2.match(address):
                value = unquote(value.replace("-", "%").replace("_", "/"))
            if found_there := _web(value):
                return found_there
    return ""


def _web(text: str) -> str:
    """The text where it is a whole web address with a site's name."""
    text = text.strip()
    text = unquote(text) if re.match(r"https?%3a", text, re.IGNORECASE) else text
    return text if re.match(r"https?://[^/\s]+\.[^/\s]+", text) and canonical(text) else ""
