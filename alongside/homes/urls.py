from django.urls import path

from alongside.homes.views import (
    calendar,
    outcomes,
    privacy,
    reading,
    requests,
    setup,
    support,
    team,
    today,
    welcome,
)

app_name = "homes"
urlpatterns = [
    path("my-support/", support.support, name="support"),
    path("my-support/pictures/", reading.in_pictures, name="in_pictures"),
    path("my-calendar/", calendar.my_calendar, name="my_calendar"),
    path("reading/", reading.reading, name="reading"),
    path("today/", today.today, name="today"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/visits/", welcome.visits, name="visits"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("set-up/", setup.setup, name="setup"),
    path("requests/", requests.requests, name="requests"),
    path("team/", team.team, name="team"),
    path("second-looks/", privacy.privacy, name="privacy"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/communities/<uuid:community>/", outcomes.community, name="community"),
]
