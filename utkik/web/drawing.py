"""The instruments as SVG: attributes and classes only, so that the strictest Content-Security-Policy holds.

Every function gives ready markup. A drawing has a name in words, or is hidden from assistive technology when the
same words stand beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from math import ceil, cos, pi, sin

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.web.templatetags.trusted import picture


def share(part: float, whole: float) -> str:
    """A part of a whole as per cent without needless zeros: 2 of 3 is "66.67%"."""
    return f"{100 * part / whole if whole else 0:.2f}".rstrip("0").rstrip(".") + "%"


def number(value: float) -> str:
    """A coordinate without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def named(label: str) -> str:
    """The attributes that give a drawing its name, or hide it."""
    return f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'


def scale(
    steps: int,
    *,
    done: float = 0,
    now: float | None = None,
    dots: Iterable[float] = (),
    words: Iterable[tuple[float, str]] = (),
    major: int = 5,
    height: int = 0,
    done_from: float = 0,
    label: str = "",
) -> SafeString:
    """The graduated line: ``steps`` ticks, the firm stretch done, a magenta tick for now, dots for events.

    ``words`` stand under the line; the height follows from them where it is not given.
    """
    steps, words = max(steps, 1), list(words)
    height = height or (38 if words else 20)
    base = height - (20 if words else 4)
    parts = [f'<svg class="scale" height="{height}" {named(label)}><line x1="0" x2="100%" y1="{base}" y2="{base}"/>']
    for step in range(steps + 1):
        x, long = share(step, steps), step % major == 0 or step == steps
        parts.append(f'<line x1="{x}" x2="{x}" y1="{base - (8 if long else 4)}" y2="{base}"/>')
    if done:
        from_, to = share(done_from, steps), share(done, steps)
        parts.append(f'<line class="scale__done" x1="{from_}" x2="{to}" y1="{base}" y2="{base}"/>')
    if now is not None:
        x = share(now, steps)
        parts.append(f'<line class="scale__now" x1="{x}" x2="{x}" y1="{base - 12}" y2="{base + 3}"/>')
    parts += [f'<circle class="scale__dot" cx="{share(dot, steps)}" cy="{base}" r="3"/>' for dot in dots]
    parts += [
        f'<text x="{share(at, steps)}" y="{base + 15}" text-anchor="{_anchor(at, steps)}">{escape(word)}</text>'
        for at, word in words
    ]
    return picture("".join([*parts, "</svg>"]))


def _anchor(at: float, steps: int) -> str:
    return "start" if at <= 0 else "end" if at >= steps else "middle"


def plot(
    values: Sequence[int],
    *,
    most: int = 3,
    own: int | None = None,
    median: float | None = None,
    label: str = "",
) -> SafeString:
    """A signal's reveal: everybody's dot stacked over its value, the own dot open, the range firm, the median lit.

    ``values`` holds every judge's value, the own among them.
    """
    step = 180 / most

    def x_of(value: float) -> float:
        return 14 + value * step

    parts = [
        f'<svg class="scale plot" viewBox="0 0 208 44" {named(label)}><line x1="14" x2="194" y1="35.5" y2="35.5"/>'
    ]
    parts += [f'<line x1="{number(x_of(v))}" x2="{number(x_of(v))}" y1="35" y2="41"/>' for v in range(most + 1)]
    if values and min(values) != max(values):
        ends = f'x1="{number(x_of(min(values)))}" x2="{number(x_of(max(values)))}"'
        parts.append(f'<line class="scale__done" {ends} y1="35.5" y2="35.5"/>')
    parts += _dots(values, own, x_of)
    if median is not None:
        x = number(x_of(median))
        parts.append(f'<line class="scale__now" x1="{x}" x2="{x}" y1="31" y2="44"/>')
    return picture("".join([*parts, "</svg>"]))


def _dots(values: Sequence[int], own: int | None, x_of: Callable[[float], float]) -> list[str]:
    """Dots stacked over their value, in narrower columns the more they are, so that none leaves the drawing."""
    parts = []
    for value in sorted(set(values)):
        many = values.count(value)
        columns = 1 if many <= 2 else max(2, ceil(many / 3))
        gap = min(8.0, 20 / max(columns - 1, 1))
        own_place = many - 1 if value == own else -1
        for place in range(many):
            row, column = divmod(place, columns)
            x, y = x_of(value) + (column - (min(columns, many) - 1) / 2) * gap, 27 - 8 * row
            sign = "scale__mine" if place == own_place else "scale__dot"
            parts.append(f'<circle class="{sign}" cx="{number(x)}" cy="{y}" r="3"/>')
    return parts


def plot_head(*, most: int = 3) -> SafeString:
    """The figures over a column of plots."""
    words = "".join(
        f'<text x="{number(14 + 180 * v / most)}" y="14" text-anchor="middle">{v}</text>' for v in range(most + 1)
    )
    return picture(f'<svg class="scale plot plot--head" viewBox="0 0 208 20" aria-hidden="true">{words}</svg>')


def bars(values: Sequence[int], *, silent_from: int | None = None, label: str = "") -> SafeString:
    """Twelve or so small bars; from ``silent_from`` on an empty week is a gap and lit."""
    top, step = max([*values, 1]), 160 / max(len(values), 1)
    parts = [
        f'<svg class="bars" viewBox="0 0 160 36" {named(label)}>'
        '<line class="bars__base" x1="0" x2="157" y1="35.5" y2="35.5"/>'
    ]
    for place, value in enumerate(values):
        x, tall = number(place * step), 32 * value / top
        if value:
            parts.append(f'<rect x="{x}" y="{number(35 - tall)}" width="9" height="{number(tall)}"/>')
        elif silent_from is not None and place >= silent_from:
            parts.append(f'<rect class="bars__gap" x="{x}" y="32" width="9" height="3"/>')
    return picture("".join([*parts, "</svg>"]))


def points(given: int, *, most: int = 3, label: str = "") -> SafeString:
    """Open circles that fill with ink, one per point given."""
    circles = "".join(
        f'<circle cx="{12 + 20 * place}" cy="10" r="6"{PAID if place < given else ""}/>' for place in range(most)
    )
    return picture(f'<svg class="points__dots" viewBox="0 0 {20 * most + 4} 20" {named(label)}>{circles}</svg>')


PAID = ' class="points__on"'


def chart(
    *,
    dots: Iterable[tuple[float, float]] = (),
    marks: Iterable[tuple[float, float, str]] = (),
    names: Sequence[str] = (),
    gone: bool = False,
    label: str = "",
) -> SafeString:
    """The three rings drawn large, the outer edge graduated.

    ``dots`` are (x, y) with the middle at 0 and the outer ring at 235, ``marks`` the same with a word beside, ``names``
    the levels' names from outside in; ``gone`` shows the one dot that has left the rings.
    """
    parts = [
        f'<svg class="chart" viewBox="-250 -250 500 500" {named(label)}><circle r="235"/><circle r="150"/>'
        f'<circle r="62" class="chart__own"/><path class="chart__minor" d="{"".join(map(_tick, range(180)))}"/>'
    ]
    away = [(-238, -92)] * gone
    parts += [f'<circle class="chart__dot" cx="{number(x)}" cy="{number(y)}" r="3"/>' for x, y in [*dots, *away]]
    for x, y, word in marks:
        parts.append(
            f'<circle class="chart__dot" cx="{number(x)}" cy="{number(y)}" r="7"/>'
            f'<text x="{number(x + 13)}" y="{number(y + 4.5)}">{escape(word)}</text>'
        )
    for y, name in zip((-212, -128, -40), names, strict=False):
        parts.append(f'<text class="chart__name" x="0" y="{y}" text-anchor="middle">{escape(name)}</text>')
    return picture("".join([*parts, "</svg>"]))


def _tick(place: int) -> str:
    angle, inner = place * pi / 90, 226 if place % 15 == 0 else 230.5
    x, y = cos(angle), sin(angle)
    return f"M{235 * x:.1f} {235 * y:.1f}L{inner * x:.1f} {inner * y:.1f}"
