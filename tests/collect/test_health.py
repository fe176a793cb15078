"""How a source is, in words: tables, without database and without codes."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from utkik.collect import failures
from utkik.collect.models import Feed, Source
from utkik.collect.sources import findings
from utkik.collect.sources.health import Health, health, last_read, next_try

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FULL = [9, 11, 8, 12, 10, 9, 13, 11, 9, 10, 8, 4]


def source(paused=None, **fields):
    return Source(name="Länsstyrelsen", paused_at=paused, feed=Feed(**{"succeeded_at": NOW} | fields))


@pytest.mark.parametrize(
    ("made", "weeks", "state", "says"),
    [
        (source(), FULL, "well", "Läst alldeles nyss"),
        (source(succeeded_at=NOW - timedelta(minutes=40)), FULL, "well", "Läst för 40 minuter sedan"),
        (source(succeeded_at=None), [0] * 12, "waiting", "Läses inom en minut"),
        (source(paused=NOW), FULL, "paused", "Pausad sedan 24 nov"),
        (
            source(error_code="no_connection", failing_since=datetime(2026, 11, 14, 6, tzinfo=UTC)),
            FULL,
            "failing",
            "Slutade svara 14 nov",
        ),
        (
            source(error_code="not_a_feed", failing_since=datetime(2026, 11, 14, 6, tzinfo=UTC)),
            FULL,
            "failing",
            "Går inte att läsa sedan 14 nov",
        ),
        (source(error_code="not_found", succeeded_at=None), [0] * 12, "failing", "Har inte gått att läsa"),
        (source(warning_code="redesigned"), FULL, "warned", "Sidan har byggts om"),
        (source(warning_code="broken_xml"), FULL, "well", "Läst alldeles nyss"),
        (source(), [3, 2, 4, 3, 2, 3, 2, 3, 3, 0, 0, 0], "silent", "Svarar, men ger inget sedan v. 45"),
        (source(), [3, 2, 4, 3, 2, 3, 2, 3, 3, 2, 0, 0], "well", "Läst alldeles nyss"),
        (source(), [0, 0, 5, 0, 0, 0, 4, 0, 0, 0, 0, 0], "well", "Läst alldeles nyss"),
        (source(), [0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0], "well", "Läst alldeles nyss"),
        (source(), [0] * 12, "well", "Läst alldeles nyss"),
    ],
)
def test_each_state_has_its_words(made, weeks, state, says):
    found = health(made, weeks, NOW)
    assert (found.state, found.says) == (state, says)


def test_a_pause_counts_before_a_failure():
    assert health(source(paused=NOW, error_code="gone"), FULL, NOW).state == "paused"


@pytest.mark.parametrize("kind", failures.all_kinds(), ids=lambda kind: kind.code)
def test_each_kind_of_failure_has_its_sentence_in_both_languages(kind):
    told = set()
    for language in ("sv", "en"):
        with translation.override(language):
            sentence = str(failures.sentence(kind.code))
        assert sentence.endswith(".") and kind.code not in sentence and not re.search(r"\b[45]\d\d\b", sentence)
        told.add(sentence)
    assert len(told) == 2


def test_codes_are_unique_and_an_unknown_one_still_has_a_sentence():
    codes = [kind.code for kind in failures.all_kinds()]
    assert len(set(codes)) == len(codes)
    assert str(failures.sentence("nagot_nytt")).endswith(".") and failures.sentence("") == ""


@pytest.mark.parametrize("code", failures.WARNINGS)
def test_each_warning_has_its_sentence(code):
    assert str(failures.sentence(code)).endswith(".")


@pytest.mark.parametrize(
    ("ago", "says"),
    [
        (timedelta(seconds=5), "Läst alldeles nyss"),
        (timedelta(minutes=1), "Läst för 1 minut sedan"),
        (timedelta(hours=1), "Läst för 1 timme sedan"),
        (timedelta(hours=23), "Läst för 23 timmar sedan"),
        (timedelta(days=3), "Läst 21 november 2026"),
        (timedelta(seconds=-90), "Läst alldeles nyss"),
    ],
)
def test_when_it_was_read_is_said_as_people_say_it(ago, says):
    assert last_read(NOW - ago, NOW) == says


@pytest.mark.parametrize(
    ("wait", "says", "in_english"),
    [
        (timedelta(0), "försöker igen nu", "tries again now"),
        (timedelta(minutes=20), "försöker igen om 20 minuter", "tries again in 20 minutes"),
        (timedelta(hours=2, minutes=10), "försöker igen i dag kl. 15:10", "tries again today at 15:10"),
        (timedelta(hours=18), "försöker igen i morgon kl. 07", "tries again tomorrow at 07"),
        (timedelta(days=6), "försöker igen 30 nov kl. 13", "tries again on 30 Nov at 13"),
    ],
)
def test_the_next_try_is_said_as_people_say_it(wait, says, in_english):
    with timezone.override("Europe/Stockholm"):
        assert next_try(Feed(next_check_at=NOW + wait), NOW) == says
        with translation.override("en"):
            assert next_try(Feed(next_check_at=NOW + wait), NOW) == in_english


def test_a_failing_source_says_since_when_and_when_it_is_tried_again():
    made = source(
        error_code="no_connection",
        failing_since=datetime(2026, 11, 14, 6, tzinfo=UTC),
        next_check_at=NOW + timedelta(hours=18),
    )
    with timezone.override("Europe/Stockholm"):
        assert health(made, FULL, NOW).whole == "Slutade svara 14 nov; försöker igen i morgon kl. 07"


def test_a_retired_feed_is_not_said_to_be_tried_again():
    made = source(error_code="gone", failing_since=NOW, retired_at=NOW)
    assert health(made, FULL, NOW).whole.endswith("; frågas inte längre")


def test_no_two_kinds_of_failure_say_the_same():
    sentences = [str(kind.text) for kind in failures.all_kinds()]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    ("used", "articles", "says"),
    [
        (0, 0, ""),
        (0, 1, "Artikeln har inte blivit någon signal."),
        (0, 25, "Ingen av de 25 artiklarna har blivit signal."),
        (1, 8, "En av 8 artiklar blev signal: 12 procent."),
        (7, 102, "Sju av 102 artiklar blev signaler: 7 procent."),
    ],
)
def test_the_share_that_became_signals_is_said(used, articles, says):
    assert findings.of_share(used, articles) == says


@pytest.mark.parametrize(
    ("trouble", "well", "says"),
    [
        (0, 0, "Inga källor följs ännu"),
        (0, 1, "Den enda källan läses som den ska"),
        (0, 41, "Alla 41 källor läses som de ska"),
        (1, 0, "Den enda källan ger inget"),
        (3, 0, "Ingen av de 3 källorna ger något"),
        (1, 1, "En källa har tystnat, den andra läses som den ska"),
        (2, 1, "Två källor har tystnat, den andra läses som den ska"),
        (1, 41, "En källa har tystnat, de andra 41 läses som de ska"),
        (2, 41, "Två källor har tystnat, de andra 41 läses som de ska"),
        (12, 3, "12 källor har tystnat, de andra 3 läses som de ska"),
    ],
)
def test_the_lists_heading_counts(trouble, well, says):
    assert findings.of_list([Health("failing", "")] * trouble + [Health("well", "")] * well) == says


@pytest.mark.parametrize(
    ("trouble", "waiting", "says"),
    [
        (0, 1, "En källa läses för första gången"),
        (0, 345, "345 källor läses för första gången"),
        (1, 2, "Två källor läses för första gången, en har tystnat"),
        (11, 1, "En källa läses för första gången, 11 har tystnat"),
    ],
)
def test_what_was_never_read_is_not_said_to_be_read_as_it_should(trouble, waiting, says):
    states = [Health("failing", "")] * trouble + [Health("waiting", "")] * waiting + [Health("well", "")] * 3
    assert findings.of_list(states) == says


@pytest.mark.parametrize(
    ("weeks", "says"),
    [
        (FULL, "Oftast tio artiklar i veckan"),
        ([1, 0, 1, 1, 1, 1], "Oftast en artikel i veckan"),
        ([0] * 12, "Inga artiklar de senaste tolv veckorna"),
        ([8, 0, 0], "Åtta artiklar på tolv veckor"),
    ],
)
def test_what_usually_comes_is_said(weeks, says):
    assert findings.of_weeks(weeks) == says
