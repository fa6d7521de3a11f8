from django.urls import path

from alongside.groups.views import circles, helping, own, running, sessions, times

app_name = "groups"
urlpatterns = [
    path("groups/", circles.groups, name="groups"),
    path("groups/begin/", own.begin, name="begin"),
    path("groups/attended/", times.attended, name="attended"),
    path("groups/attended/<uuid:attendance>/back/", times.take_back, name="take_back"),
    path("groups/places/<uuid:sign_up>/back/", times.give_back, name="give_back"),
    path("groups/calendar/", times.calendar, name="calendar"),
    path("groups/talks/<uuid:talk>/", circles.talk, name="talk"),
    path("groups/help/", helping.offers, name="offers"),
    path("groups/help/<uuid:offer>/back/", helping.take_back_offer, name="take_back_offer"),
    path("groups/help/offered/", helping.offered, name="offered"),
    path("groups/help/offered/<uuid:offer>/", helping.answer_offer, name="answer_offer"),
    path("groups/way/", helping.way, name="way"),
    path("groups/way/write/", helping.write_way, name="write_way"),
    path("groups/run/", running.desk, name="desk"),
    path("groups/run/new/", running.begin_group, name="begin_group"),
    path("groups/run/<uuid:group>/", running.run, name="run"),
    path("groups/run/<uuid:group>/edit/", running.edit_group, name="edit_group"),
    path("groups/run/<uuid:group>/end/", running.end_group, name="end_group"),
    path("groups/run/<uuid:group>/host/", running.host, name="host"),
    path("groups/run/<uuid:group>/dates/", running.differs, name="differs"),
    path("groups/run/<uuid:group>/dates/<uuid:date>/undo/", running.undo_date, name="undo_date"),
    path("groups/run/<uuid:group>/invite/", running.invite, name="invite"),
    path("groups/run/<uuid:group>/members/<uuid:member>/", running.answer, name="answer"),
    path(
        "groups/run/<uuid:group>/members/<uuid:member>/away/", running.time_away, name="time_away"
    ),
    path("groups/run/<uuid:group>/on/<str:on>/", sessions.session, name="session"),
    path("groups/run/<uuid:group>/on/<str:on>/code/", sessions.show_code, name="show_code"),
    path("groups/run/<uuid:group>/on/<str:on>/desk/", sessions.desk_check_in, name="desk_check_in"),
    path("groups/run/<uuid:group>/on/<str:on>/contacts/", sessions.log, name="log_session"),
    path("groups/<uuid:group>/", circles.group, name="group"),
    path("groups/<uuid:group>/join/", circles.join, name="join"),
    path("groups/<uuid:group>/invited/", circles.answer_invitation, name="answer_invitation"),
    path("groups/<uuid:group>/mine/", circles.membership, name="membership"),
    path("groups/<uuid:group>/pause/", circles.pause, name="pause"),
    path("groups/<uuid:group>/leave/", circles.leave, name="leave"),
    path("groups/<uuid:group>/talk/", circles.ask_talk, name="ask_talk"),
    path("groups/<uuid:group>/here/", times.check_in, name="check_in"),
    path("groups/<uuid:group>/places/", times.sign_up, name="sign_up"),
    path("groups/<uuid:group>/ours/", own.ours, name="ours"),
    path("groups/<uuid:group>/ours/end/", own.end_own, name="end_own"),
    path("groups/<uuid:group>/ours/<uuid:member>/", own.let_in, name="let_in"),
]
