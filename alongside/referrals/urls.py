from django.urls import path

from alongside.referrals import views

app_name = "referrals"
urlpatterns = [
    path("refer/", views.refer, name="refer"),
    path("people/<uuid:participant>/refer/", views.refer, name="refer"),
    path("referrals/", views.referrals, name="referrals"),
    path("people/<uuid:participant>/referrals/", views.referrals, name="referrals"),
    path("referrals/<uuid:referral>/", views.referral, name="referral"),
    path("referrals/<uuid:referral>/agree/", views.agree, name="agree"),
    path("referrals/<uuid:referral>/slip/", views.slip, name="slip"),
    path("referrals/<uuid:referral>/link/", views.link, name="link"),
    path("referrals/<uuid:referral>/close/", views.close, name="close"),
    path("referrals/<uuid:referral>/stop/", views.stop, name="stop"),
    path("services/<uuid:service>/found/", views.rating, name="rating"),
    path("services/<uuid:service>/found/back/", views.take_back_rating, name="take_back_rating"),
    path("r/", views.partner, name="partner"),
    path("r/<str:secret>/", views.open, name="open"),
]
