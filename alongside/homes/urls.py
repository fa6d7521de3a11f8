from django.urls import path

from alongside.homes.views import (
    calendar,
    outcomes,
    privacy,
    reading,
    requests,
    returns,
    setup,
    support,
    team,
    today,
    welcome,
)

app_name = "homes"
urlpatterns = [
    path("my-support/", support.support, name="support"),
    path("my-support/days/", support.my_days, name="my_days"),
    path("my-support/pictures/", reading.in_pictures, name="in_pictures"),
    path("my-calendar/", calendar.my_calendar, name="my_calendar"),
    path("reading/", reading.reading, name="reading"),
    path("today/", today.today, name="today"),
    path("today/pictures/", today.today_in_pictures, name="today_in_pictures"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/visits/", welcome.visits, name="visits"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("set-up/", setup.setup, name="setup"),
    path("requests/", requests.requests, name="requests"),
    path("team/", team.team, name="team"),
    path("second-looks/", privacy.privacy, name="privacy"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/answers/", outcomes.answers, name="answers"),
    path("outcomes/returns/", returns.returns, name="returns"),
    path("outcomes/returns/behind/", returns.returns_behind, name="returns_behind"),
    path("outcomes/returns/<slug:definition>/", returns.one_return, name="one_return"),
    path("outcomes/returns/<slug:definition>/table.csv", returns.return_table, name="return_table"),
    path("outcomes/returns/<slug:definition>/behind/", returns.behind, name="behind"),
    path("how-we-count/", returns.how_we_count, name="how_we_count"),
    path("outcomes/communities/<uuid:community>/", outcomes.community, name="community"),
]
