from django.urls import path

from alongside.measures.views import checkin, work

app_name = "measures"
urlpatterns = [
    path("check-in/", checkin.checkin, name="checkin"),
    path("check-ins/", checkin.checkins, name="checkins"),
    path("people/<uuid:participant>/check-ins/", checkin.checkins, name="checkins"),
    path("my-work/", work.own_work, name="own_work"),
    path("my-work/now/", work.answer_work, name="answer_work"),
    path("my-work/show/", work.show_work, name="show_work"),
    path("my-work/shown/<uuid:showing>/back/", work.take_work_back, name="take_work_back"),
    path("my-work/<uuid:moment>/delete/", work.let_go_of_moment, name="let_go_of_moment"),
    path("my-work/delete/", work.let_go_of_all, name="let_go_of_all"),
    path("shown-to-me/", work.shown_to_me, name="shown_to_me"),
    path("shown-to-me/<uuid:showing>/", work.shown, name="shown"),
]
