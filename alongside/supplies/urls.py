from django.urls import path

from alongside.supplies.views import naloxone, naloxone_open

app_name = "supplies"
urlpatterns = [
    path("naloxone/", naloxone_open.naloxone, name="naloxone"),
    path("naloxone/guide/", naloxone_open.naloxone_guide, name="naloxone_guide"),
    path("naloxone/law/", naloxone_open.naloxone_law, name="naloxone_law"),
    path("naloxone/story/", naloxone_open.tell_story, name="tell_story"),
    path("naloxone/ask/", naloxone_open.ask_for_kit, name="ask_for_kit"),
    path("supplies/naloxone/", naloxone.naloxone_loop, name="naloxone_loop"),
    path("supplies/naloxone/kit/", naloxone.give_kit, name="give_kit"),
    path("supplies/naloxone/reversal/", naloxone.record_reversal, name="record_reversal"),
    path("supplies/naloxone/stories/", naloxone.stories, name="stories"),
    path("supplies/naloxone/areas/", naloxone.areas, name="areas"),
    path("supplies/naloxone/areas/<uuid:area>/end/", naloxone.end_area, name="end_area"),
    path("supplies/naloxone/asked/", naloxone.kit_requests, name="kit_requests"),
    path("supplies/naloxone/asked/<uuid:asked>/", naloxone.send_kit, name="send_kit"),
    path(
        "supplies/naloxone/asked/<uuid:asked>/close/",
        naloxone.close_kit_request,
        name="close_kit_request",
    ),
    path("supplies/naloxone/offer/", naloxone.offer_kits, name="offer_kits"),
]
