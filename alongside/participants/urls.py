from django.urls import path

from alongside.participants.views import account, consents, looks, requests, talk, welcome

app_name = "participants"
urlpatterns = [
    path("limits/", consents.limits, name="limits"),
    path("people/<uuid:participant>/limits/", consents.limits, name="limits"),
    path("agreed/", consents.consents, name="consents"),
    path("agreed/give/", consents.give_consent, name="give_consent"),
    path("agreed/withdraw/", consents.withdraw_consent, name="withdraw_consent"),
    path("looks/", looks.looks, name="looks"),
    path("my-account/", account.account, name="account"),
    path("my-account/join/", account.join_account, name="join_account"),
    path("my-account/give-up/", account.give_up_account, name="give_up_account"),
    path("my-account/new-words/", account.new_key, name="new_key"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/<uuid:pk>/words/", welcome.hand_words, name="hand_words"),
    path("talk/", talk.talk, name="talk"),
    path("my-request/", requests.request, name="request"),
    path("my-request/ask/", requests.ask_again, name="ask_again"),
    path("my-request/<uuid:pk>/change/", requests.change_request, name="change_request"),
    path("my-request/<uuid:pk>/close/", requests.close_request, name="close_request"),
]
