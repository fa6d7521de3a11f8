from django.urls import path

from alongside.rights.views import desk, erasing, joining, record

app_name = "rights"
urlpatterns = [
    path("my-record/", record.record, name="record"),
    path("my-record/whole/", record.whole, name="whole"),
    path("my-record/record.pdf", record.record_pdf, name="record_pdf"),
    path("my-record/record.json", record.record_json, name="record_json"),
    path("my-record/told/<uuid:notice>/", record.read_notice, name="read_notice"),
    path("my-record/erase/", erasing.erase, name="erase"),
    path("my-record/keep/", erasing.keep, name="keep"),
    path("what-we-keep/", record.register, name="register"),
    path("my-work/mine/", record.own_work, name="own_work"),
    path("my-work/mine.json", record.own_work_json, name="own_work_json"),
    path("receipt/", erasing.receipt, name="receipt"),
    path("people/<uuid:participant>/wish/", erasing.tell_wish, name="tell_wish"),
    path("people/<uuid:pk>/join/<uuid:other>/", joining.join, name="join"),
    path("people/<uuid:pk>/split/", joining.split, name="split"),
    path("here-twice/done/", joining.joinings, name="joinings"),
    path("here-twice/done/<uuid:joining>/undo/", joining.undo_joining, name="undo_joining"),
    path("rights/", desk.desk, name="desk"),
    path("rights/wishes/<uuid:wish>/", erasing.wish, name="wish"),
    path("rights/retention/", desk.retention, name="retention"),
    path("rights/retention/try/", desk.try_retention, name="try_retention"),
    path("rights/holds/", desk.holds, name="holds"),
    path("rights/holds/<uuid:hold>/lift/", desk.lift_hold, name="lift_hold"),
    path("rights/demands/", desk.demands, name="demands"),
    path("rights/demands/<uuid:demand>/", desk.demand, name="demand"),
    path("rights/demands/<uuid:demand>/give/", desk.give, name="give"),
    path("rights/incidents/", desk.incidents, name="incidents"),
    path("rights/incidents/<uuid:incident>/", desk.incident, name="incident"),
    path("rights/incidents/<uuid:incident>/tell/", desk.give_notice, name="give_notice"),
    path("rights/agreements/", desk.agreements, name="agreements"),
    path("rights/agreements/<uuid:agreement>/end/", desk.end_agreement, name="end_agreement"),
]
