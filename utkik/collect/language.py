"""The language of a text, found on this machine."""

from functools import cache

# Those that Swedish municipalities' sources come in; fewer languages are told apart better.
KNOWN = ["sv", "en", "no", "nn", "da", "fi", "de", "fr", "es", "nl", "pl", "ar", "se"]
SHORTEST = 25
SURE = 0.8
_NORWEGIAN = {"no": "nb"}


def detect(text: str, claimed: str = "") -> str:
    """A language's tag such as `sv`, or the claimed one where the text is too short to tell, or an empty text."""
    claimed = claimed.strip().replace("_", "-").lower()[:16]
    words = text[:600]
    if sum(sign.isalpha() for sign in words) < SHORTEST:
        return claimed
    found, certainty = _identifier().classify(words)
    found = _NORWEGIAN.get(found, found)
    if certainty < SURE:
        return claimed or (found if certainty > 0.5 else "")
    return claimed if claimed.split("-")[0] in (found, "no" if found in ("nb", "nn") else found) else found


@cache
def _identifier():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 – 100 MB: only where texts are read

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([name for name in KNOWN if name in set(identifier.labels)])
    return identifier
