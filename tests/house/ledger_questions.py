"""The addresses of an organisation's own questions, as `ledger` has all others."""

QUESTIONS = {
    "questions:sheets /en/questions/": "question-ask",
    "questions:begin_sheet /en/questions/new/": "question-ask",
    "questions:own_asked /en/questions/mine/": "checkin-answer",
    "questions:own_answer /en/questions/mine/<uuid:sheet>/": "checkin-answer",
    "questions:own_take_back /en/questions/mine/back/<uuid:answer>/": "checkin-answer",
    "questions:sheet /en/questions/<uuid:sheet>/": "question-ask",
    "questions:edit_sheet /en/questions/<uuid:sheet>/edit/": "question-ask",
    "questions:add_question /en/questions/<uuid:sheet>/add/": "question-ask",
    "questions:preview /en/questions/<uuid:sheet>/look/": "question-ask",
    "questions:begin_asking /en/questions/<uuid:sheet>/ask/": "question-ask",
    "questions:end_sheet /en/questions/<uuid:sheet>/end/": "question-ask",
    "questions:change_question /en/questions/one/<uuid:question>/": "question-ask",
    "questions:move_question /en/questions/one/<uuid:question>/move/": "question-ask",
    "questions:end_question /en/questions/one/<uuid:question>/end/": "question-ask",
    "questions:asked /en/people/<uuid:participant>/questions/": "participant-read",
    "questions:answer /en/people/<uuid:participant>/questions/<uuid:sheet>/": "contact-log",
    "questions:answer_contact /en/contacts/<uuid:contact>/questions/<uuid:sheet>/": "contact-log",
    "homes:answers /en/outcomes/answers/": "outcomes-read",
    "questions:take_back /en/people/<uuid:participant>/questions/back/<uuid:answer>/": (
        "contact-log"
    ),
}
