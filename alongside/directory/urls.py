from django.urls import path

from alongside.directory import views
from alongside.directory.views import dates, editing, frameworks, maps, sharing, telling, ways

app_name = "directory"
urlpatterns = [
    path("", views.find, name="find"),
    path("meetings/<uuid:meeting>/", views.meeting, name="meeting"),
    path("services/<uuid:service>/", views.service, name="service"),
    path("map/", maps.map, name="map"),
    path("share/", sharing.share, name="share"),
    path("meetings/<uuid:meeting>/share/", sharing.share_meeting, name="share_meeting"),
    path("services/<uuid:service>/share/", sharing.share_service, name="share_service"),
    path("meetings/<uuid:meeting>/suggest/", telling.suggest, name="suggest"),
    path("services/<uuid:service>/suggest/", telling.suggest, name="suggest"),
    path("meetings/<uuid:meeting>/closed/", telling.closed_door, name="closed_door"),
    path("services/<uuid:service>/closed/", telling.closed_door, name="closed_door"),
    path("meetings/<uuid:meeting>/tell/", telling.tell_facts, name="tell_facts"),
    path("services/<uuid:service>/tell/", telling.tell_facts, name="tell_facts"),
    path("meetings/<uuid:meeting>/ours/", telling.claim, name="claim"),
    path("services/<uuid:service>/ours/", telling.claim, name="claim"),
    path("missing/meeting/", telling.new_listing, {"table": "meetings"}, name="new_meeting"),
    path("missing/service/", telling.new_listing, {"table": "services"}, name="new_service"),
    path("keep/", telling.keep, name="keep"),
    path("listings/", editing.queue, name="queue"),
    path("listings/told/<uuid:suggestion>/", editing.suggestion, name="suggestion"),
    path("listings/told/<uuid:suggestion>/accept/", editing.accept, name="accept"),
    path("listings/told/<uuid:suggestion>/decline/", editing.decline, name="decline"),
    path("listings/told/<uuid:suggestion>/undo/", editing.undo, name="undo"),
    path("listings/fresh/", editing.freshness, name="freshness"),
    path("listings/editors/", editing.editors, name="editors"),
    path("listings/editors/<uuid:area>/end/", editing.end_area, name="end_area"),
    path("listings/fellowships/", ways.fellowships, name="fellowships"),
    path("listings/fellowships/new/", ways.fellowship, name="fellowship"),
    path("listings/fellowships/kinds/new/", ways.pathway, name="pathway"),
    path("listings/fellowships/kinds/<slug:pathway>/", ways.pathway, name="pathway"),
    path("listings/fellowships/<slug:fellowship>/", ways.fellowship, name="fellowship"),
    path("listings/meetings/<uuid:listing>/dates/", dates.dates, name="dates"),
    path(
        "listings/meetings/<uuid:listing>/dates/<int:date>/drop/", dates.drop_date, name="drop_date"
    ),
    path("listings/frameworks/", frameworks.frameworks, name="frameworks"),
    path(
        "listings/frameworks/<uuid:framework>/switch/",
        frameworks.switch_framework,
        name="switch_framework",
    ),
    path(
        "listings/frameworks/<uuid:framework>/<uuid:service>/",
        frameworks.place_service,
        name="place_service",
    ),
    path("listings/<str:kind>/<uuid:listing>/", editing.listing, name="listing"),
    path("listings/<str:kind>/<uuid:listing>/edit/", editing.edit, name="edit"),
    path("listings/<str:kind>/<uuid:listing>/facts/", editing.say_facts, name="say_facts"),
    path("listings/<str:kind>/<uuid:listing>/check/", editing.check, name="check"),
    path("listings/<str:kind>/<uuid:listing>/close/", editing.close, name="close"),
]
