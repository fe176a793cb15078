"""Budget analyses to draw: an ordinary year, the worst one (14 trends, 8 committees), and a single trend."""

from typing import Any

from tests.documents.trees import BASE, COMPOUNDS, HOSTILE, LONG, colophon, cover, month, prose, section
from utkik.documents.runs import blocks, linked
from utkik.trends.draw import lines
from utkik.trends.draw.marks import Mark
from utkik.trends.draw.radar import radar

FORCES = ["Befolkning", "Värderingar", "Teknik", "Klimat", "Globalisering"]
HORIZONS = ["Nu", "Mandatperioden", "Längre fram", "Långt fram"]
MOVES = ["closer", "unchanged", "new", "further"]
COMMITTEES = [
    "Nämnden för förskola och grundskola",
    "Nämnden för gymnasium och arbetsmarknad",
    "Nämnden för vård och omsorg",
    "Nämnden för teknik",
    "Nämnden för kultur och fritid",
    "Byggnadsnämnden",
    "Nämnden för individ- och familjeomsorg samt kommunalförbundsöverenskommelseförhandlingar",
    "Miljö- och hälsoskyddsnämnden",
]
LABELS = {
    "number": "Nr",
    "trend": "Trend",
    "force": "Kraft",
    "horizon": "Tidshorisont",
    "move": "Rörelse",
    "pressure": "Tryck",
    "evidence": "Underlag",
    "framework": "Trendram",
    "what": "Vad är det som händer?",
    "strip": "Underlag över åren",
    "strip_for": "ovanför linjen: stöder",
    "strip_against": "under: talar emot",
    "strip_angle": "ny vinkel",
    "strip_lifted": "lyft i en månadsrapport",
    "lifted": "Lyfta signaler bakom trenden",
    "land": "Det här betyder trenden för Lindholm",
    "consequences": "Konsekvens per nämnd",
    "unit": "Nämnd",
    "consequence": "Konsekvens",
    "when": "När",
    "take": "Det här tar nämnden med sig",
    "question": "Att tala om",
    "signals": "Signaler som berör nämnden",
    "none": "inte angivet",
    "untitled": "Utan rubrik",
    "web": "På webben",
    "open": "Öppna trenden",
    "page": "sidan",
    "level": "Nivå",
}


def analysis(*body: dict[str, Any], title: str = "Fyra trender kan inte vänta", **changed: Any) -> dict[str, Any]:
    """A whole tree around these nodes."""
    first = cover(title, kicker="Omvärldsanalys inför", period="Budget 2028", edition="Utgåva 1, 4 december 2026")
    first["dial"] |= {"turn": 12, "dot": 0.85, "labels": [{"at": 0.0417, "t": "dec"}]}
    whole = month(*body, title=title) | {"kind": "budget-analysis", "labels": LABELS}
    whole["body"][0] = first
    whole["meta"] |= {"period": "Budget 2028", "running": "Lindholms kommun · Omvärldsanalys 2028 · utgåva 1"}
    return whole | changed


def stack(numbers: list[int], title: str = "Trenderna efter förändringstryck") -> dict[str, Any]:
    rows = [(number, 2 + number % 4, MOVES[number % 4]) for number in numbers]
    return {
        "title": title,
        "min": 1,
        "max": 5,
        "step": 0.5,
        "ticks": [{"at": at, "label": {1: "1 svagt", 5: "5 starkt"}.get(at, str(at))} for at in range(1, 6)],
        "stacks": [{"at": at, "no": number, "new": move == "new"} for number, at, move in rows],
        "alt": "Trenderna på en skala 1–5.",
        "svg": lines.stack(rows, label="Trenderna på en skala 1–5."),
    }


def onepage(numbers: list[int], *points: str, **changed: Any) -> dict[str, Any]:
    asks = [
        "Pröva varje ny lokal mot prognosen för 2032.",
        "Svara på vem som ska göra jobbet.",
        "Ge beredskapen en rad.",
    ]
    return {
        "kind": "onepage",
        "id": "one-page",
        "title": "På en sida",
        "lead": linked("Fjorton trender har vägts mot varandra. Fyra har högsta förändringstryck."),
        "points": [[{"t": "Människor är den knappa resursen.", "b": True}, {"t": f" {point}"}] for point in points],
        "asks": {"title": "Kommundirektörens tre medskick", "items": [linked(ask) for ask in asks]},
        "stack": stack(numbers),
    } | changed


def bare_trend(number: int, title: str = "Kampen om medarbetarna tar inte slut", **changed: Any) -> dict[str, Any]:
    """Nothing but what is required."""
    land = blocks("Det går inte att annonsera sig ur detta.")
    return {"kind": "trend", "id": f"trend-{number}", "no": number, "title": title, "land": land} | changed


def strip(many: int, seed: int = 0) -> dict[str, Any]:
    marks = [
        {"at": 2022 + (place * 37 + seed) % 59 / 12, "dir": [1, 1, 1, -1, 0][place % 5], "lifted": place % 6 == 0}
        for place in range(many)
    ]
    pieces = [lines.Piece(mark["at"], mark["dir"], mark["lifted"]) for mark in marks]
    alt = f"{many} underlag från 2022 till 2026."
    drawn = lines.strip(pieces, 2022, 2026, 2026.9, label=alt, words=("stöder", "talar emot"), large=True)
    return {"from": 2022, "to": 2027, "marks": marks, "alt": alt, "svg": drawn}


def row(name: str, text: str, ref: str = "", **changed: Any) -> dict[str, Any]:
    return {"name": name, "text": linked(text), **({"ref": ref} if ref else {}), "when": "Nu", "pressure": 4} | changed


def full_trend(number: int, units: list[int], title: str = "AI blir en kollega", **changed: Any) -> dict[str, Any]:
    return (
        bare_trend(
            number,
            title,
            force=FORCES[number % 5],
            horizon=HORIZONS[number % 4],
            move=MOVES[number % 4],
            move_text=["Närmare än i fjol", "Oförändrad", "Ny i år", "Längre bort än i fjol"][number % 4],
            pressure="4 av 5",
            evidence="28 underlag, 6 lyfta",
            framework="SKR: AI förändrar arbetslivet",
            what=blocks("Hälften av medarbetarna använder AI i arbetet.\nNya regler lägger ansvaret på användaren."),
            strip=strip(28, number),
            lifted=[{"title": "Tre kommuner delar jurist", "publisher": "Månadsrapport", "url": f"{BASE}/signals/3"}],
            consequences=[row(COMMITTEES[unit], "Ta fram gemensamma mål.", f"unit-{unit}") for unit in units],
            web=f"{BASE}/trends/{number}",
        )
        | changed
    )


def committee(unit: int, numbers: list[int], **changed: Any) -> dict[str, Any]:
    return {
        "kind": "committee",
        "id": f"unit-{unit}",
        "title": COMMITTEES[unit],
        "lead": linked(f"{len(numbers)} trender ger konsekvenser."),
        "rows": [row("AI blir en kollega", "Ta fram mål.", f"trend-{number}", no=number) for number in numbers],
        "stack": stack(numbers, "Trycket på nämnden"),
        "take": blocks("Nämnden behöver en enda plan."),
        "question": linked("Vad kan vi sluta göra i år?"),
        "signals": [{"title": "Svalare boenden", "date": "maj 2026", "url": f"{BASE}/signals/4"}],
        "web": f"{BASE}/analyses/2028/parts/{unit}",
    } | changed


def picture(numbers: list[int]) -> dict[str, Any]:
    marks = [
        Mark(number, number, f"{number}. Trend", number % 5, number % 4, (number + 1) % 4, MOVES[number % 4])
        for number in numbers
    ]
    alt = "Trenderna på radarn, samma uppgifter som i tabellen nedanför."
    return {"kind": "figure", "svg": radar(marks, HORIZONS, FORCES, label=alt), "alt": alt, "caption": "Ifylld: ny."}


def table(numbers: list[int], title: str = "AI blir en kollega") -> dict[str, Any]:
    named = [
        ("Nr", "auto"),
        ("Trend", 2.6),
        ("Kraft", "auto"),
        ("Tidshorisont", "auto"),
        ("Rörelse", 1),
        ("Tryck", "auto"),
    ]
    return {
        "kind": "table",
        "wide": True,
        "tall": True,
        "columns": [{"label": label, "width": width} for label, width in named],
        "rows": [
            [{"trend": number}, [{"t": title, "ref": f"trend-{number}"}], FORCES[number % 5], "Nu", "Ny i år", "4"]
            for number in numbers
        ],
    }


def pressure(numbers: list[int], units: list[int], title: str = "AI blir en kollega") -> dict[str, Any]:
    rows = [
        {
            "no": number,
            "title": title,
            "ref": f"trend-{number}",
            "cells": [(number * 3 + unit) % 6 for unit in units],
        }
        for number in numbers
    ]
    return {"kind": "pressure", "columns": [{"name": COMMITTEES[u], "ref": f"unit-{u}"} for u in units], "rows": rows}


def ordinary() -> dict[str, Any]:
    """Three trends, two committees, everything filled in."""
    numbers, units = [1, 2, 3], [0, 2]
    return analysis(
        {"kind": "contents", "title": "Innehåll"},
        onepage(numbers, "Kampen om medarbetarna berör alla nämnder.", "Havet har flyttats ett steg närmare."),
        section(
            "En trend har kommit närmare", picture(numbers), table(numbers), id="radar", lead=linked("Mitten är nu.")
        ),
        *(full_trend(number, units) for number in numbers),
        section("Vad det betyder, nämnd för nämnd", pressure(numbers, units), id="units"),
        *(committee(unit, numbers) for unit in units),
        section("Så gjordes analysen", {"kind": "text", "body": blocks("Två nämnder lämnade inspel.")}, colophon()),
    )


def single() -> dict[str, Any]:
    """One trend with nothing but its meaning, one consequence, one committee without more."""
    bare = {"kind": "committee", "id": "unit-5", "title": COMMITTEES[5]}
    rows = [{"name": "Havet kommer närmare", "text": linked("Höj golvet."), "no": 1, "ref": "trend-1"}]
    return analysis(
        onepage([1]) | {"points": []},
        bare_trend(1, consequences=[{"name": COMMITTEES[5], "text": linked("Höj golvet."), "ref": "unit-5"}]),
        bare | {"rows": rows},
        section("Så gjordes analysen", colophon()),
    )


def _worst_trend(number: int) -> dict[str, Any]:
    if number == 4:
        return bare_trend(number, prose(120, number))
    rows = [
        row(
            name,
            f"{prose(400, number + unit)} {LONG if unit == 1 else ''}",
            f"unit-{unit}",
            pressure=5,
            when="Mandatperioden",
        )
        for unit, name in enumerate(COMMITTEES)
    ]
    sources = [
        {"title": prose(100, number + k), "publisher": "Månadsrapport", "date": "november 2026", "url": f"{LONG}-{k}"}
        for k in range(8)
    ]
    return full_trend(
        number,
        [],
        prose(120, number * 3) if number % 3 else f"{COMPOUNDS[number % 4]} {COMPOUNDS[(number + 1) % 4]}"[:118],
        force=COMPOUNDS[1],
        horizon="Mandatperioden (1–4 år)",
        framework=prose(150, number),
        what=blocks(f"{prose(600, number)}\n{HOSTILE} {LONG}"),
        land=blocks(prose(600, number + 5)),
        strip=strip(160, number),
        lifted=sources,
        consequences=rows,
    )


def worst() -> dict[str, Any]:
    """Fourteen trends, eight committees, every text at its longest, hostile words."""
    numbers, units = list(range(1, 14)) + [140], list(range(8))
    points = [prose(300, seed) for seed in range(6)]
    long = prose(120, 2)
    parts = [
        committee(
            unit,
            numbers,
            rows=[row(prose(120, n), prose(400, n + unit), f"trend-{n}", no=n, when="Mandatperioden") for n in numbers],
            take=blocks(prose(600, unit)),
            question=linked(prose(279, unit) + "?"),
            signals=[
                {"title": prose(100, k), "publisher": "Länsstyrelsen", "date": "maj 2026", "url": f"{LONG}-{k}"}
                for k in range(12)
            ],
        )
        for unit in units
    ]
    tree = analysis(
        {"kind": "contents", "title": "Innehåll"},
        onepage(
            numbers,
            *points,
            lead=linked(prose(500, 3)),
            asks={"title": "Kommundirektörens tre medskick", "items": [linked(prose(280, seed)) for seed in (1, 2, 3)]},
        ),
        section(prose(100, 7), picture(numbers), id="radar", lead=linked(prose(300, 1))),
        section("Fjorton trender i fem krafter", table(numbers, long), id="trends", lead=linked(prose(200, 1))),
        *(_worst_trend(number) for number in numbers),
        section(
            "Vad det betyder, nämnd för nämnd", pressure(numbers, units, long), id="units", lead=linked(prose(200, 4))
        ),
        *parts,
        section(
            HOSTILE[:60], {"kind": "text", "body": blocks(f"{HOSTILE}\n- {HOSTILE}\n{prose(1200, 3)}")}, colophon()
        ),
        title=HOSTILE[:40] + prose(60, 1),
    )
    tree["body"][0] |= {"organisation": "Kommunalförbundet Norra Bohusläns och Dalslands samverkande kommuner"}
    return tree
