"""A budget analysis says the same in its three forms, whatever is long, hostile or absent."""

import re

import html5lib
import pypdfium2
import pytest

from tests.documents import analyses
from tests.documents.test_forms import elements, html_headings, rendered, tag
from utkik.documents import check, markdown, pdf, tree, web
from utkik.documents.runs import blocks

MADE = [analyses.ordinary, analyses.single, analyses.worst]


def plain(headings):
    return [(level, " ".join(text.split())) for level, text in headings]


@pytest.mark.parametrize("make", [analyses.ordinary, analyses.single])
def test_the_same_headings_stand_in_the_same_order_in_all_three_forms(make):
    made = make()
    has_the_same_headings(made, pdf.render(made).content)


def has_the_same_headings(made, content):
    assert tree.faults(made) == []
    expected = plain(tree.headings(made))
    assert len(expected) >= 5
    assert html_headings(web.article(made)) == expected
    assert html_headings(rendered(markdown.render(made))) == expected
    assert check.headings(content) == [level for level, _ in expected]
    assert check.read_back(content, made) == []


@pytest.mark.parametrize("make", MADE)
def test_the_article_acts_on_nothing_and_its_inner_links_lead_somewhere(make):
    found = elements(web.article(make()))
    known = [element.attrib["id"] for element in found if "id" in element.attrib]
    assert len(known) == len(set(known))
    for element in found:
        assert tag(element) not in ("script", "style", "iframe", "form", "img")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        address = element.attrib.get("href", "https://")
        assert address.startswith(("https://", "#radar-way")) or address[1:] in known


def test_what_it_means_for_a_committee_is_one_page_also_where_it_just_overflows():
    for many in (1, 5, 6):
        numbers = list(range(1, many + 1))
        rows = [
            analyses.row(analyses.prose(60, n), analyses.prose(130, n), f"trend-{n}", no=n, when="Nu", pressure=4)
            for n in numbers
        ]
        signals = [
            {"title": analyses.prose(70, n), "publisher": "stöder", "url": "https://x.example/1"} for n in range(6)
        ]
        part = analyses.committee(3, numbers, rows=rows, signals=signals, take=blocks(analyses.prose(160, 2)))
        made = analyses.analysis(part, *(analyses.bare_trend(n) for n in numbers))
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.render(made).content)]
        (at,) = [place for place, text in enumerate(pages) if "Signaler som berör nämnden" in text]
        assert "Trycket på nämnden" in pages[at], many


def test_what_is_absent_leaves_no_empty_place():
    made = analyses.single()
    article = web.article(made)
    assert not re.search(r"<(p|dd|dt|ul|ol|h\d|span|div)[^>]*>\s*</\1>", article)
    assert "None" not in article + markdown.render(made)


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>alert(1)</script></svg>",
        '<svg onload="alert(1)"></svg>',
        '<svg><a href="https://evil.example"><circle r="1"/></a></svg>',
        '<svg style="x"></svg>',
        "<svg><foreignObject/></svg>",
        '<!DOCTYPE x [<!ENTITY e "x">]><svg>&e;</svg>',
        "<p>ingen bild</p>",
        "<svg>",
    ],
)
def test_a_drawing_that_acts_or_leads_out_is_refused(svg):
    made = analyses.analysis({"kind": "figure", "svg": svg, "alt": "Bild"})
    assert any("drawing" in fault for fault in tree.faults(made))


def test_a_row_of_pressure_needs_a_cell_for_each_committee():
    made = analyses.ordinary()
    section = next(node for node in made["body"] if node.get("id") == "units")
    section["body"][0]["rows"][0]["cells"].pop()
    assert tree.faults(made) == ["pressure: every row needs as many cells as there are columns"]


def test_a_table_of_consequences_keeps_its_roles_where_it_becomes_a_list():
    html = html5lib.parse(web.article(analyses.ordinary()))
    roles = {element.attrib.get("role") for element in html.iter() if tag(element) in ("table", "tr", "td", "th")}
    assert {"table", "row", "cell", "rowheader", "columnheader"} <= roles


def test_the_head_of_an_analysis_is_one_phrase_in_markdown():
    head = markdown.render(analyses.single())[:400]
    assert "\n\nOmvärldsanalys inför budget 2028\n\n" in head
