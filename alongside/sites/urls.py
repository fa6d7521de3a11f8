from django.urls import path

from alongside.sites.views import afterwards, reports, response, room, visits

app_name = "sites"
urlpatterns = [
    path("sites/", room.sites, name="sites"),
    path("sites/rooms/", room.rooms, name="rooms"),
    path("sites/rooms/<uuid:room>/", room.change_room, name="change_room"),
    path("sites/counting/", reports.counting, name="counting"),
    path("sites/found/", response.find_outside, name="find_outside"),
    path("sites/overdoses/", response.overdoses, name="overdoses"),
    path("sites/overdoses/<uuid:overdose>/", response.overdose, name="overdose"),
    path("sites/overdoses/<uuid:overdose>/tap/", response.tap, name="tap"),
    path("sites/overdoses/<uuid:overdose>/finish/", response.finish, name="finish"),
    path("sites/overdoses/<uuid:overdose>/there/", afterwards.was_there, name="was_there"),
    path("sites/overdoses/<uuid:overdose>/talk/", afterwards.offer_debrief, name="offer_debrief"),
    path("sites/overdoses/<uuid:overdose>/same/<uuid:other>/", response.join, name="join"),
    path("sites/overdoses/<uuid:overdose>/apart/", response.part, name="part"),
    path("sites/taps/<uuid:tap>/strike/", response.strike, name="strike"),
    path("sites/mine/", afterwards.own, name="own"),
    path("sites/mine/<uuid:witness>/", afterwards.answer_debrief, name="answer_debrief"),
    path("sites/days/<uuid:day>/close/", room.close_day, name="close_day"),
    path("sites/visits/<uuid:visit>/", visits.visit, name="visit"),
    path("sites/visits/<uuid:visit>/look/", visits.look_in, name="look_in"),
    path("sites/visits/<uuid:visit>/use/", visits.use, name="use"),
    path("sites/visits/<uuid:visit>/out/", visits.go_out, name="go_out"),
    path("sites/visits/<uuid:visit>/stay/", visits.stay, name="stay"),
    path("sites/visits/<uuid:visit>/back/", visits.take_back, name="take_back"),
    path("sites/<uuid:site>/where/", room.place_site, name="place_site"),
    path("sites/<uuid:site>/open/", room.open_day, name="open_day"),
    path("sites/<uuid:site>/in/", visits.come_in, name="come_in"),
    path("sites/<uuid:site>/found/", response.find_overdose, name="find_overdose"),
    path("sites/<uuid:site>/report/", reports.report, name="report"),
    path("sites/<uuid:site>/lines/", reports.line_list, name="line_list"),
]
