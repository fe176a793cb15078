"""What stands on a page without being its matter: menus, adverts, clocks, counters, session ids, “senast ändrad”."""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from lxml import html

_TAGS = frozenset(
    "script style noscript template iframe object embed svg canvas video audio map select option datalist button"  # noqa: SIM905
    " textarea nav footer aside dialog".split()
)
_ROLES = frozenset("navigation banner contentinfo complementary search dialog alertdialog menu menubar".split())  # noqa: SIM905
_RECORDS = frozenset({"li", "article", "tr", "a", "dt", "dd"})
_WORDS = frozenset(
    "nav navbar navigation menu meny submenu breadcrumb breadcrumbs brodsmulor brodsmula cookie cookies consent"  # noqa: SIM905
    " pagination pager paging sidfot sidhuvud skiplink skiplinks share sharing dela social related relaterat"
    " sidebar popular toolbar cookiebanner".split()
)
_ADVERTS = frozenset(
    "annons annonser advert adverts advertisement advertisements ad ads adslot adbox sponsor sponsored sponsrad"  # noqa: SIM905
    " promo reklam".split()
)
_WHOLE = frozenset(
    "footer header banner search filter filters login modal popup comments kommentarer mest-last mest-lasta"  # noqa: SIM905
    " most-read site-footer site-header page-footer page-header main-footer global-footer global-header".split()
)
_NOT_NAMES = re.compile(r"^(?:category|tag|post|type|status|format|has|no|with|without|js|is)-", re.IGNORECASE)
_LABEL = re.compile(r"(?:annons(?:er)?|reklam|sponsrat(?: innehåll)?|advertisement|sponsored)\s*:?", re.IGNORECASE)

_MONTHS = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:s|ch)?|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|aug(?:usti|ust)?"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[cs](?:ember)?)\.?"
)
_DAYS = r"(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
DATE = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?::?e|st|nd|rd|th)?\s+{_MONTHS}(?:,?\s+\d{{4}})?"
    rf"|{_MONTHS}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}[./]\d{{1,2}}[\s./-]+\d{{4}}|\d{{4}}[./]\d{{2}}[./]\d{{2}})"
)
_TIME = r"(?:[T,]?\s*(?:kl(?:ockan|\.)?|at|\|)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|CES?T)?)"
_WHEN = rf"(?:(?:{_DAYS})[,.]?\s+)?(?:den\s+)?(?:{DATE}{_TIME}?|i\s?dag{_TIME}?|i\s?går{_TIME}?|today|yesterday)"
_UPDATED = re.compile(
    rf"(?:(?:sid|text|innehåll|information)\w*\s+)?(?:(?:är|blev|was)\s+)?"
    rf"(?:senast\s+(?:uppdaterad|ändrad|granskad|kontrollerad|publicerad|hämtad)\w*|uppdaterad\w*|granskad\w*"
    rf"|skapades|genererades|hämtades|visades|last\s+(?:updated|modified|reviewed|changed)|updated|generated|retrieved)"
    rf"(?:\s+(?:on|den|av\s+[^\d.]{{2,40}}?))?\s*[:,–-]?\s*(?:{_WHEN}|{_TIME})(?:\s*av\s+[^.\d]{{2,40}})?\.?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}[:.]\d{2}\b|(?:klockan\s+är|just\s+nu|the\s+time\s+is|nu\s+är\s+det)\D{0,12}\d{1,2}[:.]\d{2}",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:för\s+)?(?:mindre\s+än\s+)?(?:\d+|en|ett|någon|några|an?|about\s+\d+)\s+"
    r"(?:sekund|minut|timm|dag|dygn|veck|månad|second|minute|hour|day|week|month)\w*\s+(?:sedan|ago)|(?:alldeles\s+)?nyss",
    re.IGNORECASE,
)
_NUMBER = r"\d[\d \u00a0.,]{0,20}+"  # no longer, and never tried anew: a text of numbers alone costs its length
_COUNTED = (
    r"(?:besök(?:are|ningar)?|sidvisning(?:ar)?|visning(?:ar)?|läsning(?:ar)?|läsare|delning(?:ar)?|gilla(?:r|de)?"
    r"|klick|nedladdning(?:ar)?|views?|visits?|visitors?|readers?|likes?|shares?|downloads?|online|inloggade)"
)
_COUNTER = re.compile(
    rf"(?:antal\s+)?\b{_COUNTED}\b\s*(?:i\s?dag|totalt|hittills|just\s+nu|nummer|nr)?\s*:?\s*{_NUMBER}"
    rf"|{_NUMBER}\s*(?:unika\s+)?\b{_COUNTED}\b(?:\s+(?:i\s?dag|just\s+nu|online|totalt))?"
    rf"|(?:har\s+)?(?:lästs?|visats?|visad|delats?|read|viewed)\s+{_NUMBER}\s*(?:gånger|ggr|times)"
    rf"|{_NUMBER}\s+(?:personer|people)\s+(?:läser|tittar|är\s+inne|har\s+läst|are)\b.{{0,30}}"
    rf"|(?:med|with|på|in|på)?\s*{_NUMBER}\s*(?:databas)?(?:frågor|queries|sekunder|seconds|ms)\b",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"\b(?:session(?:s?-?id)?|sessions?id|sid|request[- ]?id|trace[- ]?id|ärende(?:nummer)?|referens|build|version"
    r"|felkod)\s*[:=#]?\s*[A-Za-z0-9][A-Za-z0-9._-]*\d[A-Za-z0-9._-]*",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?<![A-Za-z0-9_])(?<![A-Za-z0-9_]-)\b(?=[A-Za-z0-9_-]{0,99}\d)(?=[A-Za-z0-9_-]{0,99}[A-Za-z])[A-Za-z0-9_-]{12,}\b"
    r"|\b[0-9a-f]{8}-[0-9a-f-]{27}\b"
)
_ONLY_TIME = re.compile(rf"(?>{_WHEN}|{_TIME}|{_DAYS}|v(?:ecka|\.)\s*\d{{1,2}}|[\s,.|–-])++", re.IGNORECASE)
_SMALL_PRINT = re.compile(
    r"^(?:©|copyright\b|(?:vi|den här (?:sidan|webbplatsen)|webbplatsen|we|this site)\s.{0,40}\b(?:kakor|cookies)\b)"
    r"|^-?\d+(?:[.,]\d+)?\s*°",
    re.IGNORECASE,
)
_SHORT = 200
_DIGITS = re.compile(r"\d+(?:[ \u00a0.,:]\d+)*")
_WEIGHTY = re.compile(r"\d\s*(?:kr(?:onor)?\b|:-|%|procent|SEK\b|€|euro\b|miljon|mnkr|mkr|tkr|öre\b)|§", re.IGNORECASE)

_SESSION_PARAMETER = re.compile(
    r"(?:php|j|asp|cf)?_?sess(?:ion)?_?(?:id|token|key)?\w*|aspsessionid\w*|(?:\w+[._-])?s(?:es)?_?id|cfid|cftoken|_|t|ts|time"
    r"|timestamp|nocache|no_cache|cache(?:buster|bust)?|cb|bust|rnd|rand(?:om)?|nonce|csrf\w*|__cf\w*|visit(?:or)?_?id",
    re.IGNORECASE,
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*|/\(S\([^)/]*\)\)", re.IGNORECASE)


def clear(root: html.HtmlElement) -> html.HtmlElement:
    """Take what is furniture out of a tree; never what holds the page's heading or its main part."""
    for node in list(root.iter(html.etree.Element)):
        if (
            node.getparent() is not None
            and (is_furniture(node) or _is_labelled_advert(node))
            and not _holds_matter(node)
        ):
            _take_out(node)
    return root


def is_furniture(node: html.HtmlElement) -> bool:
    """Whether an element is no matter of its page, by what it is called."""
    if node.tag in _TAGS or (node.get("role") or "").lower() in _ROLES:
        return True
    if node.get("hidden") is not None or (node.get("aria-hidden") or "").lower() == "true":
        return True
    if node.tag in ("html", "body", "main", "form", "h1"):
        return False
    if (
        node.tag == "header"
        and node.xpath("boolean(.//nav)")
        and not node.xpath("boolean(ancestor::main|ancestor::article)")
    ):
        return True
    return _is_called_furniture(node)


def _is_called_furniture(node: html.HtmlElement) -> bool:
    names = [name for name in names_of(node) if not _NOT_NAMES.match(name)]
    if node.tag in _RECORDS:
        return any(name in _ADVERTS or name.split("-")[0] in ("annons", "advert", "sponsored") for name in names)
    return any(name in _WHOLE or set(name.split("-")) & (_WORDS | _ADVERTS) for name in names)


def names_of(node: html.HtmlElement) -> list[str]:
    """An element's classes and id, in lower case, parted by hyphens."""
    told = f"{node.get('class') or ''} {node.get('id') or ''}"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", told).lower().replace("_", "-").split()


def is_advert_text(text: str) -> bool:
    """Whether a text is no more than the label that adverts carry."""
    return bool(_LABEL.fullmatch(text.strip()))


def _is_labelled_advert(node: html.HtmlElement) -> bool:
    """Whether the first words in an element say that it is an advert."""
    if node.tag not in ("div", "section", "li", "article", "p", "figure", "tr"):
        return False
    words = next((text.strip() for text in node.itertext() if text.strip()), "")
    return is_advert_text(words) and len(node.text_content()) < 1_000


def _holds_matter(node: html.HtmlElement) -> bool:
    return node.tag not in _TAGS and bool(node.xpath("boolean(.//main | .//h1 | .//*[@role='main'])"))


def _take_out(node: html.HtmlElement) -> None:
    """Remove an element, not the text after it."""
    parent, before = node.getparent(), node.getprevious()
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def steady_text(text: str) -> str:
    """A text without what changes at each visit; empty where nothing else stood in it."""
    if len(text) <= _SHORT and (_SMALL_PRINT.search(text) or is_advert_text(text)):
        return ""
    for pattern in (_UPDATED, _CLOCK, _AGO, _COUNTER, _SESSION, _MARK):
        text = pattern.sub(" ", text)
    text = " ".join(text.split())
    if _ONLY_TIME.fullmatch(text) or sum(sign.isalnum() for sign in text) < 2:
        return ""
    return text


def without_numbers(text: str) -> str:
    """A text in which all numbers are alike."""
    return _DIGITS.sub("#", text).casefold()


def is_weighty(text: str) -> bool:
    """Whether a number in a text matters to people: money, a share, a paragraph of law; or it is a whole sentence."""
    return bool(_WEIGHTY.search(text)) or len(text.split()) >= 7


def steady_address(address: str) -> str:
    """An address without session ids and what else is only there to differ."""
    parts = urlsplit(_PATH_SESSION.sub("", address))
    kept = [
        part
        for part in parts.query.split("&")
        if part and not _SESSION_PARAMETER.fullmatch(unquote(part.partition("=")[0]))
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))
