from django.urls import path

from alongside.questions.views import answering, making

app_name = "questions"
urlpatterns = [
    path("questions/", making.sheets, name="sheets"),
    path("questions/new/", making.begin_sheet, name="begin_sheet"),
    path("questions/mine/", answering.own_asked, name="own_asked"),
    path("questions/mine/<uuid:sheet>/", answering.own_answer, name="own_answer"),
    path("questions/mine/back/<uuid:answer>/", answering.own_take_back, name="own_take_back"),
    path("questions/<uuid:sheet>/", making.sheet, name="sheet"),
    path("questions/<uuid:sheet>/edit/", making.edit_sheet, name="edit_sheet"),
    path("questions/<uuid:sheet>/add/", making.add_question, name="add_question"),
    path("questions/<uuid:sheet>/look/", making.preview, name="preview"),
    path("questions/<uuid:sheet>/ask/", making.begin_asking, name="begin_asking"),
    path("questions/<uuid:sheet>/end/", making.end_sheet, name="end_sheet"),
    path("questions/one/<uuid:question>/", making.change_question, name="change_question"),
    path("questions/one/<uuid:question>/move/", making.move_question, name="move_question"),
    path("questions/one/<uuid:question>/end/", making.end_question, name="end_question"),
    path("people/<uuid:participant>/questions/", answering.asked, name="asked"),
    path("people/<uuid:participant>/questions/<uuid:sheet>/", answering.answer, name="answer"),
    path(
        "contacts/<uuid:contact>/questions/<uuid:sheet>/",
        answering.answer_contact,
        name="answer_contact",
    ),
    path(
        "people/<uuid:participant>/questions/back/<uuid:answer>/",
        answering.take_back,
        name="take_back",
    ),
]
