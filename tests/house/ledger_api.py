"""Every operation of our APIs, who may call it, and what each of the cast is then answered. A new
operation is written here by hand, as an address is in the ledger. Whoever is not named is refused:
401 where we don't know who it is, else 403."""

from dataclasses import dataclass, field

EVERYBODY = "everybody"


@dataclass(frozen=True)
class Says:
    """What an operation asks for, as the lock says it, and who is answered what. `about` is whose
    record is meant."""

    asks: str
    answers: dict[str, dict[int, str]] = field(default_factory=dict)


def anybody(status: int = 200) -> Says:
    return Says("public", {"": {status: EVERYBODY}})


API = {
    "GET /api/v1/meetings": anybody(),
    "GET /api/v1/services": anybody(),
    "GET /api/v1/places": anybody(),
    "GET /api/v1/today": Says("today-read", {"": {200: "maya vera riley"}}),
    "POST /api/v1/contacts": Says(
        "contact-log",
        {
            "Sam": {201: "maya", 404: "vera riley"},  # Maya walks with Sam, who agreed to records
            "Lee": {410: "maya", 404: "vera riley"},  # Lee said no to records
            "Rosa": {404: "maya vera riley"},  # in the organisation, tied to nobody
            "Tess": {404: "maya vera riley"},  # at Harbour, tied to nobody
            "nobody at all": {404: "maya vera riley"},  # the same as for whom one can't reach
        },
    ),
    "GET /hsds/": anybody(),
    "GET /hsds/tables.zip": anybody(),
    "GET /hsds/services": anybody(),
    "POST /hsds/services": anybody(),
    "GET /hsds/services/{id}": anybody(),
    "GET /hsds/organizations": anybody(),
    "POST /hsds/organizations": anybody(),
    "GET /hsds/organizations/{id}": anybody(),
    "GET /hsds/service_at_locations": anybody(),
    "POST /hsds/service_at_locations": anybody(),
    "GET /hsds/service_at_locations/{id}": anybody(),
    "GET /hsds/taxonomies": anybody(),
    "POST /hsds/taxonomies": anybody(),
    "GET /hsds/taxonomies/{id}": anybody(),
    "GET /hsds/taxonomy_terms": anybody(),
    "POST /hsds/taxonomy_terms": anybody(),
    "GET /hsds/taxonomy_terms/{id}": anybody(),
    "GET /fhir/metadata": anybody(),
    "GET /fhir/HealthcareService": anybody(),
    "POST /fhir/HealthcareService/_search": anybody(),
    "GET /fhir/HealthcareService/{id}": anybody(),
    "GET /fhir/Location": anybody(),
    "POST /fhir/Location/_search": anybody(),
    "GET /fhir/Location/{id}": anybody(),
    "GET /fhir/Organization": anybody(),
    "POST /fhir/Organization/_search": anybody(),
    "GET /fhir/Organization/{id}": anybody(),
}
