# ruff: noqa: E501
"""Addresses at which programs of health care read the directory, for the ledger."""

FHIR = {
    "fhir:metadata /fhir/metadata": "public, from any website: answers, changes nothing",
    "fhir:services /fhir/HealthcareService": "public, from any website: answers, changes nothing",
    "fhir:find_services /fhir/HealthcareService/_search": "public, from any website: answers, changes nothing",
    "fhir:service /fhir/HealthcareService/<str:pk>": "public, from any website: answers, changes nothing",
    "fhir:locations /fhir/Location": "public, from any website: answers, changes nothing",
    "fhir:find_locations /fhir/Location/_search": "public, from any website: answers, changes nothing",
    "fhir:location /fhir/Location/<str:pk>": "public, from any website: answers, changes nothing",
    "fhir:organizations /fhir/Organization": "public, from any website: answers, changes nothing",
    "fhir:find_organizations /fhir/Organization/_search": "public, from any website: answers, changes nothing",
    "fhir:organization /fhir/Organization/<str:pk>": "public, from any website: answers, changes nothing",
    "fhir:root /fhir/": "public, from any website: answers, changes nothing",
    "fhir:nothing /fhir/<path:rest>": "public, from any website: answers, changes nothing",
}
