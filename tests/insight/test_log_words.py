"""The log says in words what was done, whichever step did it, and not who has handed in blind points."""

import re
from pathlib import Path

import pytest

import utkik
from tests import factories as make
from utkik.insight import words as every
from utkik.people import log, words
from utkik.people.models import Act

WRITTEN = re.compile(r'record\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_act_that_is_written_down_has_its_words():
    files = Path(utkik.__file__).parent.rglob("*.py")
    verbs = {verb for file in files for verb in WRITTEN.findall(file.read_text())}
    shown = {verb for verb in verbs if not verb.startswith(every.HIDDEN)}

    assert len(shown) > 100
    assert [verb for verb in sorted(shown) if f"({verb})" in words.of(Act(verb=verb))] == []


@pytest.mark.django_db
def test_the_log_leaves_out_who_has_handed_in():
    analyst = make.member("analyst")
    for verb in ("ballot.handed_in", "trend_ballot.handed_in", "trend_round.opened"):
        log.record(verb, analyst, by=analyst)

    told = set(words.shown(Act.objects.filter(member=analyst)).values_list("verb", flat=True))
    assert told == {"trend_round.opened"}
