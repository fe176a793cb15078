"""A framework goes out as JSON and Excel and comes back the same."""

import pytest

from tests import factories as make
from utkik.documents import excel
from utkik.trends import frameworks, outlines, refusals

HOSTILE = outlines.Outline(
    code="egen",
    publisher="Länet",
    name='=HYPERLINK("x")',
    edition="2",
    horizon_year=2040,
    expected=3,
    complete=False,
    address="https://lanet.example/",
    note="Rad ett\nrad två",
    trends=[
        outlines.Named(1, "-2+3", "Klimat", "@sum"),
        outlines.Named(3, "ett ord\x0brad två\x0cslut\x01", "", "+46 300"),
    ],
)


@pytest.mark.parametrize("write", [outlines.write_json, outlines.write_excel])
def test_a_framework_comes_back_as_it_went_out(write):
    back = outlines.read(write(HOSTILE))

    assert (back.code, back.name, back.edition, back.horizon_year) == ("egen", '=HYPERLINK("x")', "2", 2040)
    assert (back.expected, back.complete, back.note) == (3, False, "Rad ett\nrad två")
    assert [(row.number, row.name, row.force, row.source) for row in back.trends] == [
        (1, "-2+3", "Klimat", "@sum"),
        (3, "ett ord rad två slut", "", "+46 300"),
    ]


@pytest.mark.parametrize("shipped", outlines.shipped(), ids=lambda outline: outline.code)
def test_what_is_shipped_goes_through_both_forms_unchanged(shipped):
    assert outlines.read(outlines.write_excel(shipped)) == shipped
    assert outlines.read(outlines.write_json(shipped)) == shipped


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Namn;Kraft\r\nEtt;Tv\xe5", "JSON"),
        (b"[]", "trends"),
        (b'{"name": "x", "trends": [{"name": ""}, {"name": "a", "number": 4}, {"name": "b", "number": 4}]}', "4"),
        (b'{"trends": []}', ""),
        (b"PK\x03\x04", "JSON"),
        (excel.write([excel.Sheet("A", ["nummer"], [[1]])]), "name"),
    ],
)
def test_what_is_no_framework_is_refused_in_words(content, said):
    with pytest.raises(refusals.NoFramework) as refused:
        outlines.read(content)
    assert all(line.strip() for line in refused.value.lines)


def test_a_number_that_is_too_large_for_any_is_none():
    content = b'{"name": "x", "published_year": 1e999, "expected": -1e999, "trends": [{"name": "a", "number": 1e999}]}'

    back = outlines.read(content)

    assert (back.published_year, back.expected, back.trends[0].number) == (None, None, 1)


def test_a_hundred_thousand_wrong_rows_are_told_of_by_the_first_ten():
    with pytest.raises(refusals.NoFramework) as refused:
        outlines.read(b'{"name": "x", "trends": [' + b"{}," * 100_000 + b"{}]}")

    assert len(refused.value.lines) == 10


@pytest.mark.django_db
def test_an_imported_force_is_the_organisations_own_or_a_new_one():
    analyst = make.member("analyst")
    given = outlines.Outline(
        "x", "Vi", "Vår ram", trends=[outlines.Named(1, "Ett", "klimat"), outlines.Named(2, "Två", "Säkerhet")]
    )

    framework = frameworks.bring(given, by=analyst)

    assert [row.force.name for row in framework.trends.order_by("number")] == ["Klimat", "Säkerhet"]
    assert outlines.read(outlines.write_excel(frameworks.outline_of(framework))).trends[1].force == "Säkerhet"
