from django.urls import path

from alongside.welcome.views import desk, furnishing, people, shifts, tablet

app_name = "welcome"
urlpatterns = [
    path("desk/<uuid:site>/arrive/", desk.arrive, name="arrive"),
    path("desk/<uuid:site>/arrive/known/", desk.arrive_known, name="arrive_known"),
    path("desk/<uuid:site>/close/", desk.close_day, name="close_day"),
    path("desk/<uuid:site>/tablets/", desk.tablets, name="tablets"),
    path("desk/tablets/<uuid:kiosk>/end/", desk.end_kiosk, name="end_kiosk"),
    path("desk/<uuid:site>/shifts/", shifts.shifts, name="shifts"),
    path("desk/<uuid:site>/shifts/here/", shifts.begin_shift, name="begin_shift"),
    path("desk/shifts/<uuid:shift>/gone/", shifts.end_shift, name="end_shift"),
    path("desk/shifts/<uuid:shift>/drop/", shifts.drop_shift, name="drop_shift"),
    path("desk/here/<uuid:presence>/", people.presence, name="presence"),
    path("desk/here/<uuid:presence>/talk/", people.ask_to_talk, name="ask_to_talk"),
    path("desk/here/<uuid:presence>/record/", people.become_known, name="become_known"),
    path("desk/here/<uuid:presence>/leave/", people.leave, name="leave"),
    path("desk/here/<uuid:presence>/stay/", people.stay, name="stay"),
    path("desk/here/<uuid:presence>/back/", people.take_back, name="take_back"),
    path(
        "desk/here/<uuid:presence>/lists/<uuid:queue>/",
        people.stand_in_line,
        name="stand_in_line",
    ),
    path("desk/talks/<uuid:talk>/take/", desk.take_talk, name="take_talk"),
    path("desk/turns/<uuid:turn>/call/", desk.call_turn, name="call_turn"),
    path("desk/turns/<uuid:turn>/end/", desk.end_turn, name="end_turn"),
    path("desk/rooms/<uuid:room>/", desk.take_room, name="take_room"),
    path("desk/rooms/uses/<uuid:use>/end/", desk.free_room, name="free_room"),
    path("set-up/desk/", furnishing.furnish, name="furnish"),
    path("set-up/desk/rooms/", furnishing.add_room, name="add_room"),
    path("set-up/desk/rooms/<uuid:room>/", furnishing.change_room, name="change_room"),
    path("set-up/desk/lists/", furnishing.add_queue, name="add_queue"),
    path("set-up/desk/lists/<uuid:queue>/", furnishing.switch_queue, name="switch_queue"),
    path("check-in-tablet/", tablet.open_kiosk, name="open_kiosk"),
    path("kiosk/", tablet.kiosk, name="kiosk"),
    path("kiosk/looking/", tablet.looking, name="looking"),
    path("kiosk/no-name/", tablet.no_name, name="no_name"),
    path("kiosk/any-name/", tablet.any_name, name="any_name"),
    path("kiosk/words/", tablet.words, name="words"),
    path("kiosk/welcome/", tablet.checked_in, name="checked_in"),
]
