# ruff: noqa: E501
"""Where listings are kept true; see `ledger`."""

EDITORS = {
    "directory:queue /en/listings/": "directory-edit",
    "directory:suggestion /en/listings/told/<uuid:suggestion>/": "directory-edit",
    "directory:accept /en/listings/told/<uuid:suggestion>/accept/": "directory-edit",
    "directory:decline /en/listings/told/<uuid:suggestion>/decline/": "directory-edit",
    "directory:undo /en/listings/told/<uuid:suggestion>/undo/": "directory-edit",
    "directory:freshness /en/listings/fresh/": "directory-edit",
    "directory:editors /en/listings/editors/": "area-give",
    "directory:end_area /en/listings/editors/<uuid:area>/end/": "area-give",
    "directory:frameworks /en/listings/frameworks/": "framework-switch",
    "directory:switch_framework /en/listings/frameworks/<uuid:framework>/switch/": "framework-switch",
    "directory:place_service /en/listings/frameworks/<uuid:framework>/<uuid:service>/": "framework-switch",
    "directory:listing /en/listings/<str:kind>/<uuid:listing>/": "directory-edit",
    "directory:edit /en/listings/<str:kind>/<uuid:listing>/edit/": "directory-edit",
    "directory:say_facts /en/listings/<str:kind>/<uuid:listing>/facts/": "directory-edit",
    "directory:trust_owners /en/listings/<str:kind>/<uuid:listing>/trust/": "directory-edit",
    "directory:check /en/listings/<str:kind>/<uuid:listing>/check/": "directory-edit",
    "directory:close /en/listings/<str:kind>/<uuid:listing>/close/": "directory-edit",
    "directory:drafts /en/listings/drafts/": "directory-edit",
    "directory:prepare_meeting /en/listings/drafts/meeting/": "directory-edit",
    "directory:prepare_service /en/listings/drafts/service/": "directory-edit",
    "directory:look /en/listings/<str:kind>/<uuid:listing>/look/": "directory-edit",
    "directory:publish /en/listings/<str:kind>/<uuid:listing>/publish/": "directory-edit",
    "directory:take_back /en/listings/<str:kind>/<uuid:listing>/draft/": "directory-edit",
    "directory:drop_draft /en/listings/<str:kind>/<uuid:listing>/drop/": "directory-edit",
}
