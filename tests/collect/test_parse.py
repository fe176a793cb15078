"""Feeds of every form, right and wrong, read from bytes."""

import json
import time

import pytest

from tests.collect.feeds import atom, item, rss
from utkik.collect import failures
from utkik.collect.read import parse

HERE = "https://sandvik.example/flode/allt.xml"


def read(body, address=HERE, charset=""):
    return parse.read(body if isinstance(body, bytes) else body.encode(), address, charset)


def only(body, **options):
    return read(body, **options).entries[0]


def failure(body, **options):
    with pytest.raises(failures.Unreadable) as wrong:
        read(body, **options)
    return wrong.value.code


def test_an_rss_item_is_read_whole():
    entry = only(
        rss(
            item("Bygglov", "/n/1?utm_source=rss", guid="g1", date="Tue, 07 Jan 2025 08:00:00 +0100", text="<p>Hej</p>")
        )
    )
    assert (entry.guid, entry.title, entry.link) == ("g1", "Bygglov", "https://sandvik.example/n/1")
    assert (entry.summary_html, entry.summary_text) == ("<p>Hej</p>", "Hej")
    assert entry.published.isoformat() == "2025-01-07T07:00:00+00:00"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss(item()), "rss"),
        (rss(item(), attributes='version="0.91"'), "rss"),
        (atom("<entry><title>a</title><id>1</id></entry>"), "atom"),
        (
            b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>x</title><entry><title>a</title></entry></feed>',
            "atom",
        ),
        (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            b'<channel rdf:about="https://a.example/"><title>x</title></channel>'
            b'<item rdf:about="https://a.example/1"><title>a</title></item></rdf:RDF>',
            "rdf",
        ),
        (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
            b"<channel><title>x</title></channel><item><title>a</title><link>https://a.example/1</link></item></rdf:RDF>",
            "rdf",
        ),
        (
            json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "title": "a"}]}).encode(),
            "json",
        ),
    ],
)
def test_the_forms_are_told_apart(body, kind):
    found = read(body)
    assert (found.kind, len(found.entries)) == (kind, 1)


def test_the_feeds_own_text_comes_before_its_summary():
    more = '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">&lt;p&gt;Hel&lt;/p&gt;</content:encoded>'
    assert only(rss(item(text="Kort", more=more))).summary_html == "<p>Hel</p>"


def test_dublin_core_and_media_fill_what_is_missing():
    more = (
        '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">Titel</dc:title>'
        '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2025-01-07T08:00:00+01:00</dc:date>'
        '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:description>Om bilden</media:description>'
        "</media:group>"
    )
    entry = only(rss(item("", more=more)))
    assert (entry.title, entry.summary_text) == ("Titel", "Om bilden")
    assert entry.published.isoformat() == "2025-01-07T07:00:00+00:00"


def test_an_item_without_link_keeps_what_it_has():
    feed = read(
        rss(
            item("a", "", more="<guid>https://a.example/g</guid>"),
            item("b", "", guid="bara-namn"),
            item("c", "", more='<enclosure url="https://a.example/c.mp3" type="audio/mpeg"/>'),
            item("d", "", more='<guid isPermaLink="false">https://a.example/d</guid>'),
        )
    )
    assert [entry.link for entry in feed.entries] == ["https://a.example/g", "", "https://a.example/c.mp3", ""]


def test_an_item_without_title_is_called_by_its_first_words():
    words = "Kommunen bygger om torget " * 12
    assert only(rss(item("", text=f"<p>{words}</p>"))).title.startswith("Kommunen bygger om torget")
    assert len(only(rss(item("", text=f"<p>{words}</p>"))).title) < 110


def test_a_date_that_cannot_be_read_is_none():
    assert only(rss(item(date="snart"))).published is None


def test_the_entrys_own_base_counts():
    feed = atom(
        '<entry xml:base="nar/2025/"><title>a</title><link href="plan"/><content type="html">'
        '&lt;a href="bilaga"&gt;b&lt;/a&gt;</content></entry>',
        "<entry><title>b</title><link href='om'/><summary type='html'>&lt;a href='x'&gt;x&lt;/a&gt;</summary></entry>",
    )
    first, second = read(feed).entries
    assert first.link == "https://sandvik.example/flode/nar/2025/plan"
    assert 'href="https://sandvik.example/flode/nar/2025/bilaga"' in first.summary_html
    assert second.link == "https://sandvik.example/flode/om"
    assert 'href="https://sandvik.example/flode/x"' in second.summary_html, "seen from the item's own link"


def test_the_page_itself_is_chosen_among_an_entrys_links():
    entry = (
        '<entry><title>a</title><link rel="self" href="/1.atom"/><link rel="enclosure" href="/1.pdf"/>'
        '<link rel="alternate" type="application/json" href="/1.json"/><link type="text/html" href="/1"/></entry>'
    )
    assert only(atom(entry)).link == "https://sandvik.example/1"


def test_of_several_links_of_an_rss_item_the_last_counts():
    more = "<link>https://sandvik.example/n/2</link>"
    assert only(rss(item(link="https://sandvik.example/n/1", more=more))).link == "https://sandvik.example/n/2"


def test_a_link_of_atom_that_stands_as_text_ranks_by_what_it_is():
    links = (
        '<link rel="alternate" href="https://sandvik.example/sidan"/>'
        '<link rel="enclosure">https://sandvik.example/fil.pdf</link>'
    )
    assert only(atom(f"<entry><title>a</title>{links}</entry>")).link == "https://sandvik.example/sidan"


def test_a_document_of_one_atom_entry_is_a_feed_of_one():
    found = read(
        '<entry xmlns="http://www.w3.org/2005/Atom"><title>Ensam</title><id>urn:x</id><link href="/n/1"/></entry>'
    )
    assert (found.kind, found.entries[0].title, found.entries[0].link) == (
        "atom", "Ensam", "https://sandvik.example/n/1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('<title type="html">&lt;3 månaders kö</title>', "<3 månaders kö"),
        ("<title>Budget: 5 &lt; 7 procent</title>", "Budget: 5 < 7 procent"),
        ('<title type="html">&lt;em&gt;Nytt&lt;/em&gt; &amp;amp; gammalt</title>', "Nytt & gammalt"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ett <b>fett</b> ord</div></title>',
            "Ett fett ord",
        ),
        ("<title><![CDATA[Skola & fritid]]></title>", "Skola & fritid"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ett<script>x()</script> ord</div></title>',
            "Ett ord",
        ),
    ],
)
def test_titles_of_every_type(title, shown):
    assert only(atom(f"<entry>{title}<id>1</id></entry>")).title == shown


def test_xhtml_content_is_read_as_html():
    entry = (
        '<entry><title>a</title><content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>Ett '
        "<x:b>fett</x:b> ord</x:p><x:script>alert(1)</x:script></x:div></content></entry>"
    )
    assert only(atom(entry)).summary_html == "<div><p>Ett <b>fett</b> ord</p></div>"


def test_text_that_was_escaped_once_too_often_is_read_as_meant():
    assert only(rss(item(text="&lt;p&gt;Hej &amp;amp; hå&lt;/p&gt;"))).summary_html == "<p>Hej &amp; hå</p>"


def test_plain_text_keeps_its_paragraphs_and_its_signs():
    entry = only(json.dumps({"items": [{"id": "1", "content_text": "Ett <b>\nrad\n\nTvå & tre"}]}))
    assert entry.summary_html == "<p>Ett &lt;b&gt;<br>rad</p><p>Två &amp; tre</p>"


def test_json_items_lead_to_their_own_page_or_else_to_the_one_they_point_at():
    items = [
        {"id": "1", "external_url": "https://annan.example/a", "title": "a"},
        {"id": "2", "url": "/b", "external_url": "https://annan.example/b", "title": "b"},
        {"id": "3", "title": "c", "attachments": [{"url": "https://a.example/c.pdf"}]},
        {"id": "https://a.example/d", "title": "d"},
        "skräp",
        {"id": None, "title": ["fel"], "date_published": 5},
    ]
    links = [entry.link for entry in read(json.dumps({"version": "1.1", "items": items})).entries]
    assert links == [
        "https://annan.example/a", "https://sandvik.example/b", "https://a.example/c.pdf", "https://a.example/d", "",
    ]  # fmt: skip


ENCODINGS = {
    "utf-8": ("utf-8", "utf-8", ""),
    "latin-1, declared": ("iso-8859-1", "iso-8859-1", ""),
    "windows-1252 called latin-1": ("cp1252", "iso-8859-1", ""),
    "latin-1 called utf-8": ("cp1252", "utf-8", ""),
    "utf-8 called latin-1": ("utf-8", "iso-8859-1", ""),
    "only the header knows": ("cp1250", "", "windows-1250"),
    "utf-16 with a mark": ("utf-16", "utf-16", ""),
    "utf-16 without": ("utf-16-le", "utf-16", ""),
    "utf-8 with a mark": ("utf-8-sig", "utf-8", ""),
    "an encoding that nobody knows": ("utf-8", "x-okand", "x-okand"),
}


@pytest.mark.parametrize(("real", "said", "header"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_letters_are_right_whatever_is_claimed(real, said, header):
    declared = f' encoding="{said}"' if said else ""
    title = "Ängö skola: öppet" if real in ("iso-8859-1", "cp1250") else "Ängö skola – öppet"
    text = f'<?xml version="1.0"{declared}?><rss><channel><item><title>{title}</title></item></channel></rss>'
    assert only(text.encode(real), charset=header).title == title


def test_utf_7_is_not_believed():
    hidden = (
        '<?xml version="1.0" encoding="utf-7"?><rss><channel><item><title>+ADw-b+AD4-</title></item></channel></rss>'
    )
    assert only(hidden).title == "+ADw-b+AD4-"


BROKEN = {
    "bare ampersand": "<item><title>Vård & omsorg</title><link>https://a.example/?a=1&b=2</link></item>",
    "entity of html": "<item><title>V&aring;rd &amp; omsorg</title></item>",
    "control characters": "<item><title>Vård \x0b& omsorg</title></item>",
}


def test_bare_ampersands_and_entities_are_mended():
    feed = read(rss(BROKEN["bare ampersand"], BROKEN["entity of html"], BROKEN["control characters"]))
    assert [entry.title for entry in feed.entries] == ["Vård & omsorg"] * 3
    assert feed.entries[0].link == "https://a.example/?a=1&b=2"
    assert feed.warnings == ["broken_xml"]


def test_ampersands_in_cdata_are_left_alone():
    more = "<description><![CDATA[<p>a &amp; b &nbsp; c</p>]]></description>"
    assert only(rss(item("x", more=more), BROKEN["bare ampersand"])).summary_text == "a & b c"


def test_a_feed_that_was_cut_off_gives_what_can_be_had():
    whole = rss(*(item(f"Nyhet {n}", f"https://a.example/{n}") for n in range(10)))
    feed = read(whole[: len(whole) * 2 // 3])
    assert len(feed.entries) >= 5 and feed.entries[0].title == "Nyhet 0"
    assert "broken_xml" in feed.warnings


def test_noise_around_the_document_is_passed_over():
    assert only(b"\n\nWarning: gammal modul\n" + rss(item("Kvar")) + b"\n<!-- 0,2 s -->\ntack").title == "Kvar"


def test_an_empty_feed_is_a_feed():
    feed = read(rss())
    assert (feed.title, feed.entries, feed.warnings) == ("Sandviks nyheter", [], ["no_items"])


DOCTYPE = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'


def test_a_doctype_is_accepted_and_not_fetched():
    assert only(rss(item("Gammal")).replace(b"<rss", DOCTYPE.encode() + b"<rss", 1)).title == "Gammal"


HOSTILE = {
    "billion laughs": '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    "external entity": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "parameter entity": '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>',
    "in small letters": '<!doctype r [<!entity a "b">]>',
    "after an element": '<!DOCTYPE r [<!ELEMENT r ANY>\n<!ATTLIST r x CDATA "<rss">\n<!ENTITY a "b">]>',
    "without a doctype of ours": '<!-- <rss> --><!DOCTYPE r SYSTEM "x" [<!ENTITY a "b">]>',
}


@pytest.mark.parametrize("prolog", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_document_that_declares_an_entity_is_refused(prolog):
    assert failure(f"{prolog}<rss><channel><item><title>&a;</title></item></channel></rss>") == "declares_entity"


def test_an_entity_declaration_in_utf_16_is_seen():
    hidden = f"{HOSTILE['billion laughs']}<rss><channel/></rss>".encode("utf-16")
    assert failure(hidden) == "declares_entity"


def test_an_article_about_entities_is_read():
    assert only(rss(item("Så skrivs <!ENTITY", text="<p>&lt;!ENTITY a&gt;</p>"))).title == "Så skrivs <!ENTITY"


def test_xinclude_and_stylesheets_are_not_followed():
    more = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'
    body = rss(item("Kvar", more=more)).replace(b"<rss", b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><rss', 1)
    assert only(body).title == "Kvar"


def test_deep_nesting_is_refused_at_once():
    began = time.monotonic()
    assert failure("<rss><channel><item><title>" + "<a>" * 200_000) == "too_deep"
    assert failure("[" * 100_000) in ("unreadable", "other_file")
    assert time.monotonic() - began < 2


def test_everything_has_its_limit():
    feed = read(rss(*(item("t" * 3000, f"https://a.example/{n}", text="o" * 30_000) for n in range(3))))
    entry = feed.entries[0]
    assert (len(entry.title), len(entry.summary_text)) == (500, 10_000)
    assert only(rss(item("a", "https://a.example/" + "x" * 3000))).link == ""


def test_of_a_very_long_feed_the_newest_are_read():
    items = [
        item(str(n), f"https://a.example/{n}", date=f"2025-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z")
        for n in range(2100)
    ]
    feed = read(rss(*items))
    assert len(feed.entries) == 2000 and feed.warnings == ["too_many"]
    assert [entry.title for entry in feed.entries[:2]] == ["100", "101"], "the feed's own order, without the oldest"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty_answer"),
        ("   \n", "empty_answer"),
        ("<!doctype html><html><head><title>x</title></head></html>", "not_a_feed"),
        ("<!-- hej --><HTML><body>x", "not_a_feed"),
        ("bara text", "other_file"),
        ('{"name": "paket"}', "other_file"),
        ('{"items": ', "unreadable"),
        ('<opml version="2.0"><body/></opml>', "other_file"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "other_file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "other_file"),
        (b"%PDF-1.7\n<<", "other_file"),
    ],
)
def test_what_is_no_feed_is_told_in_its_own_words(body, code):
    assert failure(body) == code


def test_the_language_is_found_in_the_text_and_not_only_claimed():
    swedish = item(
        "Regeringen föreslår nya regler för kommunerna", text="Förslaget innebär att kommunerna får mer ansvar."
    )
    english = item("The government proposes new rules for municipalities", text="The proposal gives them more to do.")
    found = read(rss(swedish, english, item("Dir. 2024:55"), head="<language>en-US</language>"))
    assert [entry.language for entry in found.entries] == ["sv", "en-us", "en-us"]


def test_a_feed_says_how_seldom_it_wants_to_be_fetched():
    assert read(rss(head="<ttl>120</ttl>")).minutes == 120
    syndication = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    head = f"<sy:updatePeriod {syndication}>daily</sy:updatePeriod>"
    head += f"<sy:updateFrequency {syndication}>4</sy:updateFrequency>"
    assert read(rss(head=head)).minutes == 360


def test_a_feed_that_claims_another_language_than_it_writes_is_not_believed():
    titles = ["Kommunen bygger om torget", "Fler platser i lovskolan nästa sommar", "Så blir trafiken under våren"]
    found = read(
        rss(*(item(title, f"https://a.example/{title[:3]}") for title in titles), head="<language>en-us</language>")
    )
    assert (found.language, {entry.language for entry in found.entries}) == ("sv", {"sv"})


def test_a_feed_in_a_namespace_that_nobody_knows_is_read():
    entry = only(rss(item("Kvar"), attributes='xmlns="urn:eget:flode"'))
    assert (entry.title, entry.link) == ("Kvar", "https://sandvik.example/1")


def test_a_file_inside_the_feed_is_no_text():
    entry = '<entry><title>a</title><content type="image/png">aGVq</content><summary>Ord</summary></entry>'
    assert only(atom(entry)).summary_text == "Ord"
