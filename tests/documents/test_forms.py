"""The three forms say the same: headings, words, links; and a person's words are never read as markup."""

import re

import html5lib
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.documents import trees
from utkik.documents import markdown, tree, web
from utkik.documents.runs import blocks, line, linked

NAMESPACE = "{http://www.w3.org/1999/xhtml}"


def elements(html):
    return list(html5lib.parse(html).iter())


def tag(element):
    return str(element.tag).removeprefix(NAMESPACE)


def words(element):
    return " ".join("".join(element.itertext()).split())


def html_headings(html):
    return [(int(tag(e)[1]), words(e)) for e in elements(html) if re.fullmatch("h[1-6]", tag(e))]


def rendered(source):
    return MarkdownIt("commonmark").enable("table").render(source)


@pytest.mark.parametrize("make", [trees.ordinary, trees.worst])
def test_web_and_markdown_have_the_trees_headings_in_its_order(make):
    made = make()
    expected = [(level, " ".join(text.split())) for level, text in tree.headings(made)]
    assert html_headings(web.article(made)) == expected
    assert html_headings(rendered(markdown.render(made))) == expected


@pytest.mark.parametrize("make", [trees.ordinary, trees.worst])
def test_the_article_has_no_style_no_script_and_no_half_address(make):
    for element in elements(web.article(make())):
        assert tag(element) not in ("script", "style", "iframe", "object", "form", "img")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        address = element.attrib.get("href")
        assert address is None or address.startswith(("https://", "#"))


@pytest.mark.parametrize("make", [trees.ordinary, trees.worst])
def test_ids_stand_once_and_inner_links_lead_somewhere(make):
    found = elements(web.article(make()))
    known = [element.attrib["id"] for element in found if "id" in element.attrib]
    assert len(known) == len(set(known))
    inner = {element.attrib["href"][1:] for element in found if element.attrib.get("href", "").startswith("#")}
    assert inner <= set(known)


@pytest.mark.parametrize(
    "hostile", [trees.HOSTILE, "<img src=x onerror=alert(1)>", "{% load x %}{{ 7|add:7 }}", "&lt;b>"]
)
def test_hostile_words_come_out_as_they_were_written(hostile):
    made = trees.month(
        trees.summary(trees.item(1, hostile)), trees.signal(1, hostile, new=blocks(hostile)), title=hostile
    )
    expected = " ".join(hostile.split())
    assert words(html5lib.parse(web.article(made))).count(expected) == 4
    assert words(html5lib.parse(rendered(markdown.render(made)))).count(expected) == 4


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/o/x", 'https://"><b>']
)
def test_addresses_of_other_kinds_stay_text(address):
    made = trees.month(
        trees.summary(trees.item(1)),
        trees.signal(1, new=[{"kind": "p", "runs": [{"t": "hit", "href": address}]}], evidence=[{"url": address}]),
    )
    article = web.article(made)
    shown = [element.attrib["href"] for element in elements(article) if "href" in element.attrib]
    assert [href for href in shown if href[0] != "#"] in ([], [address, address])
    assert "<b>" not in article
    assert "](<javascript" not in markdown.render(made)


def test_foreign_evidence_says_its_language():
    article = web.article(trees.month(trees.summary(trees.item(1)), trees.full_signal(1)))
    assert '<span lang="en"><a href="https://maps.example/">A map</a></span>' in article
    assert '<article class="edition" lang="sv">' in article


def test_what_is_absent_leaves_no_empty_place():
    made = trees.month(trees.summary({"ref": "s1", "no": 1, "title": "Ån"}), trees.signal(1))
    del made["body"][1]["lead"], made["body"][0]["note"]
    article = web.article(made)
    assert not re.search(r"<(p|dd|dt|ul|ol|h\d|span|div)[^>]*>\s*</\1>", article)
    assert "None" not in article + markdown.render(made)
    assert "\n\n\n" not in markdown.render(made)


def test_the_file_alone_has_its_title_and_language():
    made = trees.ordinary()
    whole = web.whole(made, web.article(made), ["https://utkik.example/static/a.css"])
    found = elements(whole)
    assert [words(e) for e in found if tag(e) == "title"] == [
        "Vattnet kommer närmare – Lindholms kommun · Månadsrapport november 2026 · utgåva 1"
    ]
    assert whole.startswith('<!doctype html>\n<html lang="sv">')
    assert len([e for e in found if tag(e) == "h1"]) == 1


def test_the_same_tree_gives_the_same_words_whoever_reads():
    made = trees.ordinary()
    with translation.override("sv"):
        swedish = web.article(made)
    with translation.override("en"):
        assert web.article(made) == swedish
    assert re.search(r'cx="-?\d+(\.\d+)?"', swedish)
    assert not re.search(r'="-?\d+,\d', swedish)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_words_survive_markdown(text):
    expected = line(text)
    shown = html5lib.parse(rendered(f"a\n\n{markdown.runs(linked(text))}\n\nz"))
    paragraphs = [words(element) for element in shown.iter() if tag(element) == "p"]
    assert paragraphs == [part for part in ("a", " ".join(expected.split()), "z") if part]


@pytest.mark.parametrize(
    "text",
    ["1. maj", "1) maj", "# rubrik", "- streck", "+ plus", "> citat", "=====", "---", "***", "___", "`kod`", "a | b"]
    + [
        "    indraget",
        "<b>fet</b>",
        "&amp;",
        "&#65;",
        "~~bort~~",
        "![x](y)",
        "[a]: b",
        "a  ",
        "\\",
        "$x$",
        "Setext\n===",
    ],
)
def test_these_words_are_no_markup(text):
    assert words(html5lib.parse(rendered(markdown.escape(text)))) == " ".join(text.split())
    assert rendered(markdown.escape(text)).startswith("<p>")
