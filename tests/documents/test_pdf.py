"""The PDF, read back: tagged, whole, the same each time, and unmoved by what a person typed."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents import trees
from utkik.documents import check, fonts, pdf, tree, words
from utkik.documents.runs import blocks, linked


@pytest.fixture(scope="module")
def ordinary():
    return pdf.render(trees.ordinary())


@pytest.fixture(scope="module")
def worst():
    return pdf.render(trees.worst())


def pages(content):
    """The words of each page; a hyphen the text itself holds and one set by the machine look alike, so none is kept."""
    return [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(content)]


def squeezed(text):
    return re.sub(r"[\s\u200b\u00ad\ufffe\x02-]", "", text)


def one_signal(text, **changed):
    return trees.month(trees.summary(trees.item(1)), trees.signal(1, new=blocks(text), **changed))


def test_an_ordinary_month_reads_back_without_a_fault(ordinary):
    made = trees.ordinary()
    assert check.read_back(ordinary.content, made) == []
    assert check.headings(ordinary.content) == [level for level, _ in tree.headings(made)]
    assert ordinary.replaced == {}


def test_its_title_is_the_headline_and_its_language_the_trees(ordinary):
    with pikepdf.open(io.BytesIO(ordinary.content)) as file, file.open_metadata() as known:
        assert known["dc:title"] == "Vattnet kommer närmare"
        assert str(file.Root.Lang) == "sv-SE"


def test_the_headings_words_stand_in_their_order(ordinary):
    text = "".join(pages(ordinary.content))
    place = 0
    for _, heading in tree.headings(trees.ordinary()):
        place = text.index(squeezed(heading), place)


def test_the_same_tree_gives_the_same_bytes(ordinary):
    assert pdf.render(trees.ordinary()).content == ordinary.content


def test_the_worst_month_reads_back_without_a_fault(worst):
    made = trees.worst()
    assert check.read_back(worst.content, made) == []
    assert check.headings(worst.content) == [level for level, _ in tree.headings(made)]


def test_in_the_worst_month_nothing_is_cut_and_fem_minuter_is_one_page(worst):
    printed = pages(worst.content)
    made = trees.worst()
    summary = made["body"][1]
    for item in summary["items"]:
        assert squeezed(item["title"]) in printed[1]
        assert squeezed(words.plain(item["text"])) in printed[1]
    assert squeezed(summary["ask"]["text"][0]["t"]) in printed[1]
    # the foot of a page stands between two halves of a paragraph that goes on
    foot = squeezed(made["meta"]["running"])
    whole = re.sub(rf"{re.escape(foot)}\d+\({len(printed)}\)", "", "".join(printed))
    for node in made["body"][2:12]:
        for block in node["new"] + node["land"] * (node["no"] != 5) + node.get("how", {"body": []})["body"]:
            assert squeezed(words.plain(block["runs"])) in whole


def test_a_link_that_goes_over_a_page_break_is_one_element_with_contents_on_both_pages():
    long = [{"kind": "p", "runs": [{"t": trees.prose(6000, 1), "href": "https://lindholm.example/lang"}]}]
    made = pdf.render(trees.month(trees.summary(trees.item(1)), trees.signal(1, new=long)))
    with pikepdf.open(io.BytesIO(made.content)) as file:
        links = [e for e in check._elements(file.Root.StructTreeRoot) if str(e.S) == "/Link"]
        spread = [list(check._annotations(link)) for link in links]
        over = [notes for notes in spread if len({str(note.get("/P", note.Rect)) for note in notes}) > 1]
        assert over
        assert all(str(note.Contents) for notes in over for note in notes)


def test_no_heading_stands_out_over_the_edge():
    title = "Antalet små undervisningsgrupper har fördubblats fast eleverna är färre"
    made = trees.month(trees.summary(trees.item(1)), trees.signal(1, title), trees.section(title, trees.line()))
    for page in pypdfium2.PdfDocument(pdf.render(made).content):
        text = page.get_textpage()
        for at in range(text.count_rects()):
            left, _bottom, right, _top = text.get_rect(at)
            assert left > 50 and right < page.get_width() - 55, text.get_text_bounded(*text.get_rect(at))


def test_the_last_page_never_holds_what_is_said_about_the_report_alone():
    for rows, lines in ((3, 1), (7, 8), (7, 14), (12, 11)):
        method = {"kind": "text", "body": blocks("\n".join(trees.prose(150, seed) for seed in range(lines)))}
        ends = trees.section("Så valdes två", trees.line(), method, trees.table(rows), trees.colophon())
        *_others, last = pages(pdf.render(trees.month(trees.summary(trees.item(1)), trees.signal(1), ends)).content)
        assert "Omrapporten" in last and "Poäng" in last, (rows, lines)


def test_links_in_lead_table_list_and_text_are_all_there():
    address = "https://lindholm.example/{}"
    made = trees.month(
        trees.summary(trees.item(1), lead=linked(f"Se {address.format('lead')}")),
        trees.signal(1, new=blocks(f"- {address.format('list')}\n{address.format('text')}")),
        trees.section("Tabell", trees.table(40)),
    )
    content = pdf.render(made).content
    assert check.read_back(content, made) == []
    with pikepdf.open(io.BytesIO(content)) as file:
        found = {str(note.A.URI) for page in file.pages for note in page.get("/Annots", []) if "/A" in note}
    assert {address.format(name) for name in ("lead", "list", "text")} <= found


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda file: [note.__delitem__("/Contents") for note in file.pages[1].Annots], "has no Contents"),
        (lambda file: file.Root.__delitem__("/Lang"), "the language is"),
        (lambda file: file.Root.MarkInfo.__setitem__("/Marked", False), "not marked as tagged"),
        (lambda file: file.pages[1].Annots.append(loose_link(file)), "lies in no Link element"),
        (lambda file: [figure.__delitem__("/Alt") for figure in figures(file)], "no text in its place"),
        (
            lambda file: [f.DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2") for f in loaded(file)],
            "not embedded",
        ),
    ],
)
def test_what_an_accessible_file_must_hold_is_missed_when_it_is_gone(ordinary, harm, said):
    with pikepdf.open(io.BytesIO(ordinary.content)) as file:
        harm(file)
        out = io.BytesIO()
        file.save(out)
    assert any(said in fault for fault in check.read_back(out.getvalue(), trees.ordinary()))


def loose_link(file):
    return file.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Contents="x")
    )


def figures(file):
    return [element for element in check._elements(file.Root.StructTreeRoot) if str(element.S) == "/Figure"]


def loaded(file):
    return list(file.pages[1].Resources.Font.values())


def test_typst_in_a_persons_words_is_not_read(worst):
    text = "".join(pages(worst.content))
    assert squeezed(trees.HOSTILE) in text
    with pikepdf.open(io.BytesIO(worst.content)) as file, file.open_metadata() as known:
        assert known["dc:title"] == trees.worst()["meta"]["title"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_web_and_mail_addresses_become_links(address):
    made = one_signal("hej", evidence=[{"title": "x", "url": address}])
    made["body"][2]["new"] = [{"kind": "p", "runs": [{"t": "hit", "href": address}]}]
    with pikepdf.open(io.BytesIO(pdf.render(made).content)) as file:
        notes = [note for page in file.pages for note in page.get("/Annots", [])]
    assert not [note for note in notes if "/A" in note]


def test_pasted_control_signs_go_and_the_words_stay():
    printed = pdf.render(one_signal("rad ett\x0brad två\x0cslut\x01"))
    text = "".join(pages(printed.content))
    assert "radettradtvåslut" in text
    assert printed.replaced == {}


def test_signs_without_a_font_are_replaced_and_told_of():
    printed = pdf.render(one_signal("Cykel 🚲🚲 och 漢 och 👩🏽\u200d🚒 men □ ● ★ ✓ → Київ Ωμέγα"))
    assert printed.replaced == {"🚲": 2, "漢": 1, "👩": 1, "🚒": 1}
    assert "Cykel□och□och□men□●★✓→КиївΩμέγα" in "".join(pages(printed.content))


def test_arabic_is_printed_as_it_is():
    printed = pdf.render(one_signal("Skylten säger العربية."))
    assert printed.replaced == {}
    assert check.read_back(printed.content, one_signal("x")) == []


def test_every_sign_that_is_promised_can_be_printed():
    assert pdf.render(one_signal(" ".join(fonts.SYMBOLS))).replaced == {}


def test_a_loose_accent_does_not_stop_the_file():
    assert pdf.render(one_signal("e\u0323\u0302\u0336x \u0301 \u0951 a\u20dd")).content


def test_the_organisations_colours_are_used():
    made = trees.ordinary() | {"look": {"accent": "#123456", "signal": "#654321"}}
    assert pdf.render(made).content != pdf.render(trees.ordinary()).content


def test_an_english_document_says_so():
    made = trees.ordinary() | {"lang": "en", "region": "GB"}
    assert check.read_back(pdf.render(made).content, made) == []


def test_what_breaks_the_contract_is_never_drawn():
    with pytest.raises(tree.BadTree):
        pdf.render(trees.month({"kind": "poem"}))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=300))
def test_any_words_can_be_printed(title, text):
    headline = " ".join(words.plain(linked(title)).split()) or "Utan rubrik"
    made = trees.month(
        trees.summary(trees.item(1, headline)), trees.signal(1, headline, new=blocks(text or "x") or blocks("x"))
    )
    assert check.read_back(pdf.render(made).content, made) == []
