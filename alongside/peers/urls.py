from django.urls import path

from alongside.peers import views

app_name = "peers"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/edit/", views.edit_profile, name="edit_profile"),
    path("profile/publish/", views.publish, name="publish"),
    path("profile/take-back/", views.take_back, name="take_back"),
    path("profile/lived/<uuid:pk>/share/", views.share_experience, name="share_experience"),
    path("step-back/", views.step_back, name="step_back"),
    path("step-back/over/", views.come_back, name="come_back"),
    path("peers/<uuid:pk>/", views.introduction, name="introduction"),
]
