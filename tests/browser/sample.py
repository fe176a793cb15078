"""A page of the frame's own parts, for trying them before any step's page: only in these tests' addresses."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from utkik.config.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
)
from utkik.config.urls import urlpatterns as real
from utkik.people import drafts
from utkik.people.access import allowed

PAGE = """{% extends "web/base.html" %}{% load utkik utkik_forms %}
{% block title %}Prov{% endblock %}
{% block main %}<header class="page__head"><h1 class="finding">Tre rader att pröva</h1></header>
<a class="button" id="next" href="#row-2" data-step="next" {% key "next" %}>Nästa {% kbd "next" %}</a>
<input id="find" class="input" aria-label="Sök" {% key "search" %}>
<ol id="rows" data-arrows>{% for number in numbers %}{% include row %}{% endfor %}</ol>
<form method="post" action="saved" id="write" {% autosave "sample-1" %}>{% csrf_token %}{% once %}
<div class="field"><label for="text">Text</label>
<textarea class="input" id="text" name="text">{{ kept.text }}</textarea></div>
<div class="field"><label for="word">Ord</label>
<input class="input" id="word" name="word" value="{{ kept.word }}"></div>
<label for="pick">Val</label><select id="pick" name="pick"><option>ett</option><option>två</option></select>
<div contenteditable="true" id="free" role="textbox" aria-label="Fritt">fritt</div>
<p class="status" id="kept" data-autosave-status></p>
<button class="button button--primary" id="send" data-send>Spara</button></form>
<div id="place"></div>
<button class="button" id="open" hx-get="opened" hx-target="#place">Öppna</button>
<p id="asks" hx-get="told" hx-trigger="tick from:body" hx-target="this">Frågar själv</p>
{% if request.GET.newer %}<p><button class="button button--text" id="newer" data-newer="newer" data-every="200" hidden></button></p>{% endif %}
{% endblock %}"""

ROW = """{% load utkik %}<li id="row-{{ number }}"{% if number == 1 %} aria-current="true"{% endif %}>
<a class="button" href="#row-{{ number }}" id="open-{{ number }}">Rad {{ number }}</a>
<form method="post" action="dismiss" hx-post="dismiss" hx-target="closest li" hx-swap="outerHTML">
{% csrf_token %}<button class="button" id="dismiss-{{ number }}" {% key "dismiss" %}>
Inte aktuellt {% kbd "dismiss" %}</button></form></li>"""

OPENED = """<form data-closes id="opened"><label for="inner">Inne</label><input id="inner" data-focus-next>
<button type="button" data-close id="close" hx-get="closed" hx-target="#place">Stäng</button></form>"""


def shown(request, source, **context):
    engine = engines["django"]
    return HttpResponse(engine.from_string(source).render({"row": engine.from_string(ROW), **context}, request))


@allowed("reader")
def sample(request):
    return shown(request, PAGE, numbers=[1, 2, 3], kept=drafts.load(request.member, "sample-1"))


@allowed("reader")
def dismiss(request):
    return HttpResponse(headers={"HX-Trigger": '{"say": "Inte aktuellt"}'})


@allowed("reader")
def opened(request):
    return HttpResponse(OPENED)


@allowed("reader")
def closed(request):
    return HttpResponse('<p id="closed" data-focus-next>Stängt</p>')


@allowed("reader")
def told(request):
    return HttpResponse("Stängt")


@allowed("reader")
def saved(request):
    if request.method == "POST":
        drafts.discard(request.member, "sample-1")
        return redirect(request.path)
    return shown(request, "{% extends 'web/base.html' %}{% block main %}<h1>Sparat</h1>{% endblock %}")


@allowed("reader")
def newer(request):
    return JsonResponse({"count": 12, "text": "12 nya – visa"})


HERE = "o/<slug:slug>/sample/"
views = [
    ("", sample),
    ("dismiss", dismiss),
    ("opened", opened),
    ("closed", closed),
    ("told", told),
    ("saved", saved),
    ("newer", newer),
]
urlpatterns = [*real, *(path(HERE + name, view, name=f"sample-{name}") for name, view in views)]
