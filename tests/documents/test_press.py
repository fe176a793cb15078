"""What a document takes in memory goes back with the process that printed it."""

import sys

import pytest

from tests.documents import trees
from utkik.documents import pdf


def test_typst_is_never_loaded_where_a_document_is_asked_for():
    pdf.render(trees.ordinary())
    assert "typst" not in sys.modules


def test_what_typst_refuses_comes_back_as_an_error_with_its_cause(monkeypatch):
    monkeypatch.setattr(pdf, "STANDARDS", ["ua-7"])
    with pytest.raises(pdf.NotDrawn, match="ua-7|standard"):
        pdf.render(trees.ordinary())


def test_a_press_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(pdf, "PRESS", [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    with pytest.raises(pdf.NotDrawn, match="too slow"):
        pdf.render(trees.ordinary())
