from django.urls import path

from alongside.matching import views

app_name = "matching"
urlpatterns = [
    path("requests/<uuid:pk>/", views.request, name="request"),
    path("requests/<uuid:pk>/propose/", views.propose, name="propose"),
    path("requests/<uuid:pk>/said/peers/", views.say_answer, name="say_answer"),
    path("team/people/", views.leaving, name="leaving"),
    path("team/people/<uuid:peer>/", views.hand_over, name="hand_over"),
    path("my-request/peers/", views.proposals, name="proposals"),
    path("my-request/peers/<uuid:pk>/choose/", views.choose, name="choose"),
    path("my-request/peers/<uuid:pk>/decline/", views.decline, name="decline"),
    path("my-request/<uuid:pk>/others/", views.ask_for_others, name="ask_for_others"),
]
