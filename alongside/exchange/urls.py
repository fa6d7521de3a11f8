from django.urls import path

from alongside.exchange.views import lists, people, plans, printing, settling

app_name = "exchange"
urlpatterns = [
    path("print/list/", printing.as_page, name="as_page"),
    path("print/", printing.print, name="print"),
    path("sources/", lists.sources, name="sources"),
    path("sources/bring/", lists.bring, name="bring"),
    path("sources/runs/<uuid:run>/", lists.run, name="run"),
    path("sources/runs/<uuid:run>/apply/", lists.apply_run, name="apply_run"),
    path("sources/runs/<uuid:run>/let-go/", lists.let_go, name="let_go"),
    path("sources/runs/<uuid:run>/report.csv", lists.report, name="report"),
    path("sources/differences/", settling.differences, name="differences"),
    path("sources/differences/<slug:kind>/<uuid:listing>/", settling.settle, name="settle"),
    path("sources/twins/", settling.twins, name="twins"),
    path("sources/twins/<uuid:twin>/", settling.settle_twin, name="settle_twin"),
    path("sources/<uuid:source>/", lists.source, name="source"),
    path("sources/<uuid:source>/read/", lists.read_again, name="read_again"),
    path("print/list.pdf", printing.printed_list, name="printed_list"),
    path("plan/plan.pdf", plans.plan_pdf, name="plan_pdf"),
    path("people/<uuid:participant>/plan/plan.pdf", plans.plan_pdf, name="plan_pdf"),
    path("bring-people/", people.people, name="people"),
    path("bring-people/out/", people.takings, name="takings"),
    path("bring-people/out/wishes/", people.taking_wishes, name="taking_wishes"),
    path("bring-people/out/<uuid:taking>/answer/", people.answer_taking, name="answer_taking"),
    path("bring-people/out/<uuid:taking>/people.zip", people.take_people, name="take_people"),
    path("bring-people/invented-people.zip", people.invented_people, name="invented_people"),
    path("bring-people/<uuid:run>/", people.people_run, name="people_run"),
    path("bring-people/<uuid:run>/columns/", people.columns, name="columns"),
    path("bring-people/<uuid:run>/apply/", people.apply_people, name="apply_people"),
    path("bring-people/<uuid:run>/undo/", people.undo_people, name="undo_people"),
    path("bring-people/<uuid:run>/let-go/", people.let_people_go, name="let_people_go"),
    path("bring-people/<uuid:run>/report.csv", people.people_report, name="people_report"),
]
