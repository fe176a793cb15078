"""A rule as a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from utkik.stream.rule_models import Rule
from utkik.stream.rules.matching import words_of


def sentence(rule: Rule) -> str:
    """“From Region Skåne, with any of “cycle”, “walk” in the heading: set aside as not relevant.”"""
    return f"{scope(rule)}, {condition(rule)}: {action(rule)}."


def scope(rule: Rule) -> str:
    if rule.of_source:
        return _("From %(name)s") % {"name": rule.of_source.name}
    if rule.of_area:
        return _("From the sources of %(name)s") % {"name": rule.of_area.name}
    return _("From every source")


def condition(rule: Rule) -> str:
    told = {"words": _listed(words_of(rule.words)), "pattern": rule.words, "where": where(rule)}
    if rule.condition == Rule.Condition.PATTERN:
        return _("that fits the regular expression “%(pattern)s” in %(where)s") % told
    if rule.condition == Rule.Condition.ALL:
        return _("with all of %(words)s in %(where)s") % told
    if rule.condition == Rule.Condition.NONE:
        return _("without any of %(words)s in %(where)s") % told
    if len(words_of(rule.words)) == 1:
        return _("with %(words)s in %(where)s") % told
    return _("with any of %(words)s in %(where)s") % told


def where(rule: Rule) -> str:
    return str(Rule.Where(rule.where).label)


def action(rule: Rule) -> str:
    if rule.action == Rule.Action.AREA and rule.to_area:
        return _("gets the area %(name)s") % {"name": rule.to_area.name}
    if rule.action == Rule.Action.MARK:
        return _("is marked “%(mark)s”") % {"mark": rule.mark}
    return _("is set aside as not relevant")


def _listed(words: list[str]) -> str:
    return ", ".join(_("“%(word)s”") % {"word": word} for word in words)
