"""A watched page over 30 days: what is added comes once, and nothing of what changes around and within its text."""

from random import Random

import pytest

from tests.collect.systems import SUBJECTS, furniture
from utkik.collect import settle, settle_page
from utkik.collect.read import pages, ways

HERE = "https://www.sandvik.example/taxor"
RULES = [
    "Grundavgiften är 4 100 kronor om året.",
    "Taxan räknas om i januari varje år och beslutas av kommunfullmäktige.",
    "Den som bygger nytt betalar anslutning enligt § 4.",
]


def with_main(body, visit):
    f = furniture(visit)
    return (
        f'<div class="top">{f["clock"]} {f["count"]}</div>{f["menu"]}<main><h1>Vattentaxa</h1><p>{f["count"]}</p>{body}'
        f'<p class="info">{f["updated"]}</p>{f["advert"]}<p>Sidan har lästs {visit * 17} gånger</p></main>'
        f"{f['popular']}{f['foot']}"
    )


def without_main(body, visit):
    f = furniture(visit)
    tip = Random(visit).choice(SUBJECTS) + f", tips nummer {visit} om allt som händer i kommunen just nu"
    return (
        f"{f['menu']}<table><tr><td>{f['clock']}</td><td><h1>Vattentaxa</h1><p><b>{tip}</b></p>{body}<p>{f['updated']}"
        f"</td><td>Session {f['sid']}</td></tr></table>{f['advert']}{f['foot']}"
    )


def html(system, rules, visit):
    body = "".join(f"<p>{rule}</p>" for rule in rules)
    return f"<!doctype html><html lang=sv><title>Taxa</title><body>{system(body, visit)}".encode()


class Watched:
    def __init__(self):
        self.told, self.warnings, self.asked = {}, [], 0

    def visit(self, body, again=None):
        """The texts that came."""
        reading = pages.read(body, HERE, "", ways.Way(ways.PAGE))
        if again:
            reading.again = pages.read(again, HERE, "", ways.Way(ways.PAGE)).blocks
        came = []
        settled = settle_page.page(
            self.told, reading, lambda title, guid, link, texts: came.append((title, link, texts))
        )
        self.told, self.warnings = settled.told, settled.warnings
        return came


@pytest.mark.parametrize("system", [with_main, without_main])
def test_thirty_days_of_a_page(system):
    chance, watched, rules = Random(3), Watched(), list(RULES)
    assert watched.visit(html(system, rules, 0), again=html(system, rules, 1)) == []
    for day in range(2, 32):
        added = []
        if chance.random() < 0.4:
            added = [f"Från och med dag {day} gäller {SUBJECTS[day % 10].lower()} också här, med {day} procent."]
            rules.insert(chance.randrange(1, len(rules)), added[0])
        if chance.random() < 0.2:
            rules[-1] = f"Den som bygger nytt betalar {day * 100} kronor enligt § 4."
            added.append(rules[-1])
        came = watched.visit(html(system, rules, day))
        assert [text for _title, _link, texts in came for text in texts] == sorted(added, key=rules.index), day
        assert len(came) == bool(added) and watched.warnings == []


def test_the_item_says_what_was_added_and_leads_there():
    watched = Watched()
    watched.visit(html(with_main, RULES, 0))
    ((title, link, texts),) = watched.visit(html(with_main, [*RULES, "Nytt: avgiften för slam är 900 kronor."], 1))
    assert title == "Vattentaxa: Nytt: avgiften för slam är 900 kronor."
    assert link.startswith(f"{HERE}#u-") and link.endswith(
        ":~:text=Nytt%3A%20avgiften%20f%C3%B6r%20slam%20%C3%A4r%20900%20kronor."
    )
    assert texts == ["Nytt: avgiften för slam är 900 kronor."]


def test_what_is_taken_away_or_moved_is_no_news():
    watched = Watched()
    watched.visit(html(with_main, RULES, 0))
    assert watched.visit(html(with_main, RULES[::-1], 1)) == [] == watched.visit(html(with_main, RULES[:1], 2))
    assert watched.visit(html(with_main, RULES, 3)) == [] and watched.warnings == []


def test_what_is_another_at_three_visits_after_each_other_is_furniture():
    watched = Watched()
    came = [len(watched.visit(html(without_main, RULES, visit))) for visit in range(8)]
    assert came == [0, 1, 1, 0, 0, 0, 0, 0]
    assert watched.visit(html(without_main, [*RULES, "Avgiften för slam är 900 kronor."], 9))


def test_another_design_of_the_same_text_is_no_news():
    watched = Watched()
    watched.visit(html(with_main, RULES, 0))
    assert watched.visit(f"<html><div id=x><h1>Vattentaxa</h1><div>{'</div><div>'.join(RULES)}</div>".encode()) == []


def test_another_page_at_the_address_warns_and_gives_no_item():
    watched = Watched()
    watched.visit(html(with_main, RULES, 0))
    other = "<html><main><h1>Startsidan</h1>" + "".join(f"<p>Puff nummer {n}: {SUBJECTS[n % 10]}" for n in range(60))
    for body in (other, other + " "):
        assert watched.visit(body.encode()) == [] and watched.warnings == [settle.REDESIGNED]
    assert watched.visit((other + "<p>Nu är simhallen öppen för alla.").encode())[0][2] == [
        "Nu är simhallen öppen för alla."
    ]
    assert watched.visit(html(with_main, RULES, 2)) == []
