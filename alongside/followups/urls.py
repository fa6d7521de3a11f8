from django.urls import path

from alongside.followups.views import cards, following, offering

app_name = "followups"
urlpatterns = [
    path("after/", following.followups, name="followups"),
    path("after/offer/", offering.offer, name="offer"),
    path("people/<uuid:participant>/after/", offering.offer, name="offer"),
    path("after/card/", cards.card, name="card"),
    path("after/mine/", cards.own_followups, name="own_followups"),
    path("after/<uuid:followup>/", following.followup, name="followup"),
    path("after/<uuid:followup>/yes/", offering.accept, name="accept"),
    path("after/<uuid:followup>/card/", offering.make_card, name="make_card"),
    path("after/<uuid:followup>/take/", following.take, name="take"),
    path("after/<uuid:followup>/pass-on/", following.pass_on, name="pass_on"),
    path("after/<uuid:followup>/free/", following.free, name="free"),
    path("after/<uuid:followup>/reach/", following.reach, name="reach"),
    path("after/<uuid:followup>/clock/", following.set_clock, name="set_clock"),
    path("after/<uuid:followup>/offered/", following.offer_bridge, name="offer_bridge"),
    path("after/<uuid:followup>/came-of/", following.come_of_bridge, name="come_of_bridge"),
    path("after/<uuid:followup>/no/", following.decline, name="decline"),
    path("after/<uuid:followup>/end/", following.close, name="close"),
    path("after/<uuid:followup>/stop/", cards.stop, name="stop"),
]
