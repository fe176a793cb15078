"""The municipality's two colours: readable on every ground, by day and by night, or refused.

Contrast is WCAG 2.2's (relative luminance, success criterion 1.4.3): text needs 4.5:1, a sign 3:1. By night the
colour is lightened, hue kept, until it reads; so one colour is chosen and both are computed.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

TEXT, SIGN = 4.5, 3.0
DAY = {"sea": "#ffffff", "paper": "#f5f6f2", "near": "#d9eaf2", "land": "#f4e5ba"}
NIGHT = {"sea": "#101b23", "paper": "#0b141a", "near": "#163a4f", "land": "#463b20"}
WHITE, DEEP = "#ffffff", "#0b141a"


@dataclass(frozen=True)
class Part:
    """What a colour is for: the least contrast on each ground."""

    needs: dict[str, float]
    is_ground: bool = False


ACCENT = Part({"sea": TEXT, "paper": TEXT, "near": TEXT, "land": TEXT}, is_ground=True)
SIGNAL = Part({"sea": TEXT, "paper": TEXT, "near": TEXT, "land": SIGN})


@dataclass(frozen=True)
class Fault:
    """A ground on which the colour cannot be read."""

    ground: str
    night: bool
    contrast: float
    needed: float

    def sentence(self) -> str:
        grounds = {
            "sea": _("white"),
            "paper": _("paper"),
            "near": _("light blue"),
            "land": _("buff"),
            "button": _("a button"),
        }
        told = {
            "ground": grounds[self.ground],
            "contrast": _decimal(self.contrast),
            "needed": _decimal(self.needed),
        }
        if self.night:
            return _("On %(ground)s in the dark look the contrast is %(contrast)s:1; %(needed)s:1 is needed.") % told
        return _("On %(ground)s the contrast is %(contrast)s:1; %(needed)s:1 is needed. Choose a darker colour.") % told


def faults(colour: str, part: Part) -> list[Fault]:
    """Where the colour, or what it becomes by night, is read too badly; the worst first."""
    night = by_night(colour, part)
    found = [*_too_weak(colour, DAY, part, night=False), *_too_weak(night, NIGHT, part, night=True)]
    if part.is_ground:
        for shade, dark in ((colour, False), (night, True)):
            best = contrast(shade, on(shade))
            if best < TEXT:
                found.append(Fault("button", dark, best, TEXT))
    return sorted(found, key=lambda fault: fault.contrast / fault.needed)[:1]


def by_night(colour: str, part: Part) -> str:
    """The same hue, as little lightened as it takes to be read on every dark ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(101):
        lighter = lightness + (1 - lightness) * step / 100
        shade = _hex(colorsys.hls_to_rgb(hue, lighter, saturation))
        if not _too_weak(shade, NIGHT, part, night=True):
            return shade
    return WHITE


def on(colour: str) -> str:
    """White or the deep ground, whichever is read better on the colour."""
    return max((WHITE, DEEP), key=lambda text: contrast(colour, text))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def stylesheet(accent: str, signal: str) -> str:
    """The colours as the raw tokens they replace."""
    lines = []
    if accent:
        night = by_night(accent, ACCENT)
        lines += [f"--day-fjord: {accent};", f"--night-fjord: {night};"]
        lines += [f"--on-accent: light-dark({on(accent)}, {on(night)});"]
    if signal:
        lines += [f"--day-magenta: {signal};", f"--night-magenta: {by_night(signal, SIGNAL)};"]
    return ":root { " + " ".join(lines) + " }\n" if lines else ""


def _too_weak(colour: str, grounds: dict[str, str], part: Part, *, night: bool) -> list[Fault]:
    found: Iterable[Fault] = (
        Fault(ground, night, contrast(colour, grounds[ground]), needed) for ground, needed in part.needs.items()
    )
    return [fault for fault in found if fault.contrast < fault.needed]


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _decimal(value: float) -> str:
    """Rounded down: 4.49 is not 4.5."""
    return number_format(int(value * 100) / 100, 2)
