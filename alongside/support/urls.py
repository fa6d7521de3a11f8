from django.urls import path

from alongside.support.views import (
    appointments,
    contacts,
    helps,
    ideas,
    journey,
    pairings,
    papers,
    people,
    plans,
    promises,
    replies,
)

app_name = "support"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<uuid:participant>/", people.person, name="person"),
    path("plan/", plans.plan, name="plan"),
    path("people/<uuid:participant>/plan/", plans.plan, name="plan"),
    path("people/<uuid:participant>/goal/", plans.set_goal, name="set_goal"),
    path("people/<uuid:participant>/goals/<uuid:goal>/", plans.reword_goal, name="reword_goal"),
    path("people/<uuid:participant>/goals/<uuid:goal>/step/", plans.add_step, name="add_step"),
    path("people/<uuid:participant>/goals/<uuid:goal>/close/", plans.close_goal, name="close_goal"),
    path("people/<uuid:participant>/steps/<uuid:step>/", plans.tick_step, name="tick_step"),
    path("people/<uuid:participant>/plan/about/", plans.tell_about, name="tell_about"),
    path(
        "people/<uuid:participant>/goals/<uuid:goal>/still/",
        plans.still_wanted,
        name="still_wanted",
    ),
    path(
        "people/<uuid:participant>/steps/<uuid:step>/words/", plans.reword_step, name="reword_step"
    ),
    path(
        "people/<uuid:participant>/steps/<uuid:step>/let-go/", plans.let_go_step, name="let_go_step"
    ),
    path("people/<uuid:participant>/goals/<uuid:goal>/help/", helps.add_help, name="add_help"),
    path(
        "people/<uuid:participant>/help/<uuid:help>/let-go/", helps.let_go_help, name="let_go_help"
    ),
    path("plan/keep/<slug:table>/<uuid:listing>/", helps.keep_listing, name="keep_listing"),
    path(
        "people/<uuid:participant>/plan/keep/<slug:table>/<uuid:listing>/",
        helps.keep_listing,
        name="keep_listing",
    ),
    path("plan/paper/", papers.plan_paper, name="plan_paper"),
    path("people/<uuid:participant>/plan/paper/", papers.plan_paper, name="plan_paper"),
    path("plan/earlier/", papers.earlier_words, name="earlier_words"),
    path("people/<uuid:participant>/plan/sign/", papers.sign_plan, name="sign_plan"),
    path("organisation/plans/", ideas.ideas, name="ideas"),
    path("organisation/plans/ideas/<uuid:idea>/retire/", ideas.retire_idea, name="retire_idea"),
    path("organisation/plans/<uuid:programme>/signing/", ideas.say_signing, name="say_signing"),
    path("journey/", journey.journey, name="journey"),
    path("journey/lines/", journey.choose_lines, name="choose_lines"),
    path("people/<uuid:participant>/journey/", journey.journey, name="journey"),
    path("people/<uuid:participant>/journey/<slug:line>/", journey.tell, name="tell"),
    path(
        "people/<uuid:participant>/journey/of/<uuid:passage>/",
        journey.correct_passage,
        name="correct_passage",
    ),
    path(
        "people/<uuid:participant>/journey/of/<uuid:passage>/back/",
        journey.take_back_passage,
        name="take_back_passage",
    ),
    path(
        "people/<uuid:participant>/journey/of/<uuid:passage>/home/",
        journey.tell_home,
        name="tell_home",
    ),
    path("log/", contacts.log, name="log"),
    path("log/<uuid:participant>/", contacts.log_contact, name="log"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("people/<uuid:participant>/contacts/", contacts.contacts, name="contacts"),
    path("contacts/<uuid:contact>/", contacts.correct_contact, name="correct_contact"),
    path("contacts/<uuid:contact>/back/", contacts.take_back_contact, name="take_back_contact"),
    path("contacts/<uuid:contact>/answer/", replies.answer_note, name="answer_note"),
    path("replies/<uuid:reply>/", replies.answer_reply, name="answer_reply"),
    path("people/<uuid:participant>/promise/", promises.promise, name="promise"),
    path(
        "people/<uuid:participant>/promises/<uuid:appointment>/keep/",
        promises.keep_promise,
        name="keep_promise",
    ),
    path(
        "people/<uuid:participant>/promises/<uuid:appointment>/off/",
        promises.call_off,
        name="call_off",
    ),
    path("times/", appointments.appointments, name="appointments"),
    path("times/ask/", appointments.ask_time, name="ask_time"),
    path("people/<uuid:participant>/offer/", appointments.offer_time, name="offer_time"),
    path("times/<uuid:invitation>/", appointments.invitation, name="invitation"),
    path("times/<uuid:invitation>/take/", appointments.accept_time, name="accept_time"),
    path("times/<uuid:invitation>/another/", appointments.suggest_time, name="suggest_time"),
    path("times/<uuid:invitation>/let-go/", appointments.let_time_go, name="let_time_go"),
    path("times/agreed/<uuid:appointment>/off/", appointments.not_coming, name="not_coming"),
    path("walking/", pairings.walking, name="walking"),
    path("pairings/<uuid:pairing>/missed/", pairings.wish_to_be_missed, name="wish_to_be_missed"),
    path("pairings/<uuid:pairing>/end/", pairings.end_pairing, name="end_pairing"),
]
