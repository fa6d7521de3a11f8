from django.urls import path

from alongside.exchange.views import lists, plans, printing, settling

app_name = "exchange"
urlpatterns = [
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
]
