from django.urls import path

from alongside.measures import views

app_name = "measures"
urlpatterns = [
    path("check-in/", views.checkin, name="checkin"),
    path("check-ins/", views.checkins, name="checkins"),
    path("people/<uuid:participant>/check-ins/", views.checkins, name="checkins"),
]
