"""Addresses of the plan, the guided hour and the practice."""

from django.urls import path, register_converter

from utkik.insight.views import calendar, hour, plan, practice


class Part:
    """A part of the plan that is made in one act."""

    regex = "month|year|start"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Part, "plan")

urlpatterns = [
    path("o/<slug:slug>/plan", plan.plan, name="plan"),
    path("o/<slug:slug>/plan/make/<plan:what>", plan.make, name="make_plan"),
    path("o/<slug:slug>/plan/unmake/<str:which>", plan.unmake, name="unmake_plan"),
    path("o/<slug:slug>/plan/new", plan.new, name="new_plan_date"),
    path("o/<slug:slug>/plan/calendar", calendar.subscription, name="subscription"),
    path("o/<slug:slug>/plan/<int:pk>", plan.one, name="plan_date"),
    path("o/<slug:slug>/plan/<int:pk>/done", plan.done, name="plan_done"),
    path("o/<slug:slug>/plan/<int:pk>/remove", plan.remove, name="remove_plan_date"),
    path("o/<slug:slug>/plan/<int:pk>/restore", plan.restore, name="restore_plan_date"),
    path("o/<slug:slug>/hour", hour.hour, name="hour"),
    path("o/<slug:slug>/hour/step", hour.step, name="hour_step"),
    path("o/<slug:slug>/practice", practice.practice, name="practice"),
    path("o/<slug:slug>/practice/<int:number>", practice.decide, name="practise"),
    path("o/<slug:slug>/practice/throw-away", practice.throw_away, name="end_practice"),
    path("plan/<str:key>.ics", calendar.file, name="calendar"),
]
