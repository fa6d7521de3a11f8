"""Addresses for programs: the same in every language."""

from django.urls import path

from alongside.exchange.views import feeds

app_name = "feeds"
urlpatterns = [
    path("feeds/meetings.json", feeds.meetings, name="meetings"),
    path("feeds/changes.atom", feeds.changed, name="changed"),
    path("meetings.ics", feeds.found, name="found"),
    path("meetings/<uuid:meeting>.ics", feeds.meeting, name="meeting"),
    path("bmlt/main_server/client_interface/json/", feeds.server, name="server"),
]
