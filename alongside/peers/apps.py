from django.apps import AppConfig


class Peers(AppConfig):
    name = "alongside.peers"
