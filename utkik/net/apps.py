from django.apps import AppConfig


class NetConfig(AppConfig):
    name = "utkik.net"
    label = "net"
