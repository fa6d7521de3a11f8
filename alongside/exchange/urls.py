from django.urls import path

from alongside.exchange.views import printing

app_name = "exchange"
urlpatterns = [
    path("print/", printing.print, name="print"),
    path("print/list.pdf", printing.printed_list, name="printed_list"),
]
