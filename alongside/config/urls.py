"""Paths. The language is a prefix, chosen by the reader; health pages have none."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from alongside.accounts import api as lock
from alongside.config.api import api
from alongside.shell import views as shell
from alongside.threads.views import hooks, voice

urlpatterns = [
    path("healthz", shell.healthz, name="healthz"),
    path("", include("alongside.jobs.urls")),
    path("api/v1/", lock.guarded(api)),
    path("", include("alongside.exchange.feed_urls")),
    path("hooks/text/", hooks.gateway_hook, name="text-hook"),
    path("hooks/text/twilio/", hooks.twilio, name="twilio-hook"),
    path("hooks/voice/twilio/", voice.telephone, name="voice-hook"),
    path("hsds/", include("alongside.exchange.hsds.urls")),
    path("fhir/", include("alongside.exchange.fhir.urls")),
    *i18n_patterns(
        path("", include("alongside.shell.urls")),
        path("", include("alongside.capture.urls")),  # phones come many at once: found first
        path("", include("alongside.directory.urls")),
        path("", include("alongside.homes.urls")),  # where everybody lands, and comes back to
        path("", include("alongside.exchange.urls")),
        path("", include("alongside.accounts.urls")),
        path("", include("alongside.participants.urls")),
        path("", include("alongside.peers.urls")),
        path("", include("alongside.measures.urls")),
        path("", include("alongside.referrals.urls")),
        path("", include("alongside.groups.urls")),
        path("", include("alongside.support.urls")),
        path("", include("alongside.threads.urls")),
        path("", include("alongside.matching.urls")),
        path("", include("alongside.welcome.urls")),
        path("", include("alongside.supplies.urls")),
        path("", include("alongside.sites.urls")),
        path("", include("alongside.outreach.urls")),
        path("", include("alongside.followups.urls")),
        path("", include("alongside.questions.urls")),
        path("", include("alongside.rights.urls")),
    ),
]

handler400 = "alongside.shell.views.not_understood"
handler404 = "alongside.shell.views.not_found"
handler500 = "alongside.shell.views.broken"
