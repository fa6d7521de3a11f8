"""What this API is and understands, as FHIR's programs ask before anything else."""

from typing import Any

from alongside.exchange.fhir import names
from alongside.exchange.fhir.asking import PARAMETERS

SINCE = "2026-11-23"  # when this statement was last written differently
COMMON = {"_id": "Resource-id", "_lastUpdated": "Resource-lastUpdated"}


def statement(base: str) -> dict[str, Any]:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": SINCE,
        "kind": "instance",
        "software": {"name": "Alongside"},
        "implementation": {"description": "The public directory of this house", "url": base},
        "fhirVersion": names.FHIR,
        "format": [names.MIME],
        "implementationGuide": [names.GUIDE],
        "rest": [
            {
                "mode": "server",
                "documentation": "Public and read-only. Nobody is known, no question is kept.",
                "security": {"cors": True},
                "resource": [_resource(kind) for kind in PARAMETERS],
            }
        ],
    }


def _resource(kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "supportedProfile": [names.PROFILES[kind]],
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "versioned",
        "readHistory": False,
        "searchParam": [
            {"name": name, "type": sort, "definition": _definition(kind, name)}
            for name, sort in PARAMETERS[kind].items()
        ],
    }


def _definition(kind: str, name: str) -> str:
    return f"{names.CORE}/SearchParameter/{COMMON.get(name, f'{kind}-{name}')}"
