from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "utkik.demo"
    label = "demo"
