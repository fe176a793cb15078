import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import factories as make
from utkik.people import colours, logo
from utkik.people.colours import ACCENT, DAY, NIGHT, SIGNAL, contrast
from utkik.people.models import Organisation, Upload
from utkik.people.papers import FileRefused

pytestmark = pytest.mark.django_db
LOOK = "/o/sandvik/administration/look"


@pytest.fixture
def administrator(client):
    found = make.member("reader", is_administrator=True)
    client.force_login(found.user)
    return found


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0a4f78", "#ffffff", 8.7),
        ("#ffffff", "#ffffff", 1),
    ],
)
def test_contrast_is_wcags(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize("part", [ACCENT, SIGNAL])
@pytest.mark.parametrize("colour", ["#0a4f78", "#ab1266", "#006633", "#1f1f8f", "#000000"])
def test_what_is_let_through_is_read_on_every_ground_by_day_and_by_night(colour, part):
    assert colours.faults(colour, part) == []
    night = colours.by_night(colour, part)
    for ground, needed in part.needs.items():
        assert contrast(colour, DAY[ground]) >= needed and contrast(night, NIGHT[ground]) >= needed
    assert contrast(colours.on(colour), colour) >= 4.5 and contrast(colours.on(night), night) >= 4.5


@pytest.mark.parametrize("colour", ["#ffcc00", "#00a0e0", "#777777", "#ffffff"])
def test_what_cannot_be_read_is_refused_with_the_figures(client, administrator, colour):
    answer = client.post(LOOK, {"accent": colour})
    page = answer.content.decode()
    assert answer.status_code == 422 and "det behövs 4,50:1" in page and f'value="{colour}"' in page
    assert Organisation.objects.get().accent == ""


@pytest.mark.parametrize("text", ["red", "#fff", "#12345g", "url(x)", "#123456;}"])
def test_what_is_no_colour_is_refused(client, administrator, text):
    assert client.post(LOOK, {"accent": text}).status_code == 422


def test_the_colours_reach_every_page_as_a_stylesheet_and_can_be_taken_back(client, administrator):
    assert "colours.css" not in client.get("/o/sandvik/").content.decode()
    client.post(LOOK, {"accent": "#006633", "signal_colour": "#1F1F8F"})
    page = client.get(LOOK).content.decode()
    assert "/o/sandvik/colours.css?v=0066331f1f8f" in page and "style=" not in page
    sheet = client.get("/o/sandvik/colours.css")
    assert sheet["Content-Type"].startswith("text/css") and "--day-fjord: #006633;" in sheet.content.decode()
    client.post(page.split('class="undo"')[1].split('action="')[1].split('"')[0])
    assert Organisation.objects.get().accent == "" and client.get("/o/sandvik/colours.css").content == b""


def test_a_logo_is_drawn_anew_without_what_else_the_file_held(client, administrator, settings, tmp_path):
    secret = b"GPS 57.4872 12.0761"
    exif = Image.Exif()
    exif[0x010E] = secret.decode()
    picture = make.picture((900, 300), "JPEG", exif=exif) + b"<script>alert(1)</script>"
    client.post(LOOK, {"logo": SimpleUploadedFile("../../logo.svg", picture)})
    upload = Upload.objects.get()
    body = upload.file.read()
    assert secret not in body and b"<script" not in body and body.startswith(b"\x89PNG")
    assert Image.open(io.BytesIO(body)).size == (512, 171) or max(Image.open(io.BytesIO(body)).size) == 512
    assert ".." not in upload.file.name and upload.name == "logo.png"
    answer = client.get("/o/sandvik/logo")
    assert b"".join(answer) == body and answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "/o/sandvik/logo" in client.get("/o/sandvik/").content.decode()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("logo.gif", b"GIF89a" + b"\0" * 30),
        ("logo.png", b""),
        ("logo.png", b"%PDF-1.7"),
    ],
)
def test_what_is_no_picture_is_refused(client, administrator, name, body):
    answer = client.post(LOOK, {"logo": SimpleUploadedFile(name, body)})
    assert answer.status_code == 422 and not Upload.objects.exists()


def test_a_picture_that_would_fill_the_memory_is_refused(administrator):
    wide = make.picture((60_000, 1))
    for body in (wide, make.picture((8000, 8000))):
        with pytest.raises(FileRefused):
            logo.small(body)
    large = SimpleUploadedFile("logo.png", b"x" * (logo.LARGEST + 1))
    with pytest.raises(FileRefused):
        logo.take_in(large, by=administrator)


def test_the_logo_is_removed_and_taken_back(client, administrator):
    make.logo(administrator.organisation)
    client.post(f"{LOOK}/remove-logo")
    assert client.get("/o/sandvik/logo").status_code == 404
    page = client.get(LOOK).content.decode()
    client.post(page.split('class="undo"')[1].split('action="')[1].split('"')[0])
    assert client.get("/o/sandvik/logo").status_code == 200
