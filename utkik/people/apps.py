from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "utkik.people"
    label = "people"
