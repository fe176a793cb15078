"""Trees to draw: an ordinary month, and the worst one (every text at its longest, fields absent, hostile words)."""

from typing import Any

from utkik.documents import dial
from utkik.documents.runs import blocks, linked

HOSTILE = (
    r'#panic("x") $x^2$ @ref <label> [b] \u{41} `rå` *fet* _kursiv_ = rubrik // kommentar #import "a.typ" --- ~ {1+1} '
    '"citat" </p><script>alert(1)</script> &amp; {{ tree }} | ![x](y)'
)
BASE = "https://utkik.lindholm.example/o/lindholm"
LONG = (
    "https://www.mycketlangtdomannamnforenkommun.example/om-kommunen/"
    + "/".join(["kommunstyrelsens-arbetsutskott-sammantradesprotokoll-bilaga"] * 3)
    + "/2026-11-23?dokument=18f3a7&version=4711&utm_source=nyhetsbrev#avsnitt-7.3.2"
)
COMPOUNDS = [
    "realisationsvinstbeskattningsnedsättningsförordningen",
    "kommunalförbundsöverenskommelseförhandlingarna",
    "omvärldsbevakningsgruppsmedlemskapsansökan",
    "nordvästersjökustartilleriflygspaningssimulatoranläggningsmaterielunderhållsuppföljningssystem",
]
SENTENCE = (
    "kommunen prövar nu hur barn, äldre och medarbetare kan mötas i lokaler som redan finns, utan att någon behöver "
    "vänta på ett beslut som ändå inte kommer före nästa budget"
)
WORDS = SENTENCE.split()

LABELS = {
    "level": "Nivå",
    "area": "Område",
    "horizon": "Tidshorisont",
    "sort": "Sort",
    "date": "Fångad",
    "concerns": "Berör",
    "trend": "Trend",
    "points": "Poäng",
    "new": "Vad är nytt?",
    "land": "Därför är detta intressant för Lindholm",
    "how": "Så gjorde de",
    "question": "Att tala om",
    "evidence": "Underlag",
    "untitled": "Utan rubrik",
    "web": "På webben",
    "open": "Öppna signalen",
    "page": "sidan",
    "answer": "Ledningsgruppens svar",
    "answers": ["Tar vidare", "Fortsätter bevaka", "Ingen åtgärd"],
    "owner": "Ansvarig",
    "until": "Svar eller återkomst senast",
    "hurry": "Har du inte mer tid är det här rapporten.",
    "number": "Nummer",
}


def month(*body: dict[str, Any], title: str = "Vattnet kommer närmare", **changed: Any) -> dict[str, Any]:
    """A whole tree around these nodes."""
    tree = {
        "format": "utkik-document",
        "version": 1,
        "kind": "monthly-report",
        "lang": "sv",
        "region": "SE",
        "meta": {
            "title": title,
            "organisation": "Lindholms kommun",
            "period": "November 2026",
            "running": "Lindholms kommun · Månadsrapport november 2026 · utgåva 1",
            "published": "2026-11-27T08:00:00+00:00",
        },
        "look": {},
        "levels": [
            {"id": "own", "name": "Invärld"},
            {"id": "near", "name": "Närvärld"},
            {"id": "wider", "name": "Omvärld"},
        ],
        "labels": LABELS,
        "body": [cover(title), *body],
    }
    return tree | changed


def cover(title: str, **changed: Any) -> dict[str, Any]:
    marks = [{"at": dial.day(day, 30), "level": ["own", "near", "wider"][day % 3], "no": day} for day in range(1, 6)]
    marks += [{"at": dial.day(1 + place % 27, 30), "level": ["near", "wider", "own"][place % 3]} for place in range(29)]
    return {
        "kind": "cover",
        "organisation": "Lindholms kommun",
        "kicker": "Månadsrapport till ledningsgruppen",
        "period": "November 2026",
        "title": title,
        "edition": "Utgåva 1, 27 november 2026",
        "note": "Fem signaler, lyfta ur 34 av åtta bedömare.",
        "counts": [{"n": "34", "label": "signaler samlades in"}, {"n": "5", "label": "lyftes", "lifted": True}],
        "dial": {"turn": 30, "labels": dial.labels(30), "marks": dial.place(marks), "alt": "Tre ringar, en per nivå."},
    } | changed


def summary(*items: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {
        "kind": "summary",
        "id": "fem",
        "title": "Fem minuter",
        "lead": linked("Två av månadens signaler handlar om vatten, och båda kostar mindre om vi börjar nu."),
        "items": list(items),
    } | changed


def item(number: int, title: str = "Ån kommer högre", text: str = "Två av våra planer berörs.") -> dict[str, Any]:
    return {"ref": f"s{number}", "no": number, "title": title, "text": linked(text), "area": "Klimat och vatten"}


def signal(number: int, title: str = "Ån kommer högre", **changed: Any) -> dict[str, Any]:
    return {
        "kind": "signal",
        "id": f"s{number}",
        "no": number,
        "title": title,
        "level": "near",
        "new": blocks("Länsstyrelsen har räknat om riskerna.\nKartorna gäller från årsskiftet."),
        "land": blocks("Två av våra pågående planer ligger innanför den nya linjen."),
    } | changed


def full_signal(number: int, **changed: Any) -> dict[str, Any]:
    return (
        signal(
            number,
            area="Klimat och vatten",
            place="Hallands län",
            horizon="Nu",
            sort="Händelse eller beslut",
            date="4 november 2026",
            concerns=["Byggnadsnämnden", "Teknik"],
            trend="Komplexa samhällsutmaningar",
            points="19 av 80",
            how={"who": "Norrviks kommun", "body": blocks("De började med kartan:\n- först gatorna\n- sedan husen")},
            question=linked("Vem ska ge beskedet till husägarna?"),
            evidence=[
                {
                    "title": "Nya kartor",
                    "publisher": "Länsstyrelsen",
                    "date": "3 november 2026",
                    "url": f"{BASE}/karta",
                },
                {"title": "Samtal med planchefen", "date": "5 november 2026"},
                {"title": "A map", "url": "https://maps.example/", "lang": "en"},
            ],
            web=f"{BASE}/signals/{number}",
        )
        | changed
    )


def others(*titles: str) -> dict[str, Any]:
    items = [{"title": title, "web": f"{BASE}/signals/9", "line": linked("Parkerad till mars.")} for title in titles]
    return {"kind": "others", "groups": [{"level": "wider", "title": "Längre bort", "items": items}]}


def section(title: str, *body: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {"kind": "section", "title": title, "body": list(body)} | changed


def colophon() -> dict[str, Any]:
    return {
        "kind": "colophon",
        "title": "Om rapporten",
        "body": blocks("Rapporten är fryst. Ändringar görs bara genom en ny utgåva."),
        "rows": [
            {"label": "Utgiven av", "value": "Omvärldsbevakningsgruppen"},
            {"label": "På webben", "value": [{"t": f"{BASE}/reports/2026-11", "href": f"{BASE}/reports/2026-11"}]},
        ],
    }


def table(rows: int = 3) -> dict[str, Any]:
    return {
        "kind": "table",
        "wide": True,
        "caption": "De lyfta signalernas poäng",
        "columns": [
            {"label": "Nr", "width": "auto"},
            {"label": "Signal", "width": 1},
            {"label": "Poäng", "align": "right", "width": "auto"},
        ],
        "rows": [
            [{"mark": row}, [{"t": "Ån ", "b": True}, {"t": "kommer", "href": f"{BASE}/signals/{row}"}], "19"]
            for row in range(1, rows + 1)
        ],
    }


def line() -> dict[str, Any]:
    return {
        "kind": "line",
        "min": 1,
        "max": 30,
        "step": 1,
        "alt": "Månaden på en skala: omgången öppnar den 21, rapporten ges ut den 27.",
        "ticks": [{"at": 1, "label": "1"}, {"at": 15, "label": "15"}, {"at": 30, "label": "30"}],
        "marks": [
            {"at": 1, "label": "Insamling", "new": False, "align": "left"},
            {"at": 27, "label": "Rapport", "new": True, "align": "left", "w": 30},
        ],
    }


def ordinary() -> dict[str, Any]:
    """A month with everything in it."""
    return month(
        summary(
            item(1),
            item(2, "Medborgarråd lottades fram – och fick avgöra en halv miljon på riktigt"),
            ask={"title": "Detta ber vi ledningsgruppen om", "text": linked("Ett svar på varje signal.")},
        ),
        full_signal(1),
        signal(2, "Medborgarråd lottades fram – och fick avgöra en halv miljon på riktigt"),
        section("22 signaler till", others("Sjukfrånvaron sjunker", "Färre söker våra chefstjänster"), id="ovriga"),
        section(
            "Så valdes två av tjugofyra",
            line(),
            {"kind": "text", "body": blocks("Metod: poäng.")},
            table(),
            {"kind": "land", "title": "Detta tar vi med oss", "body": blocks("Mer tid till samtal.")},
            colophon(),
            id="omgang",
            lead=linked("Åtta personer bedömde var för sig."),
            **{"break": False},
        ),
    )


def prose(length: int, seed: int) -> str:
    """Sentences of an exact length, with very long words among them."""
    out: list[str] = []
    place = seed
    while len(" ".join(out)) < length:
        out.append(COMPOUNDS[place % 4] if place % 13 == 7 else WORDS[place % len(WORDS)])
        place += 1
    cut = " ".join(out)[: length - 1].rstrip(" ,") + "."
    return cut[0].upper() + cut[1:]


def _worst_signal(number: int) -> dict[str, Any]:
    title = prose(100, number * 3)
    if number % 3 == 0:
        title = f"Kommunalförbundsöverenskommelseförhandlingarna om välfärdsteknikupphandlingssamordning, del {number}"
    bare = signal(
        number,
        title[:100],
        level=["own", "near", "wider"][number % 3],
        new=blocks(f"{prose(600, number)}\n{HOSTILE} {LONG}"),
        land=blocks(prose(600, number + 5)),
    )
    if number == 4:  # number four has nothing but what is required
        return bare
    if number == 5:
        bare["land"] = blocks(
            "Emoji 🚲👩🏽‍🚒 och العربية och 漢字 och Київ och e\u0323\u0302\u0336 och \u202eomvänd\u202c."
        )
    return bare | {
        "area": "Samhällsbyggnadsförvaltningens fastighetsutvecklingsenhet",
        "place": "Västra Götalandsregionens sydvästra kommunalförbundsområde",
        "horizon": "Mandatperioden (1–4 år)",
        "sort": "Händelse eller beslut",
        "date": "30 november 2026",
        "concerns": [
            "Nämnden för gymnasium och arbetsmarknad",
            "Nämnden för individ- och familjeomsorg",
            "Servicenämnden",
        ],
        "trend": "Komplexa samhällsutmaningar kräver nya arbetssätt",
        "points": "30 av 1 300",
        "how": {
            "who": "Kommunalförbundet Göteborgsregionens kommunalförbundsöverenskommelsenämnd",
            "body": blocks(prose(1200, number + 9)),
        },
        "question": linked(prose(280, number + 2)[:-1] + "?"),
        "web": f"{BASE}/signals/{number}",
        "evidence": [
            {
                "title": prose(160, number + place),
                "publisher": "Myndigheten för samhällsbyggnadsforskningsfinansiering",
                "date": "30 november 2026",
                "url": f"{LONG}-{place}",
            }
            for place in range(8)
        ]
        + [{"url": LONG}, {"title": "Samtal"}, {"title": "Farlig länk", "url": "javascript:alert(1)"}],
    }


def worst() -> dict[str, Any]:
    """Ten signals at full length, forty others, a table over pages."""
    signals = [_worst_signal(number) for number in range(1, 11)]
    items = [item(node["no"], node["title"], prose(180, node["no"] + 1)) for node in signals]
    groups = [
        {
            "level": level,
            "title": title,
            "items": [
                {
                    "title": prose(100, place),
                    "area": "Samhällsbyggnadsförvaltningen",
                    "line": linked(prose(160, place + 4)),
                }
                for place in range(20)
            ],
        }
        for level, title in (("own", "Inifrån"), ("wider", "Längre bort"))
    ]
    tree = month(
        summary(
            *items,
            lead=linked(prose(500, 3)),
            ask={"title": "Detta ber vi ledningsgruppen om", "text": linked(prose(280, 2))},
        ),
        *signals,
        section("Fyrtio signaler till", {"kind": "others", "groups": groups}),
        section(HOSTILE[:60], table(30), {"kind": "text", "body": blocks(f"{HOSTILE}\n- {HOSTILE}")}, colophon()),
        title=HOSTILE[:40] + prose(60, 1),
    )
    tree["body"][0] |= {
        "organisation": "Kommunalförbundet Norra Bohusläns och Dalslands samverkande kommuner",
        "kicker": "Månadsrapport till kommunstyrelsens arbetsutskott och den förvaltningsövergripande ledningsgruppen",
        "period": "September 2026",
    }
    return tree
