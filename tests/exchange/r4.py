"""Is it FHIR R4? By the official schema, and by what that schema leaves to readers: how much of
what there has to be, and that nothing is empty."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]

SCHEMA = Path(__file__).parent / "vendor" / "fhir-r4.schema.json"
NEEDED = {  # where there is one of these, what it can't be without
    "position": {"longitude", "latitude"}, "notAvailable": {"description"},
    "issue": {"severity", "code"}, "link": {"relation", "url"}, "entry": {"resource", "search"},
    "searchParam": {"name", "type"}, "interaction": {"code"}, "extension": {"url"},
    "telecom": {"system", "value", "use"}, "identifier": {"value"}, "rest": {"mode"},
    "implementation": {"description"}, "software": {"name"},
    "OperationOutcome": {"issue"}, "Bundle": {"type"}, "Location": {"status"},
    "Organization": {"name"}, "CapabilityStatement": {
        "status", "date", "kind", "fhirVersion", "format", "implementation",
    },
}  # fmt: skip


@cache
def _check(kind: str) -> Any:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    versions = schema["definitions"]["CapabilityStatement"]["properties"]["fhirVersion"]
    versions["enum"].append("4.0.1")  # R4 put right: the schema is of 4.0.0
    return jsonschema.Draft6Validator(schema | {"$ref": f"#/definitions/{kind}"})


def wrong(said: Any) -> list[str]:
    """What is not as it should be, of a resource."""
    kind = said["resourceType"]
    found = [f"{error.json_path}: {error.message[:200]}" for error in _errors(said)]
    return [*found, *_lacking(kind, said, kind)]


def _errors(said: Any) -> Iterator[Any]:
    yield from _check(said["resourceType"]).iter_errors(said)


def _lacking(name: str, said: Any, path: str) -> Iterator[str]:
    if isinstance(said, list):
        for number, each in enumerate(said):
            yield from _lacking(name, each, f"{path}[{number}]")
    elif isinstance(said, dict):
        name = said.get("resourceType", name)
        if missing := NEEDED.get(name, set()) - said.keys():
            yield f"{path} lacks {missing}"
        for inner, value in said.items():
            yield from _lacking(inner, value, f"{path}.{inner}")
    if said is None or said in ("", [], {}) or (isinstance(said, str) and said != said.strip()):
        yield f"{path} is empty or has edges"
