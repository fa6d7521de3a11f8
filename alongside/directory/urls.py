from django.urls import path

from alongside.directory import views
from alongside.directory.views import maps, sharing

app_name = "directory"
urlpatterns = [
    path("", views.find, name="find"),
    path("meetings/<uuid:meeting>/", views.meeting, name="meeting"),
    path("services/<uuid:service>/", views.service, name="service"),
    path("map/", maps.map, name="map"),
    path("share/", sharing.share, name="share"),
    path("meetings/<uuid:meeting>/share/", sharing.share_meeting, name="share_meeting"),
    path("services/<uuid:service>/share/", sharing.share_service, name="share_service"),
]
