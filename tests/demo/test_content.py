"""The example's texts pass the product's own rules, and say nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations

import pytest

from utkik.demo.load import load
from utkik.documents import words
from utkik.people.begin import AREAS, HORIZONS, KINDS
from utkik.rounds import tally

LEVELS = {"own", "near", "wider"}
OPENINGS = (-156, -126, -96, -66, -36, -6)


@cache
def content():
    return load()


def by_id(rows, key="id"):
    return {row[key]: row for row in rows}


def published():
    return [signal for signal in content().signals if signal.get("state") != "draft"]


def standing():
    return [signal for signal in published() if "withdrawn" not in signal]


def every_text():
    """(where it stands, text) of everything that somebody reads."""
    told = content()
    for item in told.items:
        yield item["id"], item["title"]
        yield item["id"], item["summary"]
    for signal in told.signals:
        for name in ("headline", "fact", "matter", "how", "belief"):
            yield signal["id"], signal.get(name, "")
        yield signal["id"], signal.get("withdrawn", {}).get("reason", "")
        for comment in signal.get("comment", []):
            yield signal["id"], comment["text"]
    for report in told.reports:
        for name in ("title", "introduction", "request"):
            yield report["title"], report[name]
        for piece in report["piece"]:
            yield report["title"], piece["text"]
            yield report["title"], piece["question"]
        for comment in report.get("comment", []):
            yield report["title"], comment["text"]
    for round in told.rounds:
        for row in (*round.get("outcome", []), *round.get("reason", [])):
            yield row["signal"], row.get("line", "") + row.get("text", "")
    for row in told.stream["handed"]:
        yield row["item"], row["line"]
    for source in told.sources:
        yield source["code"], source["name"]
        yield source["code"], source.get("reason", "")


def lix(text: str) -> float:
    """Words per sentence plus the share of words over six letters (Björnsson's readability index)."""
    found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+", text)
    sentences = len(re.findall(r"[.?:](?:\s|$)", text)) or 1
    return len(found) / sentences + 100 * sum(len(word) > 6 for word in found) / len(found)


def shingles(text: str, size: int = 4) -> set[tuple[str, ...]]:
    found = re.findall(r"\w+", text.casefold())
    return {tuple(found[at : at + size]) for at in range(len(found) - size + 1)}


def test_there_is_half_a_year_of_everything():
    told = content()
    assert len(told.items) >= 320
    assert len(told.sources) >= 24
    assert len(standing()) >= 64
    assert len(told.rounds) == 6
    assert len(told.reports) == 5
    assert 12 <= len(told.people) <= 18


def test_all_levels_areas_horizons_kinds_and_states_are_there():
    signals = content().signals
    assert {signal.get("level") for signal in published()} == LEVELS
    assert {signal["area"] for signal in published()} == set(AREAS)
    assert {signal["horizon"] for signal in published()} == set(HORIZONS)
    assert {signal["kind"] for signal in published()} == set(KINDS)
    assert sum(signal.get("state") == "draft" for signal in signals) >= 3
    assert sum("withdrawn" in signal for signal in signals) == 2
    assert {row["level"] for row in content().places} == LEVELS
    assert {row["level"] for row in content().sources} == LEVELS
    assert {row.get("area") for row in content().sources} == {*AREAS, None}
    assert {row.get("state", "ok") for row in content().sources} == {"ok", "failing", "silent", "paused"}


def test_people_have_every_role_and_two_languages():
    people = content().people
    roles = Counter(person["role"] for person in people if "left" not in person)
    assert roles["analyst"] >= 2 and roles["scanner"] >= 4 and roles["contributor"] >= 2 and roles["reader"] >= 2
    assert sum(person.get("administrator", False) for person in people) == 2
    assert sum("left" in person for person in people) == 1
    assert {person.get("language", "sv") for person in people} == {"sv", "en"}
    assert all(person["email"].endswith("@example.org") for person in people)


def test_what_is_pointed_at_exists():
    told = content()
    items, sources, people = by_id(told.items), by_id(told.sources, "code"), by_id(told.people, "code")
    places, units, signals = by_id(told.places, "code"), by_id(told.units, "code"), by_id(told.signals)
    assert len(items) == len(told.items) and len(signals) == len(told.signals)
    for item in told.items:
        assert {item["from"], *item.get("also", [])} <= set(sources), item["id"]
    for signal in told.signals:
        assert signal["author"] in people and signal["area"] in AREAS, signal["id"]
        assert set(signal.get("also", [])) <= set(AREAS) - {signal["area"]}, signal["id"]
        assert set(signal.get("units", [])) <= set(units), signal["id"]
        assert signal.get("place") is None or places[signal["place"]]["level"] == signal["level"], signal["id"]
        assert {entry for entry in signal["evidence"] if isinstance(entry, str)} <= set(items), signal["id"]
        assert {comment["by"] for comment in signal.get("comment", [])} <= set(people), signal["id"]
    for area in told.areas:
        assert {area["owner"], area["deputy"], area.get("then", area["owner"])} <= set(people)
        assert area["owner"] != area["deputy"]
    for source in told.sources:
        assert source.get("place") is None or places[source["place"]]["level"] == source["level"], source["code"]


@pytest.mark.parametrize("address", ["https://"])
def test_every_address_is_one_that_nobody_has(address):
    told = content()
    links = [source["site"] for source in told.sources] + [
        entry["link"]
        for signal in told.signals
        for entry in signal["evidence"]
        if "link" in entry and isinstance(entry, dict)
    ]
    assert all(link.startswith(address) and re.search(r"\.example(/|$)", link) for link in links)
    assert len({item["link"] for item in told.items}) == len(told.items)


def test_what_comes_first_is_told_first():
    told = content()
    items, sources = by_id(told.items), by_id(told.sources, "code")
    people = by_id(told.people, "code")
    for item in told.items:
        assert -190 < item["day"] <= 0, item["id"]
        for code in (item["from"], *item.get("also", [])):
            since = sources[code].get("since")
            assert since is None or item["day"] < since, (item["id"], code)
    for signal in told.signals:
        for entry in signal["evidence"]:
            day = items[entry]["day"] if isinstance(entry, str) else entry.get("day", signal["day"] - 1)
            assert day < signal["day"], (signal["id"], entry)
        days = [comment["day"] for comment in signal.get("comment", [])]
        assert days == sorted(days) and all(signal["day"] < day <= 0 for day in days), signal["id"]
        for comment in signal.get("comment", []):
            person = people[comment["by"]]
            assert person["joined"] < comment["day"] < person.get("left", 1), signal["id"]


def test_no_text_shouts_and_none_is_told_twice():
    texts = [(where, text) for where, text in every_text() if text]
    assert [where for where, text in texts if "!" in text] == []
    assert [where for where, text in texts if '"' in text or "  " in text or text != text.strip()] == []
    assert [text for text, times in Counter(text for _where, text in texts).items() if times > 1] == []


def test_no_two_items_or_signals_are_nearly_the_same():
    told = content()
    whole = [(item["id"], shingles(item["title"] + " " + item["summary"])) for item in told.items]
    whole += [
        (row["id"], shingles(" ".join(row.get(name, "") for name in ("headline", "matter")))) for row in told.signals
    ]
    alike = [
        (one, other)
        for (one, first), (other, second) in combinations(whole, 2)
        if first and second and len(first & second) / min(len(first), len(second)) > 0.2
    ]
    assert alike == []


def test_headlines_and_facts_are_in_own_words():
    items = by_id(content().items)
    copied = []
    for signal in content().signals:
        for entry in (items[entry] for entry in signal["evidence"] if isinstance(entry, str)):
            own, theirs = shingles(signal["headline"], 3), shingles(entry["title"], 3)
            fact, summary = shingles(signal.get("fact", ""), 6), shingles(entry["summary"], 6)
            if len(own & theirs) / len(own) >= 0.4 or len(fact & summary) / len(summary) > 0.6:
                copied.append((signal["id"], entry["id"]))
    assert copied == []


def test_titles_do_not_all_begin_alike():
    begins = Counter(tuple(item["title"].split()[:2]) for item in content().items)
    assert {begin: times for begin, times in begins.items() if times > 6} == {}


def test_items_are_told_in_one_to_three_sentences():
    for item in content().items:
        assert len(item["title"]) <= 110, item["id"]
        assert 60 <= len(item["summary"]) <= 420, item["id"]
        assert 1 <= len(re.findall(r"[.?](?:\s|$)", item["summary"])) <= 4, item["id"]
    assert {item["lang"] for item in content().items} == {"sv", "en", "da", "no"}
    assert sum("also" in item for item in content().items) >= 15


def test_published_signals_hold_what_publishing_needs():
    for signal in published():
        sentences = len(re.findall(r"[.?](?:\s|$)", signal["fact"]))
        assert len(signal["headline"]) <= 100, signal["id"]
        assert 2 <= sentences <= 5, (signal["id"], sentences)
        assert 20 <= len(signal["matter"]) <= 600, signal["id"]
        assert len(", ".join(signal["words"])) <= 200 and len(signal.get("who", "")) <= 120, signal["id"]
        assert not shingles(signal["matter"], 6) & shingles(signal["fact"], 6), signal["id"]
        assert signal["outlook"] in ("opportunity", "threat", "both"), signal["id"]
        assert signal["reliability"] in ("high", "medium", "low"), signal["id"]
    assert sum("how" in signal for signal in standing()) >= 20
    assert sum("date" in signal for signal in standing()) >= 12
    assert sum("belief" in signal for signal in standing()) >= 20


def test_signals_are_easy_to_read():
    found = {signal["id"]: round(lix(signal["fact"] + " " + signal["matter"])) for signal in published()}
    assert {name: value for name, value in found.items() if value > 55} == {}


def test_signals_are_talked_about():
    talks = [signal["comment"] for signal in content().signals if "comment" in signal]
    assert len(talks) >= 20
    assert all(1 <= len(talk) <= 5 for talk in talks)
    assert len({comment["by"] for talk in talks for comment in talk}) >= 10


def test_each_round_judges_eight_to_twelve_signals():
    for begin, end in zip((-190, *OPENINGS), OPENINGS, strict=False):
        judged = [signal["id"] for signal in standing() if begin <= signal["day"] < end]
        assert 8 <= len(judged) <= 12, (end, judged)


def candidates():
    """Round → its signals: those published since the last, and parked ones whose day has come."""
    found, parked = {}, {}
    for begin, round in zip((-190, *OPENINGS), content().rounds, strict=False):
        fresh = {signal["id"] for signal in standing() if begin <= signal["day"] < round["opens"]}
        back = {signal for signal, until in parked.items() if until <= round["opens"]}
        found[round["number"]] = fresh | back
        parked = {signal: until for signal, until in parked.items() if signal not in back}
        parked |= {row["signal"]: row["until"] for row in round.get("outcome", []) if row["choice"] == "parked"}
    return found


def test_points_are_given_by_the_rules():
    signals, judged = by_id(content().signals), candidates()
    for round in content().rounds:
        for ballot in round["ballot"]:
            assert sum(ballot["points"].values()) <= 10, (round["number"], ballot["judge"])
            assert all(1 <= value <= 3 for value in ballot["points"].values())
            assert set(ballot["points"]) <= judged[round["number"]]
            assert ballot["judge"] not in {signals[name]["author"] for name in ballot["points"]}
        for reason in round.get("reason", []):
            assert signals[reason["signal"]]["author"] != reason["judge"]


def standings(round):
    authors = {name: signal["author"] for name, signal in by_id(content().signals).items()}
    mine = {name: authors[name] for name in sorted(candidates()[round["number"]])}
    ballots = {ballot["judge"]: ballot["points"] for ballot in round["ballot"] if ballot.get("handed_in", True)}
    return tally.standings(mine, ballots)


def test_outcomes_keep_to_the_limits_and_explain_what_departs_from_the_ranking():
    for round in content().rounds[:5]:
        every = standings(round)
        outcomes = by_id(round["outcome"], "signal")
        lifted = {name for name, row in outcomes.items() if row["choice"] == "lifted"}
        assert 5 <= len(lifted) <= 10
        assert set(outcomes) <= candidates()[round["number"]]
        for standing_ in every:
            if tally.passed_over(standing_, every, lifted):
                assert outcomes[standing_.signal].get("line"), standing_.signal
        assert all(row.get("line") for row in outcomes.values() if row["choice"] == "set_aside")
        assert all(row["until"] > round["locks"] for row in outcomes.values() if row["choice"] == "parked")
        assert all(len(row.get("line", "")) <= 280 for row in outcomes.values())


def test_the_rounds_show_every_way_to_agree_and_disagree():
    zones = {standing_.zone for round in content().rounds[:5] for standing_ in standings(round)}
    assert zones == {tally.AGREED, tally.AGREED_LOW, tally.NEAR, tally.ONE_MORE, tally.ONE_LESS, tally.DIVIDED}
    assert any(standing_.shared and standing_.total for round in content().rounds[:5] for standing_ in standings(round))
    assert content().rounds[5]["state"] == "open"
    assert any(not ballot.get("handed_in", True) for ballot in content().rounds[5]["ballot"])


def test_reports_are_built_of_what_was_lifted_and_fit_five_minutes():
    signals = by_id(content().signals)
    for report in content().reports:
        outcomes = content().rounds[report["round"] - 1]["outcome"]
        lifted = {row["signal"] for row in outcomes if row["choice"] == "lifted"}
        assert set(report["order"]) == lifted == {piece["signal"] for piece in report["piece"]}
        assert len(report["title"]) <= words.HEADLINE
        assert len(report["introduction"]) <= words.LEAD and len(report["request"]) <= words.REQUEST
        for piece in report["piece"]:
            assert len(piece["text"]) <= words.TEXT and piece["question"].endswith("?")
            assert len(piece["question"]) <= words.REQUEST
            assert len(shingles(piece["text"], 3) & shingles(signals[piece["signal"]]["headline"], 3)) == 0
        items = [{"title": signals[piece["signal"]]["headline"], "text": piece["text"]} for piece in report["piece"]]
        summary = {"lead": report["introduction"], "items": items, "ask": {"title": "", "text": report["request"]}}
        assert words.in_summary(summary) <= words.WORDS
    assert sum("edition" in report for report in content().reports) == 1


def test_the_stream_has_every_state():
    told = content()
    items = by_id(told.items)
    evidence = {entry for signal in told.signals for entry in signal["evidence"] if isinstance(entry, str)}
    later, handed = by_id(told.stream["later"], "item"), by_id(told.stream["handed"], "item")
    kept, new = set(told.stream["kept"]), set(told.stream["new"])
    undecided = new | {name for name, row in handed.items() if "then" not in row}
    assert evidence | kept | new | set(later) | set(handed) <= set(items)
    assert not evidence & (kept | new | set(later) | set(handed))
    assert not kept & (new | set(later)) and not new & set(later)
    assert all(row["from"] != row["to"] and items[name]["day"] <= row["day"] for name, row in handed.items())
    dismissed = set(items) - evidence - kept - new - set(later) - set(handed)
    assert len(dismissed) >= 80 and len(kept) >= 40 and len(undecided) >= 30
    assert {row["until"] > 0 for row in later.values()} == {True, False}
