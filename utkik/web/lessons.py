"""Good and weak examples of "Därför", in both languages. The cases are made up."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Lesson:
    """One piece of news with a good and a weak meaning, and why they are that."""

    title: str
    fact: str
    good: str
    why_good: str
    weak: str
    why_weak: str


def lessons() -> list[Lesson]:
    """The examples, in the active language."""
    return [
        Lesson(
            _("When it has no address"),
            _("The flood risk along the river has been counted anew. Another 140 properties lie within the line."),
            _(
                "Two of our unfinished plans lie inside the new line. Raising the floors now costs little, after the"
                " plans are adopted it costs a lot."
            ),
            _("Which plans, what can be done, and why it is urgent."),
            _("This matters to the municipality because climate change affects us all and we need to be prepared."),
            _("True of every municipality, every year. Nobody knows who is to do something."),
        ),
        Lesson(
            _("When it repeats the news"),
            _("A Danish city let young people in local councils hand out money. Seven in ten stay on."),
            _(
                "Our youth council loses half its members each year. We already have a fund for local ideas that few"
                " apply for; the youth council could decide over it from next year."
            ),
            _("Our own position in one figure, and a next step that someone can say yes to."),
            _("Interesting that young people get to hand out money and that so many stay in the councils."),
            _("Says the same thing again. We are not in it."),
        ),
        Lesson(
            _("When it knows too much"),
            _("A government agency has reviewed 41 trials with AI in case handling."),
            _(
                "We have three trials of our own that nobody compares. The review gives eight questions to put to them"
                " before we buy anything."
            ),
            _("Opens a conversation instead of closing it. Uncertainty is allowed."),
            _("We must bring AI into all case handling by next year so as not to fall behind."),
            _("A conclusion without a way there. Whoever doubts it stops reading."),
        ),
    ]
