"""The product's paths, and the pages that everything is measured against."""

import os

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from alongside.config.urls import handler404, handler500
from alongside.config.urls import urlpatterns as product
from benchmarks import audit, reference

__all__ = ["handler404", "handler500", "urlpatterns"]

if audit.WITHOUT in os.environ:
    audit.without()

urlpatterns = [
    *product,
    *i18n_patterns(
        path("reference/public/", reference.public),
        path("reference/signed-in/", reference.signed_in),
        path("reference/write/", reference.write),
    ),
]
