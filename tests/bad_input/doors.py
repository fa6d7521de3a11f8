"""Every address that writes, with what a person would really send to it.

A new address goes into `WRITES` (in `own` or `work`) or into `READS`, so that it is tried with
double taps and nonsense like all others.
"""

import functools
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client

from tests.bad_input import (
    after,
    agreeing,
    asked,
    circles,
    desk,
    entrance,
    field,
    knowing,
    listings,
    moving,
    naloxone,
    outreach,
    own,
    plans,
    rights,
    rooms,
    saying,
    supplies,
    threads,
    walls,
    welcome,
    work,
)
from tests.bad_input.writes import WRITES, Data, Write
from tests.cast import Cast

__all__ = [
    "READS",
    "WRITES",
    "Write",
    "after",
    "agreeing",
    "asked",
    "circles",
    "client_of",
    "desk",
    "entrance",
    "everything",
    "field",
    "knowing",
    "listings",
    "moving",
    "naloxone",
    "outreach",
    "own",
    "plans",
    "rights",
    "rooms",
    "saying",
    "send",
    "supplies",
    "threads",
    "walls",
    "welcome",
    "work",
]

# Addresses that show and take nothing in.
READS = {
    "directory:drafts",
    "directory:look",
    "capture:kit",
    "capture:manifest",
    "capture:worker",
    "capture:pack",
    "capture:phones",
    "capture:holds",
    "outreach:day",
    "outreach:shift",
    "outreach:needed",
    "outreach:alerts",
    "outreach:alert",
    "outreach:samples",
    "outreach:sample",
    "outreach:public_alerts",
    "outreach:drug_checking",
    "supplies:stock",
    "supplies:give",
    "supplies:book",
    "supplies:recall",
    "followups:followups",
    "followups:followup",
    "followups:own_followups",
    "questions:sheets",
    "homes:answers",
    "questions:sheet",
    "questions:preview",
    "questions:asked",
    "questions:own_asked",
    "support:talks",
    "support:talk_paper",
    "supplies:naloxone",
    "supplies:naloxone_guide",
    "supplies:naloxone_law",
    "supplies:naloxone_loop",
    "supplies:stories",
    "supplies:kit_requests",
    "feeds:group",
    "feeds:groups",
    "feeds:own_groups",
    "groups:groups",
    "groups:group",
    "groups:attended",
    "groups:offered",
    "groups:desk",
    "groups:run",
    "healthz",
    "jobs:readyz",
    "api:openapi-json",
    "api:today",
    "api:meetings",
    "api:services",
    "api:places",
    "api:api-root",
    "shell:components",
    "rights:record",
    "rights:whole",
    "rights:record_pdf",
    "rights:record_json",
    "rights:receipt",
    "rights:register",
    "rights:desk",
    "rights:retention",
    "shell:help_lines",
    "shell:leaving",
    "accounts:leave",
    "directory:find",
    "directory:meeting",
    "directory:service",
    "directory:map",
    "directory:share",
    "directory:share_meeting",
    "directory:share_service",
    "exchange:sources",
    "exchange:run",
    "exchange:report",
    "exchange:invented_people",
    "exchange:people_run",
    "exchange:people_report",
    "exchange:taking_wishes",
    "exchange:take_people",
    "exchange:differences",
    "exchange:twins",
    "feeds:meetings",
    "feeds:changed",
    "feeds:found",
    "feeds:meeting",
    "feeds:server",
    "feeds:script",
    "feeds:guided",
    "feeds:table",
    "hsds:about",
    "hsds:description",
    "hsds:tables",
    "hsds:services",
    "hsds:service",
    "hsds:organizations",
    "hsds:organization",
    "hsds:service_at_locations",
    "hsds:service_at_location",
    "hsds:taxonomies",
    "hsds:taxonomy",
    "hsds:taxonomy_terms",
    "hsds:taxonomy_term",
    "fhir:metadata",
    "fhir:services",
    "fhir:find_services",
    "fhir:service",
    "fhir:locations",
    "fhir:find_locations",
    "fhir:location",
    "fhir:organizations",
    "fhir:find_organizations",
    "fhir:organization",
    "fhir:root",
    "fhir:nothing",
    "exchange:print",
    "exchange:printed_list",
    "exchange:as_page",
    "directory:queue",
    "directory:fellowships",
    "directory:suggestion",
    "directory:listing",
    "directory:freshness",
    "directory:frameworks",
    "accounts:factors",
    "accounts:signed_in",
    "accounts:signed_out",
    "accounts:stay",
    "accounts:typed",
    "accounts:home",
    "accounts:person",
    "participants:agreement",
    "participants:agreements",
    "participants:consents",
    "participants:nothing",
    "participants:paper",
    "participants:looks",
    "participants:lost_keys",
    "participants:request",
    "peers:profile",
    "peers:introduction",
    "measures:checkins",
    "measures:own_work",
    "measures:shown_to_me",
    "measures:shown",
    "rights:own_work",
    "rights:own_work_json",
    "referrals:referrals",
    "referrals:slip",
    "referrals:referral",
    "text-hook",  # without a gateway it takes nothing in; tests/threads/test_hooks.py tries it
    "twilio-hook",
    "voice-hook",
    "support:appointments",
    "support:invitation",
    "support:people",
    "support:person",
    "support:ahead",
    "support:plan",
    "support:plan_paper",
    "support:units",
    "support:units_table",
    "support:earlier_words",
    "support:journey",
    "exchange:plan_pdf",
    "support:contacts",
    "support:walking",
    "matching:leaving",
    "matching:request",
    "matching:proposals",
    "homes:support",
    "homes:in_pictures",
    "homes:my_calendar",
    "homes:my_days",
    "homes:calendar",
    "homes:reading",  # what one's own session holds
    "homes:today",
    "homes:today_in_pictures",
    "homes:welcome",
    "homes:visits",
    "sites:sites",
    "sites:counting",
    "sites:overdoses",
    "sites:overdose",
    "sites:own",
    "sites:visit",
    "sites:report",
    "sites:line_list",
    "welcome:presence",
    "welcome:furnish",
    "welcome:kiosk",
    "welcome:checked_in",
    "homes:setup",
    "homes:requests",
    "homes:team",
    "homes:privacy",
    "participants:somebody_asks",
    "participants:odd_looks",
    "participants:walls",
    "participants:said",
    "participants:said_for_me",
    "participants:communities",
    "participants:grief",
    "participants:passings",
    "rights:joinings",
    "homes:outcomes",
    "homes:returns",
    "homes:one_return",
    "homes:return_table",
    "homes:returns_behind",
    "homes:behind",
    "homes:how_we_count",
    "homes:community",
}


def client_of(cast: Cast, each: Write) -> Client:
    if each.client is not None:
        return each.client
    return cast.characters[each.who].client() if each.who else Client()


def send(client: Client, each: Write, data: Data | None = None) -> Any:
    said = each.data if data is None else data
    if each.json:
        return client.post(each.path, said, content_type="application/json")
    return client.post(each.path, said)


# Sessions and counters come and go; chains follow from their events.
NOT_KEPT = {"accounts.Session", "contenttypes.ContentType", "audit.Chain", "audit.Subject"}
PASSING = {"last_login", "last_used_at", "password"}


@functools.cache
def kept_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.label not in NOT_KEPT and model._meta.managed
    ]


def with_rows() -> list[type[Model]]:
    """Those of them that have any: one question for some hundreds of tables."""
    tables = (connection.ops.quote_name(model._meta.db_table) for model in kept_models())
    asked = (f"SELECT {n} WHERE EXISTS (SELECT 1 FROM {name})" for n, name in enumerate(tables))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [kept_models()[number] for (number,) in cursor.fetchall()]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def everything() -> dict[str, list[str]]:
    """Every row there is, as text. Of history only what was done: looks and refusals are
    written whenever somebody comes."""
    found: dict[str, list[str]] = {model._meta.label: [] for model in kept_models()}
    for model in with_rows():
        label = model._meta.label
        names = [each.attname for each in model._meta.concrete_fields]
        rows = model._default_manager.values_list(*(n for n in names if n not in PASSING))
        if label == "audit.Event":
            rows = rows.filter(outcome="done").exclude(verb__in=("look", "sign-in"))
        found[label] = sorted(repr([_plain(value) for value in row]) for row in rows)
    return found
