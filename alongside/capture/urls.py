from django.urls import path

from alongside.capture.views import holds, kit, phones, sheets, sync

app_name = "capture"
urlpatterns = [
    path("field/", kit.kit, name="kit"),
    path("field/worker.js", kit.worker, name="worker"),
    path("field/kit.webmanifest", kit.manifest, name="manifest"),
    path("field/devices/", sync.devices, name="devices"),
    path("field/outbox/", sync.take, name="outbox"),
    path("field/pack/", sync.pack, name="pack"),
    path("field/sheet/", sheets.sheet, name="sheet"),
    path("people/<uuid:participant>/sheet/", sheets.sheet, name="sheet"),
    path("field/phones/", phones.phones, name="phones"),
    path("field/phones/<uuid:device>/cut-off/", phones.cut_off, name="cut_off"),
    path("field/held/", holds.holds, name="holds"),
    path("field/held/<uuid:hold>/", holds.hold, name="hold"),
]
