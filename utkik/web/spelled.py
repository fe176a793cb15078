"""Small numbers as words, for headings and running text."""

from django.utils.translation import pgettext


def spelled(number: int, *, begins: bool = False, neuter: bool = False) -> str:
    """One to ten in words, larger ones in figures; `begins`: with a capital, as at the beginning of a sentence;
    `neuter`: beside a word that is so in Swedish (ett svar, ett uppdrag)."""
    words = [
        pgettext("number", "none"),
        pgettext("neuter number", "one") if neuter else pgettext("number", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
        pgettext("number", "ten"),
    ]
    word = words[number] if 0 <= number < len(words) else str(number)
    return word[:1].upper() + word[1:] if begins else word
