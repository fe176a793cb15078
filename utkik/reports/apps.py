from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "utkik.reports"
    label = "reports"
