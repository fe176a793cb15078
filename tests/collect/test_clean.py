"""HTML from outside. What comes out is taken apart again: nothing but the allow-list may be found."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from utkik.collect.read import clean

ALLOWED = clean.TAGS | {"tbody"}
VECTORS = {
    "script": "<p>Hej<script>alert(1)</script></p>",
    "script with slashes": "<script/x>alert(1)</script/x>",
    "image": '<img src="https://spar.example/1.gif" onerror=alert(1)>',
    "broken image": "<img src=x:alert(alt) onerror=eval(src) alt=0>",
    "svg": "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "svg link": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "math": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "mathml annotation": '<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "template": "<template><script>alert(1)</script></template>",
    "style": "<style>@import 'https://ond.example/x.css';</style><p style='position:fixed;top:0'>x</p>",
    "style in select": "<select><style><!--</style><a rel='--></style></select><img src=1 onerror=alert(1)>'>",
    "javascript link": '<a href="javascript:alert(1)">x</a>',
    "javascript with tab": '<a href="java\tscript:alert(1)">x</a>',
    "javascript with control": '<a href="\x01javascript:alert(1)">x</a>',
    "javascript with entity": '<a href="&#106;avascript&colon;alert(1)">x</a>',
    "vbscript": '<a href="vbscript:msgbox(1)">x</a>',
    "data link": '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    "event": '<p onclick="alert(1)" onmouseover=alert(2)>x</p>',
    "iframe": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "form": '<form action="https://ond.example"><input name=losen><button formaction="javascript:1">OK</button></form>',
    "base": '<base href="https://ond.example/"><a href="x">x</a>',
    "meta": '<meta http-equiv="refresh" content="0;url=https://ond.example">',
    "object": '<object data="javascript:alert(1)"><embed src="x.swf"></object>',
    "htmx": '<p hx-get="/log-out" data-hx-trigger="load" hx-on:click="x()">x</p>',
    "title and lang": '<b title="javascript:alert(2)" lang="x&quot;">x</b>',
    "id and class": '<p id="main" class="button button--primary" name="csrf">x</p>',
    "data attributes": '<p data-key="e" data-focus-next aria-current="true">x</p>',
    "comment": "<!--[if IE]><script>alert(1)</script><![endif]--><p>x</p>",
    "unclosed": '<p>x<a href="https://a.example/"',
    "half a tag": "<p>x<scr",
    "closing only": "</p></div></body></html><p>x",
    "nul": "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "full-width": "＜script＞alert(1)＜/script＞",
    "nested table": "<table><a href='https://a.example'><table><td><p>x",
    "plaintext": "<plaintext><b>x",
    "xmp": "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "title": "<title><img src=x onerror=alert(1)></title>",
    "headings": "<h1>Stor <a href='/x'>rubrik</a></h1><h2><p>Mindre</p></h2>",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "processing": "<?xml-stylesheet href='javascript:alert(1)'?><p>x</p>",
    "many": "<b>" * 3000 + "x",
}


def faults(cleaned: str) -> list[str]:
    """What of the output is not on the list."""
    found = []
    for node in html5lib.parseFragment(cleaned, namespaceHTMLElements=False).iter():
        if not isinstance(node.tag, str) or node.tag == "DOCUMENT_FRAGMENT":
            continue
        if node.tag not in ALLOWED:
            found.append(f"element {node.tag}")
        for name, value in node.attrib.items():
            if node.tag != "a" or name not in ("href", "rel"):
                found.append(f"attribute {name} of {node.tag}")
            elif name == "href" and not value.startswith(("https://", "http://", "mailto:")):
                found.append(f"address {value}")
    return found


@pytest.mark.parametrize("markup", VECTORS.values(), ids=VECTORS.keys())
def test_only_what_is_on_the_list_comes_out(markup):
    cleaned = clean.clean(markup, "https://sandvik.example/a/b")
    assert faults(cleaned) == []
    assert clean.clean(cleaned, "https://sandvik.example/a/b") == cleaned
    assert "alert(1)" not in cleaned or "&lt;" in cleaned or "＜" in cleaned or "<" not in cleaned


PIECES = some.sampled_from(
    ["<", ">", "</", "/>", '"', "'", "=", "a", "p", "div", "b", "table", "td", "svg", "math", "style", "script", "h2",
     "img", "href", "onclick", "javascript:", "&lt;", "&#60;", "&", ";", "<!--", "-->", "<![CDATA[", "]]>", " ", "\n",
     "\x00", "\u2028", "noscript", "template", "mtext", "select", "https://a.example/", "text", "ö"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(some.lists(PIECES, max_size=25).map("".join))
def test_nothing_slips_through_and_cleaning_twice_changes_nothing(markup):
    cleaned = clean.clean(markup, "https://sandvik.example/")
    assert faults(cleaned) == []
    assert clean.clean(cleaned) == cleaned


@settings(max_examples=150, deadline=None)
@given(some.text(max_size=200))
def test_any_text_is_taken(text):
    cleaned = clean.clean(text)
    assert faults(cleaned) == []
    clean.plain(cleaned)
    clean.headline(text, is_html=True)


def test_links_are_made_absolute_before_relative_ones_are_refused():
    cleaned = clean.clean(
        '<a href="../c?d=1&amp;utm_source=x">c</a> <a href="//e.example/f">e</a>', "https://a.example/x/y"
    )
    assert 'href="https://a.example/c?d=1"' in cleaned and 'href="https://e.example/f"' in cleaned
    assert clean.clean('<a href="/c">c</a>') == "c"


def test_pictures_and_what_held_only_them_are_gone():
    markup = '<p>Text</p><p><a href="https://a.example/stor.jpg"><img src="liten.jpg"></a></p><div><br></div>'
    assert clean.clean(markup) == "<p>Text</p>"


def test_headings_become_bold_paragraphs_so_that_the_pages_own_order_holds():
    assert clean.clean("<h2>Bakgrund</h2><p>Text</p>") == "<p><strong>Bakgrund</strong></p><p>Text</p>"


def test_plain_text_has_a_line_for_each_block():
    assert clean.plain(clean.clean("<p>Ett &amp; två</p><ul><li>tre</li><li>fyra</li></ul>")) == "Ett & två\ntre\nfyra"


@pytest.mark.parametrize(
    ("told", "is_html", "shown"),
    [
        ("<3 månaders kö", True, "<3 månaders kö"),
        ("Budget: 5 < 7 procent", False, "Budget: 5 < 7 procent"),
        ("Hamn &amp; kaj", False, "Hamn & kaj"),
        ("<b>Fet</b> rubrik", False, "Fet rubrik"),
        ("a &lt;b&gt; c", True, "a <b> c"),
        ("AT&T växer", False, "AT&T växer"),
        ("rad\nett\x0brad\ttvå", False, "rad ett rad två"),
        ("o\u0308ppet \u202eförvänt", False, "öppet förvänt"),
        ("<script>alert(1)</script>Kvar", True, "Kvar"),
    ],
)
def test_a_headline_is_one_line_of_plain_text(told, is_html, shown):
    assert clean.headline(told, is_html=is_html) == shown
