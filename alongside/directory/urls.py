from django.urls import path

from alongside.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.find, name="find"),
    path("meetings/<uuid:meeting>/", views.meeting, name="meeting"),
    path("services/<uuid:service>/", views.service, name="service"),
]
