"""Addresses for programs: the same in every language."""

from django.urls import path

from alongside.exchange.views import bmlt, circles, feeds

app_name = "feeds"
urlpatterns = [
    path("feeds/meetings.json", feeds.meetings, name="meetings"),
    path("feeds/changes.atom", feeds.changed, name="changed"),
    path("meetings.ics", feeds.found, name="found"),
    path("meetings/<uuid:meeting>.ics", feeds.meeting, name="meeting"),
    path("groups/<slug:organisation>/<uuid:group>.ics", circles.group, name="group"),
    path("groups/<slug:organisation>.ics", circles.groups, name="groups"),
    path("busy/<str:secret>.ics", circles.own_groups, name="own_groups"),
    path("bmlt/main_server/client_interface/json/", bmlt.server, name="server"),
    path("bmlt/main_server/client_interface/jsonp/", bmlt.script, name="script"),
    path("bmlt/main_server/client_interface/tsml/", bmlt.guided, name="guided"),
    path("bmlt/main_server/client_interface/csv/", bmlt.table, name="table"),
]
