"""Rules: what fits, that the trial is what the rule does, that no expression costs time, and the pages."""

import time
from datetime import timedelta
from itertools import count

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from utkik import clock
from utkik.stream import triage
from utkik.stream.errors import BadPattern, BadWords
from utkik.stream.models import Entry
from utkik.stream.receive import receive
from utkik.stream.rule_models import Rule, RuleHit
from utkik.stream.rules import acts, wording
from utkik.stream.rules.matching import matcher
from utkik.stream.rules.trial import trial

TITLE = "Nya cykelvägar i Åsa – skolan får en plan"
TEXT = "Kommunen bygger. Tåg\u00e5kning ökar."


@pytest.mark.parametrize(
    ("condition", "words", "fits"),
    [
        ("any", "skolan", True),
        ("any", "skola", False),
        ("any", "skol*", True),
        ("any", "*vägar", True),
        ("any", "cykel, SKOLAN", True),
        ("any", "ny plan", False),
        ("any", "en  plan", True),
        ("any", "åsa", True),
        ("any", "A\u030asa", True),
        ("any", "bygger", True),
        ("all", "skolan, bygger", True),
        ("all", "skolan, buss", False),
        ("none", "buss", True),
        ("none", "buss, skolan", False),
        ("any", "c++, .", False),
        ("pattern", r"cykel\w+ i (Åsa|Varberg)", True),
        ("pattern", r"^skolan", False),
        ("pattern", r"v[\w-]gar\W", True),
    ],
)
def test_what_fits(condition, words, fits):
    assert matcher(Rule(condition=condition, words=words))(TITLE, TEXT) is fits


def test_the_heading_alone_can_be_looked_in():
    assert not matcher(Rule(condition="any", words="bygger", where="title"))(TITLE, TEXT)


@pytest.mark.parametrize("words", ["", " , ", "*", "**,*"])
def test_no_words_are_no_rule(words):
    with pytest.raises(BadWords):
        matcher(Rule(condition="any", words=words))


@pytest.mark.parametrize("words", ["(", "(?=a)", r"(a)\1", "((a{500}){500}){500}", "*a", "[z-a]"])
def test_what_cannot_be_bounded_is_no_pattern(words):
    with pytest.raises(BadPattern):
        matcher(Rule(condition="pattern", words=words))


HUNGRY = [r"(a+)+$", r"(a|aa)+$", r"(a|a?)+$", r"(.*a){20}$", r"([a-z]+)*\d", r"(x+x+)+y", r"^(\w+\s?)*$", r"(a*)*b"]


@pytest.mark.parametrize("pattern", HUNGRY)
@pytest.mark.parametrize("text", ["a" * 20_000 + "!", "x" * 20_000, "ord " * 5_000 + "!"])
def test_no_expression_takes_more_than_a_tenth_of_a_second(pattern, text):
    fits = matcher(Rule(condition="pattern", words=pattern))
    began = time.thread_time()
    fits("", text)
    assert time.thread_time() - began < 0.1


@pytest.fixture
def scanner(db):
    return make.member("scanner")


def a_rule(**fields):
    return Rule(**{"condition": "any", "words": "cykel*", "action": "dismiss"} | fields)


numbers = count(1)
WORDS = ["cykel", "buss", "skola", "plan", "vatten"]
titles = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6)
rules = st.builds(
    Rule,
    condition=st.sampled_from(["any", "all", "none", "pattern"]),
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(", ".join),
    where=st.sampled_from(["text", "title"]),
    action=st.sampled_from(["dismiss", "mark"]),
    mark=st.just("Märkt"),
)


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=titles, rule=rules, is_scoped=st.booleans())
def test_the_trial_lists_what_the_rule_would_have_met(told, rule, is_scoped):
    """The same articles come to two organisations: tried afterwards in one, met as they come in the other."""
    home, neighbour = (make.organisation(f"{name}-{next(numbers)}") for name in ("hemma", "borta"))
    scanner, other = (make.member("scanner", organisation=one) for one in (home, neighbour))
    first, second = (make.source(by=scanner) for _ in range(2))
    theirs = [make.source(source.feed.address, by=other) for source in (first, second)]
    ended = Rule.objects.create(
        organisation=neighbour,
        by=other,
        of_source=theirs[0] if is_scoped else None,
        **{name: getattr(rule, name) for name in ("condition", "words", "where", "action", "mark")},
    )
    rule.of_source, rule.pk = first if is_scoped else None, None
    said = [make.said([first, second][place % 2], title, text="x") for place, title in enumerate(told)]
    for sighting in said:
        receive([sighting])
    listed = Entry.objects.filter(pk__in=trial(rule, scanner).hit)
    met = RuleHit.objects.filter(rule=ended)
    assert set(listed.values_list("item", flat=True)) == set(met.values_list("entry__item", flat=True))
    dismissed = Entry.objects.for_organisation(neighbour).filter(state="dismissed")
    assert dismissed.count() == (met.count() if rule.action == "dismiss" else 0)


@pytest.mark.parametrize("action", ["dismiss", "area", "mark"])
def test_what_waits_is_changed_as_the_trial_says_and_can_be_put_back(scanner, action):
    home = scanner.organisation
    area = make.area("Trafik", organisation=home)
    for state in ("new", "new", "kept", "dismissed"):
        make.entry("Cykelvägar", organisation=home, state=state)
    make.entry("Buss", organisation=home)
    make.entry("Cykelbro", organisation=home, receiver=scanner)
    make.entry("Cykel för länge sedan", organisation=home, received_at=clock.now() - timedelta(days=40))
    rule = a_rule(action=action, to_area=area if action == "area" else None, mark="C" if action == "mark" else "")
    before = {entry.pk: (entry.state, entry.area_id) for entry in Entry.objects.all()}
    told = trial(rule, scanner)
    assert acts.make(rule, by=scanner, with_waiting=True) == len(told.waiting) == (5 if action == "mark" else 2)
    after = {entry.pk: (entry.state, entry.area_id) for entry in Entry.objects.all()}
    changed = {key for key in before if before[key] != after[key]}
    assert changed == (set() if action == "mark" else set(told.waiting))
    assert set(RuleHit.objects.values_list("entry", flat=True)) == set(told.waiting)
    acts.take_back(rule, by=scanner)
    assert before == {entry.pk: (entry.state, entry.area_id) for entry in Entry.objects.all()}
    assert not RuleHit.objects.exists() and not Rule.objects.in_force().exists()


def test_a_rule_gives_an_area_and_another_sets_aside(scanner):
    home = scanner.organisation
    first, second = (make.area(name, organisation=home) for name in ("Trafik", "Skola"))
    for area in (first, second):
        acts.make(a_rule(action="area", to_area=area), by=scanner)
    assert make.entry("Cykelväg", organisation=home).area == first
    acts.make(a_rule(), by=scanner)
    met = make.entry("Cykelväg", organisation=home)
    assert met.state == "dismissed" and met.handled_by is None and met.area == first
    assert make.entry("Buss", organisation=home).state == "new"


def test_a_rule_of_an_area_is_about_the_sources_of_it(scanner):
    home = scanner.organisation
    area = make.area("Trafik", organisation=home)
    acts.make(a_rule(of_area=area), by=scanner)
    assert make.entry("Cykelväg", organisation=home, area=area).state == "dismissed"
    assert make.entry("Cykelväg", organisation=home).state == "new"


def test_an_ended_rule_does_nothing_until_it_is_started_again(scanner):
    home, rule = scanner.organisation, a_rule()
    acts.make(rule, by=scanner)
    assert acts.end(rule, by=scanner) and not acts.end(rule, by=scanner)
    assert make.entry("Cykel", organisation=home).state == "new"
    assert acts.start_again(rule, by=scanner) and make.entry("Cykel", organisation=home).state == "dismissed"
    acts.end(rule, by=scanner)
    with clock.at(clock.now() + timedelta(days=31)):
        assert not acts.start_again(rule, by=scanner)


def test_what_a_rule_set_aside_can_be_put_back_and_is_not_met_again(scanner):
    acts.make(a_rule(), by=scanner)
    entry = make.entry("Cykel", organisation=scanner.organisation)
    assert triage.restore(entry, by=scanner)
    receive([entry.sighting])
    entry.refresh_from_db()
    assert entry.state == "new"


def test_a_neighbours_rule_touches_nothing_here(scanner):
    acts.make(a_rule(), by=make.member("scanner", organisation=make.organisation("norras")))
    assert make.entry("Cykel", organisation=scanner.organisation).state == "new"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Från alla källor, med ”cykel*” i rubriken eller texten: sätts åt sidan som inte aktuell."),
        (
            {"words": "buss, tåg", "where": "title", "action": "mark", "mark": "Resor"},
            "Från alla källor, med något av ”buss”, ”tåg” i rubriken: märks ”Resor”.",
        ),
        (
            {"condition": "pattern", "words": "a+"},
            "Från alla källor, det som passar det reguljära uttrycket ”a+” i rubriken eller texten: sätts åt sidan"
            " som inte aktuell.",
        ),
    ],
)
def test_a_rule_is_a_sentence(fields, says):
    assert wording.sentence(a_rule(**fields)) == says


def shown(response):
    return " ".join(response.content.decode().split())


def address(name, member, *args):
    return reverse(f"stream:{name}", args=[member.organisation.slug, *args])


def test_a_rule_is_tried_recorded_and_taken_back_on_the_pages(client, scanner):
    client.force_login(scanner.user)
    entry = make.entry("Cykelväg invigd", organisation=scanner.organisation)
    given = {"condition": "any", "words": "cykel*", "where": "text", "action": "dismiss", "scope": ""}
    tried = shown(client.post(address("rule_new", scanner), given | {"act": "try"}))
    assert "hade gällt 1 artikel av 1" in tried and "Cykelväg invigd" in tried and not Rule.objects.exists()
    made = client.post(address("rule_new", scanner), given | {"act": "record", "with_waiting": "on"}, follow=True)
    rule = Rule.objects.get()
    assert "1 regel gäller det som kommer" in shown(made) and address("rule_take_back", scanner, rule.pk) in shown(made)
    entry.refresh_from_db()
    assert entry.state == "dismissed"
    assert "Cykelväg invigd" in shown(client.get(address("rule", scanner, rule.pk)))
    client.post(address("rule_take_back", scanner, rule.pk))
    entry.refresh_from_db()
    assert entry.state == "new"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"words": ","}, "Skriv minst ett ord."),
        ({"condition": "pattern", "words": "("}, "utan framåtblick"),
        ({"action": "area"}, "Välj det område"),
        ({"action": "mark"}, "Skriv det ord"),
    ],
)
def test_a_rule_that_says_too_little_is_answered_with_a_sentence(client, scanner, wrong, says):
    client.force_login(scanner.user)
    given = {"condition": "any", "words": "buss", "where": "text", "action": "dismiss", "scope": "", "act": "record"}
    answer = client.post(address("rule_new", scanner), given | wrong)
    assert answer.status_code == 422 and says in shown(answer) and not Rule.objects.exists()


def test_a_mark_stands_on_the_row_and_the_article(client, scanner):
    client.force_login(scanner.user)
    acts.make(a_rule(action="mark", mark="Resor"), by=scanner)
    entry = make.entry("Cykel", organisation=scanner.organisation)
    page = shown(client.get(address("entry", scanner, entry.pk)))
    assert "Resor · " in page and "Märkt av en regel: Resor" in page


def test_the_list_is_narrowed_to_what_is_marked_with_a_word(client, scanner):
    client.force_login(scanner.user)
    acts.make(a_rule(action="mark", mark="Resor & mål"), by=scanner)
    made = acts.make(a_rule(action="mark", mark="Budget", words="kommunen"), by=scanner)
    make.entry("Cykel", organisation=scanner.organisation)
    make.entry("Kommunen bygger", organisation=scanner.organisation)
    make.entry("Skolmat", organisation=scanner.organisation)
    assert made == 0

    answer = client.get(address("list", scanner), {"mark": "Resor & mål"})
    assert [row.title for row in answer.context["rows"]] == ["Cykel"]
    assert answer.context["finding"] == "1 artikel passar" and "Märkt ”Resor &amp; mål”" in answer.content.decode()
    opened = client.get(address("list", scanner), {"mark": "Budget", "filter": "open"})
    assert '<option value="Budget" selected>' in opened.content.decode()
    rule = Rule.objects.get(mark="Resor & mål")
    assert "?view=all&amp;mark=Resor%20%26%20m%C3%A5l" in client.get(address("rule", scanner, rule.pk)).content.decode()
    neighbour = make.member("scanner", organisation=make.organisation("norras"))
    client.force_login(neighbour.user)
    assert not client.get(address("list", neighbour), {"mark": "Budget", "view": "all"}).context["rows"]
