"""Named places on a page where a later step shows something of its own.

A step registers a function in its ``apps.py``; the page of an earlier step says ``{% slot "signal.trail" signal %}``
and knows nothing of who answers.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

# What a function may answer: nothing, ready text (escaped unless safe), or a template with its context.
Answer = None | str | tuple[str, dict[str, Any]]
Answering = Callable[[Any, Any], Answer]

_registered: dict[str, list[tuple[int, Answering]]] = defaultdict(list)


def register(name: str, function: Answering, *, order: int = 100) -> None:
    """Let ``function(request, thing)`` answer wherever the slot ``name`` stands; lower ``order`` comes first.

    Registering the same function twice changes nothing, so that ``ready()`` may run again.
    """
    if all(known is not function for _, known in _registered[name]):
        _registered[name].append((order, function))
        _registered[name].sort(key=lambda pair: pair[0])


def answering(name: str) -> list[Answering]:
    """The functions of a slot, in order."""
    return [function for _, function in _registered[name]]


def render(name: str, request: HttpRequest, thing: Any = None) -> SafeString:
    """Everything the registered functions answer for ``thing``, joined; empty when nobody answers."""
    answers = (_as_html(function(request, thing), request) for function in answering(name))
    return format_html_join("\n", "{}", ((answer,) for answer in answers if answer))


def _as_html(answer: Answer, request: HttpRequest) -> str:
    if answer is None:
        return ""
    if isinstance(answer, tuple):
        template, context = answer
        return render_to_string(template, context, request=request)
    return conditional_escape(answer)
