# ruff: noqa: E501
"""Addresses at which other programs read services, for the ledger."""

HSDS = {
    "hsds:about /hsds/": "public, from any website: answers, changes nothing",
    "hsds:description /hsds/openapi.json": "public, from any website: answers, changes nothing",
    "hsds:tables /hsds/tables.zip": "public, from any website: answers, changes nothing",
    "hsds:services /hsds/services": "public, from any website: answers, changes nothing",
    "hsds:service /hsds/services/<uuid:pk>": "public, from any website: answers, changes nothing",
    "hsds:organizations /hsds/organizations": "public, from any website: answers, changes nothing",
    "hsds:organization /hsds/organizations/<uuid:pk>": "public, from any website: answers, changes nothing",
    "hsds:service_at_locations /hsds/service_at_locations": "public, from any website: answers, changes nothing",
    "hsds:service_at_location /hsds/service_at_locations/<uuid:pk>": "public, from any website: answers, changes nothing",
    "hsds:taxonomies /hsds/taxonomies": "public, from any website: answers, changes nothing",
    "hsds:taxonomy /hsds/taxonomies/<uuid:pk>": "public, from any website: answers, changes nothing",
    "hsds:taxonomy_terms /hsds/taxonomy_terms": "public, from any website: answers, changes nothing",
    "hsds:taxonomy_term /hsds/taxonomy_terms/<uuid:pk>": "public, from any website: answers, changes nothing",
}
