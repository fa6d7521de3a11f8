from django.urls import path

from alongside.outreach.views import alerts, calls, out, public, samples, seen

app_name = "outreach"
urlpatterns = [
    path("outreach/", out.day, name="day"),
    path("outreach/plan/", out.plan_shift, name="plan_shift"),
    path("outreach/shifts/<uuid:shift>/", out.shift, name="shift"),
    path("outreach/shifts/<uuid:shift>/begin/", out.begin_shift, name="begin_shift"),
    path("outreach/shifts/<uuid:shift>/end/", out.end_shift, name="end_shift"),
    path("outreach/shifts/<uuid:shift>/drop/", out.drop_shift, name="drop_shift"),
    path("outreach/shifts/<uuid:shift>/well/", out.say_safe, name="say_safe"),
    path("outreach/shifts/<uuid:shift>/stops/", out.add_stop, name="add_stop"),
    path("outreach/shifts/<uuid:shift>/stops/<uuid:stop>/", out.reach_stop, name="reach_stop"),
    path("outreach/shifts/<uuid:shift>/help/", calls.ask_for_help, name="ask_for_help"),
    path("outreach/calls/<uuid:call>/take/", calls.take_call, name="take_call"),
    path("outreach/calls/<uuid:call>/answer/", calls.answer_call, name="answer_call"),
    path("outreach/called/", out.choose_texts, name="choose_texts"),
    path("outreach/seen/", seen.see, name="see"),
    path("outreach/needed/", seen.needed, name="needed"),
    path("outreach/seen/<uuid:seen>/met/", seen.meet_need, name="meet_need"),
    path("outreach/seen/<uuid:seen>/back/", seen.take_back_seen, name="take_back_seen"),
    path("outreach/alerts/", alerts.alerts, name="alerts"),
    path("outreach/alerts/write/", alerts.draft_alert, name="draft_alert"),
    path("outreach/alerts/<uuid:alert>/", alerts.alert, name="alert"),
    path("outreach/alerts/<uuid:alert>/change/", alerts.change_alert, name="change_alert"),
    path("outreach/alerts/<uuid:alert>/publish/", alerts.publish_alert, name="publish_alert"),
    path("outreach/alerts/<uuid:alert>/renew/", alerts.renew_alert, name="renew_alert"),
    path("outreach/alerts/<uuid:alert>/end/", alerts.end_alert, name="end_alert"),
    path("outreach/samples/", samples.samples, name="samples"),
    path("outreach/samples/take/", samples.take_sample, name="take_sample"),
    path("outreach/samples/<uuid:sample>/", samples.sample, name="sample"),
    path("outreach/samples/<uuid:sample>/results/", samples.add_result, name="add_result"),
    path("outreach/results/<uuid:result>/back/", samples.take_back_result, name="take_back_result"),
    path("alerts/", public.alerts, name="public_alerts"),
    path("drug-checking/", public.drug_checking, name="drug_checking"),
]
