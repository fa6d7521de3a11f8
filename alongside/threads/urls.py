from django.urls import path

from alongside.threads.views import lines, messages

app_name = "threads"
urlpatterns = [
    path("messages/", messages.messages, name="messages"),
    path("messages/past/", messages.leave_past, name="leave_past"),
    path("messages/ways/", lines.ways, name="ways"),
    path("messages/ways/stop/", lines.stop, name="stop"),
    path("messages/ways/try/", lines.try_line, name="try_line"),
    path("messages/hours/", lines.hours, name="hours"),
    path("messages/hours/<uuid:reading>/end/", lines.end_hours, name="end_hours"),
    path("people/<uuid:participant>/messages/", messages.thread, name="thread"),
]
