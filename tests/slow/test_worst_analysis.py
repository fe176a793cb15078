"""The longest budget analysis (14 trends, 8 committees) is drawn once, and holds what every other does."""

import pypdfium2
import pytest

from tests.documents import analyses
from tests.documents.test_analyses import has_the_same_headings
from utkik.documents import pdf


@pytest.fixture(scope="module")
def worst():
    return pdf.render(analyses.worst()).content


def test_the_same_headings_stand_in_the_same_order_in_all_three_forms(worst):
    has_the_same_headings(analyses.worst(), worst)


def test_the_one_page_is_one_page_even_at_its_longest(worst):
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(worst)]
    begins = next(place for place, text in enumerate(pages[2:], 2) if text.startswith("På en sida"))
    assert "5 starkt" in pages[begins]
