"""The contract of the content tree: what may be drawn, and how what may not is told."""

import copy
import json

import pytest

from tests.documents import trees
from utkik.documents import tree


@pytest.mark.parametrize("make", [trees.ordinary, trees.worst])
def test_a_whole_month_has_no_fault(make):
    assert tree.faults(make()) == []


def test_a_tree_is_plain_json():
    made = trees.ordinary()
    assert json.loads(json.dumps(made)) == made


def broken(change):
    made = copy.deepcopy(trees.ordinary())
    change(made)
    return made


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda made: made.pop("lang"), "tree: lang is missing"),
        (lambda made: made.update(version=2), "tree.version: 2 is none of 1"),
        (lambda made: made.update(kind="letter"), "tree.kind: 'letter' is none of monthly-report"),
        (lambda made: made["meta"].update(published="2026-11-27"), "a moment with its zone is needed"),
        (lambda made: made["look"].update(accent="red"), "is not of the form #"),
        (lambda made: made["labels"] and made.update(labels=made["labels"] | {"land": ""}), "labels.land"),
        (lambda made: made["body"][0].pop("title"), "body[0] cover: title is missing"),
        (lambda made: made["body"][2].update(level="far"), "'far' is none of own, near, wider"),
        (lambda made: made["body"][2].update(colour="red"), "body[2] signal: colour is unknown"),
        (lambda made: made["body"][2].update(area=None), "body[2] signal.area: words are needed"),
        (lambda made: made["body"][2].update(new=[]), "a list with something in it is needed"),
        (lambda made: made["body"][2].update(new="plain"), "a list with something in it is needed"),
        (lambda made: made["body"][2].update(web="javascript:alert(1)"), "a whole web address is needed"),
        (lambda made: made["body"][2].update(title="tab\x0b"), "holds control signs"),
        (lambda made: made["body"][3].update(id="s1"), "the id 's1' stands twice"),
        (lambda made: made["body"].pop(3), "the reference 's2' leads nowhere"),
        (lambda made: made["body"].pop(0), "a cover is needed first"),
        (lambda made: made["body"].append({"kind": "poem"}), "unknown kind 'poem'"),
        (lambda made: made["body"].append("words"), "unknown kind None"),
        (lambda made: made["body"][5]["body"][2]["rows"].append(["one"]), "as many cells as there are columns"),
        (lambda made: made["levels"].reverse(), "in this order"),
        (lambda made: made.update(body="words"), "tree.body: a list is needed"),
    ],
)
def test_each_breach_is_said_in_words(change, said):
    found = tree.faults(broken(change))
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize("thing", [None, [], "words", 7, {}, {"body": None}])
def test_what_is_no_tree_is_refused_without_a_crash(thing):
    assert tree.faults(thing)


def test_check_raises_with_every_fault():
    made = broken(lambda made: (made.pop("lang"), made["body"][0].pop("title")))
    with pytest.raises(tree.BadTree) as raised:
        tree.check(made)
    assert len(raised.value.faults) == 2


def test_headings_are_listed_in_reading_order():
    assert tree.headings(trees.ordinary()) == [
        (1, "Vattnet kommer närmare"),
        (2, "Fem minuter"),
        (3, "Detta ber vi ledningsgruppen om"),
        (2, "Ån kommer högre"),
        (3, "Vad är nytt?"),
        (3, "Därför är detta intressant för Lindholm"),
        (3, "Så gjorde de: Norrviks kommun"),
        (3, "Att tala om"),
        (3, "Underlag"),
        (2, "Medborgarråd lottades fram – och fick avgöra en halv miljon på riktigt"),
        (3, "Vad är nytt?"),
        (3, "Därför är detta intressant för Lindholm"),
        (2, "22 signaler till"),
        (3, "Längre bort"),
        (2, "Så valdes två av tjugofyra"),
        (3, "Detta tar vi med oss"),
        (3, "Om rapporten"),
    ]
