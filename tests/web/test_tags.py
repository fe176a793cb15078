"""The tags every page uses, rendered as templates render them."""

import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from utkik.web import drawing, slots
from utkik.web.templatetags import utkik as tags


def rendered(source, request=None, **context):
    return Template("{% load utkik utkik_forms %}" + source).render(Context({"request": request, **context}))


def reader(rf, **fields):
    """A request by somebody with a rail around the page."""
    request = rf.get("/o/sandvik/")
    request.organisation = SimpleNamespace(slug="sandvik", name="Sandviks kommun", matter_name="Sandvik")
    request.member = SimpleNamespace(pk=7, user=SimpleNamespace(keys_on=True, keys={}))
    for name, value in fields.items():
        setattr(request.member.user, name, value)
    return request


@pytest.mark.parametrize(("language", "word"), [("sv", "Närvärld"), ("en", "Near world")])
def test_a_level_is_rings_and_a_word(language, word):
    with translation.override(language):
        html = rendered('{% level "near" %}')

    assert word in html
    assert 'aria-hidden="true"' in html
    assert html.count("rings__on") == 1


def test_rings_alone_have_a_name():
    assert 'role="img" aria-label="Omvärld"' in rendered('{% rings "wider" %}')


def test_a_name_from_outside_cannot_break_out_of_a_drawing():
    html = rendered("{% scale 3 label=label %}", label='"><script>alert(1)</script>')

    assert "<script>" not in html
    assert html.count("<svg") == 1


def test_a_scale_has_a_tick_per_step_and_its_parts_in_place():
    html = rendered("{% scale 33 done=11 now=11 label=label %}", label="11 av 33")

    assert html.count("<line") == 1 + 34 + 2
    assert 'class="scale__done" x1="0%" x2="33.33%"' in html
    assert 'class="scale__now" x1="33.33%"' in html
    assert "style=" not in html


def test_a_scale_of_nothing_is_still_a_line():
    assert "<line" in rendered("{% scale 0 done=0 %}")


@pytest.mark.parametrize("judges", [0, 1, 2, 8, 40])
def test_every_judge_has_a_dot_inside_the_drawing_and_one_is_mine(judges):
    svg = drawing.plot([3] * judges, own=3 if judges else None, median=3 if judges else None)

    dots = re.findall(r'<circle class="(scale__\w+)" cx="([\d.]+)" cy="(-?[\d.]+)"', svg)
    assert len(dots) == judges
    assert [sign for sign, _x, _y in dots].count("scale__mine") == min(judges, 1)
    assert all(3 <= float(x) <= 205 and 3 <= float(y) <= 41 for _sign, x, y in dots)


def test_dots_of_one_value_do_not_hide_each_other():
    svg = drawing.plot([2] * 12)

    places = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert len(set(places)) == 12


def test_bars_mark_only_the_weeks_since_it_fell_silent():
    html = rendered("{% bars values silent_from=4 %}", values=[3, 0, 5, 2, 0, 0])

    assert html.count("bars__gap") == 2
    assert html.count("<rect") == 5


def test_a_key_stands_on_its_button_and_can_be_changed_or_off(rf):
    source = '<button {% key "dismiss" %}>{% kbd "dismiss" %}</button>'

    assert 'data-key="e"' in rendered(source, reader(rf))
    assert 'data-key="x"' in rendered(source, reader(rf, keys={"dismiss": "x"}))
    assert rendered(source, reader(rf, keys_on=False)) == "<button ></button>"


def test_the_slug_is_put_first(rf):
    assert rendered('{% o_url "people:draft" %}', reader(rf)) == "/o/sandvik/drafts"


def test_a_form_that_keeps_its_text_says_for_whom(rf):
    html = rendered('<form {% autosave "signal-12" %}>', reader(rf))

    assert 'data-autosave="signal-12"' in html
    assert 'data-autosave-who="7"' in html
    assert 'data-autosave-url="/o/sandvik/drafts"' in html


def test_each_form_gets_a_key_of_its_own():
    found = re.findall(r'value="([^"]+)"', rendered("{% once %}{% once %}"))

    assert len(set(found)) == 2


def test_a_slot_shows_what_later_steps_answer_in_order_and_escaped(rf):
    slots.register("test.place", lambda request, thing: f"<b>{thing}</b>", order=20)
    slots.register("test.place", lambda request, thing: None, order=5)
    slots.register("test.place", lambda request, thing: "first", order=10)

    html = rendered('{% slot "test.place" thing %}', reader(rf), thing="x")

    assert html == "first\n&lt;b&gt;x&lt;/b&gt;"


def test_a_slot_nobody_answers_is_empty(rf):
    assert rendered('{% slot "test.nobody" %}', reader(rf)) == ""


def test_a_long_text_is_shortened_between_words():
    assert tags.shortened("Kajen höjs före sommaren", 40) == "Kajen höjs före sommaren"
    assert tags.shortened("Kajen höjs, och strandlinjen flyttas", 20) == "Kajen höjs, och …"
    assert tags.shortened("Kajen höjs, och strandlinjen flyttas", 13) == "Kajen höjs …"
    assert tags.shortened("Kompetensförsörjningsplanen", 10) == "Kompetensf …"
    assert tags.shortened(None, 10) == ""
