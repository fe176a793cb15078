from tests import factories as make
from tests.access.row import get, post
from utkik.stream import purge, triage
from utkik.stream.models import Entry
from utkik.stream.purge_models import PurgeRule
from utkik.stream.rule_models import Rule
from utkik.stream.rules import acts

#        nobody stranger reader contributor scanner analyst administrator
GROUP = "in 404 403 403 200 200 403"
GROUP_ACT = "in 404 403 403 ok ok 403"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACT = "in 404 403 403 403 ok 403"
NOT_FOUND = "in 404 403 403 404 404 403"


def an_entry(cast):
    return [make.entry("Rubrik", organisation=cast.organisation).pk]


def dismissed(cast):
    entry = make.entry(organisation=cast.organisation)
    triage.dismiss(entry, by=cast.scanner)
    return [entry.pk]


def a_neighbours(cast):
    return [make.entry(organisation=cast.neighbours).pk]


def own_decision(cast):
    """A decision of who asks, or else the scanner's."""
    by = cast.member if cast.member and cast.member.organisation_id == cast.organisation.pk else cast.scanner
    return [triage.dismiss(make.entry(organisation=cast.organisation), by=by).pk]


def anothers_decision(cast):
    return [triage.dismiss(make.entry(organisation=cast.organisation), by=make.member("scanner")).pk]


def some_in_all_views(cast):
    for state in ("new", "kept", "dismissed"):
        make.entry(organisation=cast.organisation, state=state)
    make.entry(organisation=cast.organisation, state="later", due_on=cast.organisation.today())
    return []


def a_rule(cast):
    rule = Rule(condition="any", words="cykel*", action="mark", mark="Resor")
    acts.make(rule, by=cast.scanner)
    make.entry("Cykelväg", organisation=cast.organisation)
    return [rule.pk]


def an_ended_rule(cast):
    found = a_rule(cast)
    acts.end(Rule.objects.get(pk=found[0]), by=cast.scanner)
    return found


def a_neighbours_rule(cast):
    rule = Rule(condition="any", words="cykel*", action="dismiss")
    acts.make(rule, by=make.member("scanner", organisation=cast.neighbours))
    return [rule.pk]


def a_new_rule(cast):
    return {"condition": "any", "words": "buss", "where": "text", "action": "dismiss", "scope": "", "act": "record"}


def a_purge(cast):
    decided = purge.record(cast.organisation, 12, "Enligt planen", by=cast.analyst)
    return [(decided or PurgeRule.objects.for_organisation(cast.organisation).in_force().get()).pk]


def a_neighbours_purge(cast):
    by = make.member("analyst", organisation=cast.neighbours)
    return [purge.record(cast.neighbours, 12, "Enligt planen", by=by).pk]


RULE_ACTS = ("rule_end", "rule_start", "rule_take_back")
ROWS = [
    get("stream:rules", GROUP, "none"),
    get("stream:rules", GROUP, args=lambda cast: a_rule(cast)[1:]),
    get("stream:rules", GROUP, "an ended one", args=lambda cast: an_ended_rule(cast)[1:]),
    get("stream:rule_new", GROUP),
    get("stream:rule_new", GROUP, "like nothing", query="?like=x&source=y"),
    post("stream:rule_new", GROUP_ACT, data=a_new_rule),
    post("stream:rule_new", GROUP_ACT, "tried", data=lambda cast: a_new_rule(cast) | {"act": "try"}),
    get("stream:rule", GROUP, args=a_rule),
    get("stream:purge", ANALYST),
    get("stream:purge", ANALYST, "decided", args=lambda cast: a_purge(cast)[1:], query="?months=6"),
    post("stream:purge", ANALYST_ACT, data=lambda cast: {"months": "12", "reason": "Enligt planen"}),
    post("stream:purge_end", ANALYST_ACT, args=a_purge),
    post("stream:purge_end", "in 404 403 403 403 404 403", "a neighbour's", args=a_neighbours_purge),
    get("stream:rule", GROUP, "ended", args=an_ended_rule),
    get("stream:rule", NOT_FOUND, "a neighbour's", args=a_neighbours_rule),
    *(post(f"stream:{act}", GROUP_ACT, args=a_rule) for act in RULE_ACTS),
    *(post(f"stream:{act}", NOT_FOUND, "a neighbour's", args=a_neighbours_rule) for act in RULE_ACTS),
    get("stream:list", GROUP, "empty"),
    get("stream:list", GROUP, "mine", args=some_in_all_views),
    get("stream:list", GROUP, "all, filtered", args=some_in_all_views, query="?view=all&level=wider&q=artikel"),
    get("stream:list", GROUP, "kept", args=some_in_all_views, query="?view=kept"),
    get("stream:list", GROUP, "later", args=some_in_all_views, query="?view=later"),
    get("stream:list", GROUP, "handed", args=some_in_all_views, query="?view=handed"),
    get("stream:list", GROUP, "filters open", args=some_in_all_views, query="?view=all&filter=open"),
    get("stream:list", GROUP, "what is no list", query="?view=x&area=y&level=z&source=-1&before=0-0&open=1"),
    get("stream:newer", GROUP, query="?after=0"),
    get("stream:decisions", GROUP),
    get("stream:entry", GROUP, "new", args=an_entry),
    get("stream:entry", GROUP, "dismissed", args=dismissed),
    get("stream:entry", GROUP, "asks until when", args=an_entry, query="?open=later"),
    get("stream:entry", GROUP, "asks to whom", args=an_entry, query="?open=share"),
    get("stream:entry", GROUP.replace("in", "401"), "by script", args=an_entry, headers={"HX-Request": "true"}),
    get("stream:entry", NOT_FOUND, "a neighbour's", args=a_neighbours),
    *(
        post(f"stream:{act}", GROUP_ACT, args=an_entry, data=lambda cast: {"version": 1})
        for act in ("keep", "dismiss", "restore", "later", "hand_over", "dismiss_above")
    ),
    *(
        post(f"stream:{act}", NOT_FOUND, "a neighbour's", args=a_neighbours, data=lambda cast: {"version": 1})
        for act in ("keep", "dismiss", "restore", "dismiss_above")
    ),
    post("stream:undo", GROUP_ACT, "one's own", args=own_decision),
    post("stream:undo", GROUP_ACT, "a colleague's", args=anothers_decision),
]


def fill(organisation, word):
    """Entries of every state, one of them handed over with a line."""
    giver, receiver = (make.member("scanner", organisation=organisation, name=f"{word} {n}") for n in ("A", "B"))
    entry = make.entry(f"{word} rubrik", organisation=organisation, text=f"{word} ingress")
    triage.hand_over(entry, receiver, f"{word} rad", by=giver)
    for state in Entry.State:
        due_on = organisation.today() if state == Entry.State.LATER else None
        make.entry(f"{word} {state}", organisation=organisation, state=state, due_on=due_on)
    rule = Rule(condition="any", words=f"{word}", action="mark", mark=f"{word}")
    acts.make(rule, by=giver, with_waiting=True)
    purge.record(organisation, 24, f"{word} plan", by=giver)
