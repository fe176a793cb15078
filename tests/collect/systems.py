# ruff: noqa: E501 – pages stand here as systems write them
"""Listing pages as eight kinds of systems write them, with furniture that is another at each visit.

Each is a function (rows, visit) → HTML. A row: number, title, day, text. What changes with the visit is never a row.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SUBJECTS = (
    "Ny simhall i hamnen öppnar till våren",
    "Förslag till detaljplan för Norra kajen",
    "Kommunen söker familjehem",
    "Samråd om cykelvägen till Lövstad",
    "Så ska äldreomsorgen bemannas i sommar",
    "Utlysning: kustnära turism och besöksnäring",
    "Rapport om ungas psykiska hälsa",
    "Vattenläckan på Storgatan är lagad",
    "Nya regler för strandskydd på remiss",
    "Beslut om stöd till digital välfärd",
)
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905


@dataclass(frozen=True)
class Row:
    number: int
    title: str
    day: date
    text: str

    @property
    def slug(self):
        return f"nyhet-{self.number}"

    @property
    def in_words(self):
        return f"{self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"


def row(number, start=date(2026, 3, 1)):
    """The row of that number; every third has a title that an earlier one had."""
    title = SUBJECTS[number % len(SUBJECTS)] + ("" if number % 3 == 0 else f", del {number}")
    return Row(number, title, start + timedelta(days=number // 2), f"Här står i korthet vad nyhet {number} handlar om.")


def furniture(visit):
    """What stands around on real pages: another clock, other counters, adverts, and other links at each visit."""
    chance = Random(visit)
    picks = [row(chance.randrange(200)) for _ in range(5)]
    popular = "".join(f'<li><a href="/populart/{one.number}?ref={visit}">{one.title}</a></li>' for one in picks)
    return {
        "clock": f"Klockan är {chance.randrange(10, 24)}:{chance.randrange(10, 60)}:{chance.randrange(10, 60)}",
        "count": f"{chance.randrange(1000, 99999)} besökare i dag",
        "sid": f"{chance.getrandbits(64):x}",
        "popular": f'<aside class="mest-last"><h2>Mest läst</h2><ul>{popular}</ul></aside>',
        "advert": f'<div class="annons"><a href="https://annons.example/{visit}">Köp nya däck för {visit} kr i höst</a>'
        f'<a href="https://annons.example/{visit}/2">Boka resan till solen nummer {visit}</a>'
        f'<a href="https://annons.example/{visit}/3">Lån med låg ränta {visit} procent</a></div>',
        "foot": f"<footer>Sidan skapades 08:00:{visit % 60:02} med {visit + 7} frågor. © 2026"
        f'<a href="/kakor?v={visit}">Om kakor</a></footer>',
        "menu": '<nav class="meny"><ul><li><a href="/bygga-bo">Bygga, bo och miljö i kommunen</a></li>'
        '<li><a href="/omsorg">Omsorg och stöd för barn och vuxna</a></li><li><a href="/skola">Skola</a></li></ul></nav>',
        "updated": f"Senast uppdaterad: {1 + visit % 28} mars 2026 kl {8 + visit % 10}.15",
    }


def sitevision(rows, visit):
    f = furniture(visit)
    listed = "".join(
        f'<li class="sv-channel-item {"sv-odd" if place % 2 else "sv-even"}"><h2 class="subheading">'
        f'<a href="/nyheter/{one.slug}.html?sv.sid={f["sid"]}">{one.title}</a></h2>'
        f'<p class="normal"><time datetime="{one.day}">{one.in_words}</time></p><p class="normal">{one.text}</p></li>'
        for place, one in enumerate(rows)
    )
    return (
        f'<div class="sv-layout"><div id="svid10_{visit}">{f["menu"]}</div><main><h1>Nyheter</h1>'
        f'<div class="sv-archive-portlet"><ul class="sv-channel">{listed}</ul></div>'
        f'<p class="sidinfo">{f["updated"]}</p></main>{f["popular"]}{f["foot"]}</div>'
    )


def wordpress(rows, visit):
    f = furniture(visit)
    listed = "".join(
        f'<article id="post-{one.number}" class="post-{one.number} post type-post status-publish'
        f'{" sticky" if not place else ""} category-nyheter tag-x{one.number}"><header class="entry-header">'
        f'<h2 class="entry-title"><a href="/{one.day:%Y/%m/%d}/{one.slug}/" rel="bookmark">{one.title}</a></h2>'
        f'<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{one.day}T08:00:00'
        f'+01:00">{one.in_words}</time></span> av <a rel="author" href="/author/red">Redaktionen på kommunen</a></div>'
        f'</header><div class="entry-summary"><p>{one.text} <a class="more-link" href="/{one.day:%Y/%m/%d}/{one.slug}/">'
        f'Läs mer</a></p></div><footer><a href="/nyheter/#respond">{visit % 9} kommentarer</a></footer></article>'
        for place, one in enumerate(rows)
    )
    recent = "".join(
        f'<li><a href="/kommentar/{visit}/{n}">Kommentar av Anna om inlägget {visit}</a></li>' for n in "abcd"
    )
    return (
        f'<div id="page"><header class="site-header">{f["menu"]}</header><main id="main">{listed}<nav class="pagination">'
        f'<a href="/page/2/">Äldre inlägg</a></nav></main><div id="secondary" class="widget-area sidebar">'
        f"<ul>{recent}</ul>{f['advert']}</div>{f['foot']}</div>"
    )


def episerver_blocks(rows, visit):
    f = furniture(visit)
    listed = "".join(
        f'<div class="block listblock col-md-{6 if place < 2 else 4}"><a class="listblock__link" '
        f'href="/sv/aktuellt/{one.slug}/"><h3 class="listblock__title">{one.title}</h3><span class="listblock__date">'
        f"{one.in_words}</span><p>{one.text}</p></a></div>"
        for place, one in enumerate(rows)
    )
    return (
        f'<header><div class="top">{f["clock"]}</div>{f["menu"]}</header><div role="main" class="container">'
        f'<h1>Aktuellt</h1><div class="row">{listed}</div></div><div class="promo">{f["popular"]}{f["advert"]}</div>'
        f"{f['foot']}"
    )


def drupal(rows, visit):
    f = furniture(visit)
    last = len(rows)
    listed = "".join(
        f'<div class="views-row views-row-{n} views-row-{"odd" if n % 2 else "even"}{" views-row-first" if n == 1 else ""}'
        f'{" views-row-last" if n == last else ""}"><div class="views-field views-field-created"><span class="field-content">'
        f'{one.day}</span></div><div class="views-field views-field-title"><span class="field-content">'
        f'<a href="/node/{one.number + 900}" hreflang="sv">{one.title}</a></span></div>'
        f'<div class="views-field views-field-body"><div class="field-content"><p>{one.text}</p></div></div></div>'
        for n, one in enumerate(rows, 1)
    )
    return (
        f'<div class="region region-navigation">{f["menu"]}</div><main><div class="view view-nyheter '
        f'js-view-dom-id-{f["sid"]}"><div class="view-content">{listed}</div></div></main>'
        f'<div class="region region-sidebar-second">{f["popular"]}<p>{f["count"]}</p></div>{f["foot"]}'
    )


def episerver_table(rows, visit):
    f = furniture(visit)
    listed = "".join(
        f'<tr class="{"alt" if place % 2 else ""}"><td class="date">{one.day}</td><td><a href="/templates/News.aspx?id='
        f'{one.number}&amp;epslanguage=sv&amp;PHPSESSID={f["sid"]}">{one.title}</a></td><td>{visit * 3 + place} visningar</td></tr>'
        for place, one in enumerate(rows)
    )
    return (
        f'<table class="layout"><tr><td id="left">{f["menu"]}</td><td id="mid"><h1>Pressmeddelanden</h1><p>{f["clock"]}</p>'
        f'<table class="newslist"><thead><tr><th>Datum</th><th>Rubrik</th><th>Läst</th></tr></thead><tbody>{listed}</tbody>'
        f'</table></td><td id="right">{f["advert"]}</td></tr></table>{f["foot"]}'
    )


def plain(rows, visit):
    f = furniture(visit)
    listed = "".join(f"<p>{one.day} <a href={one.slug}.htm>{one.title}</a><br>{one.text}\n" for one in rows)
    return f"<h2>Nyheter</h2><p>{f['count']}<p>{f['clock']}{listed}<hr><p>{f['updated']}"


def cards(rows, visit):
    f = furniture(visit)

    def card(one, place):
        kind = "card card--large" if not place else "card"
        return (
            f'<div class="{kind}"><a href="/artikel/{one.slug}" aria-hidden="true" tabindex="-1"><img src="/b/{visit}.jpg" alt="">'
            f'</a><div class="card__body"><a class="card__tag" href="/amne/{one.number % 3}">Tema {one.number % 3}</a>'
            f'<h3 class="card__title">{one.title}</h3><p class="card__text">{one.text}</p><span class="card__date">'
            f'{one.day.day:02}.{one.day.month:02}.{one.day.year}</span><a class="card__more" href="/artikel/{one.slug}">'
            f"Läs mer</a></div></div>"
        )

    lines = [rows[at : at + 3] for at in range(0, len(rows), 3)]
    listed = "".join(
        f'<div class="grid__line">{"".join(card(one, at * 3 + n) for n, one in enumerate(line))}</div>'
        for at, line in enumerate(lines)
    )
    return (
        f'<div class="site-header">{f["menu"]}</div><main><h1>Artiklar</h1>{f["advert"]}<section class="grid">{listed}'
        f'</section><section class="related"><h2>Fler ämnen</h2>{f["popular"]}</section></main>{f["foot"]}'
    )


def umbraco(rows, visit):
    f = furniture(visit)
    listed = "".join(
        f'<dt>{one.in_words}</dt><dd><a href="https://www.sandvik.example/press/{one.slug}?utm_source=lista{visit}">'
        f"{one.title}</a> <span>{visit + place} läsare</span></dd>"
        for place, one in enumerate(rows)
    )
    tips = "".join(
        f'<li><a href="/tips/{visit}-{n}">Tips nummer {n} för dagen {visit} om allt möjligt</a></li>' for n in "abc"
    )
    return (
        f'<div id="top">{f["menu"]}</div><section id="content"><h1>Press</h1><dl class="newsList">{listed}</dl></section>'
        f'<div class="relaterat"><ul>{tips}</ul></div>{f["foot"]}'
    )


SYSTEMS = (sitevision, wordpress, episerver_blocks, drupal, episerver_table, plain, cards, umbraco)


def html(system, rows, visit=0):
    head = f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Nyheter</title><meta name="x" content="{visit}">'
    return f"{head}</head><body>{system(rows, visit)}</body></html>".encode()
