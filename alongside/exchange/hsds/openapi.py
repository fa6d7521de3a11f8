"""The HSDS API described for programs, from the same names that it answers to."""

from typing import Any

from alongside.exchange.hsds.package import VERSION

PROFILE = "https://docs.openreferral.org/en/latest/hsds/"
LIST = ("search", "page", "per_page", "format")
PARAMETERS: dict[str, dict[str, Any]] = {
    "search": {"type": "string", "maxLength": 200},
    "page": {"type": "integer", "minimum": 1, "default": 1},
    "per_page": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
    "format": {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
    "taxonomy_term_id": {"type": "string", "format": "uuid"},
    "taxonomy_id": {"type": "string", "format": "uuid"},
    "organization_id": {"type": "string", "format": "uuid"},
    "parent_id": {"type": "string", "format": "uuid"},
    "modified_after": {"type": "string", "format": "date-time"},
    "minimal": {"type": "boolean", "default": False},
    "full": {"type": "boolean", "default": False},
    "full_service": {"type": "boolean", "default": False},
    "top_only": {"type": "boolean", "default": False},
    "postcode": {"type": "string"},
    "proximity": {"type": "integer", "minimum": 1, "maximum": 200_000},
}
OF_SERVICE = ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full")
PATHS: dict[str, tuple[str, ...]] = {
    "services": (*LIST, *OF_SERVICE, "minimal"),
    "service_at_locations": (*LIST, *OF_SERVICE, "postcode", "proximity"),
    "organizations": (*LIST, "taxonomy_term_id", "taxonomy_id", "full", "full_service"),
    "taxonomies": LIST,
    "taxonomy_terms": (*LIST, "taxonomy_id", "parent_id", "top_only"),
}
PAGE = {
    "total_items": "integer", "total_pages": "integer", "page_number": "integer",
    "size": "integer", "first_page": "boolean", "last_page": "boolean", "empty": "boolean",
}  # fmt: skip
PROBLEM = {name: {"type": "string"} for name in ("happened", "kept", "todo")}


def about(address: str) -> dict[str, str]:
    return {"version": VERSION, "profile": PROFILE, "openapi_url": address}


def description(server: str) -> dict[str, Any]:
    paths: dict[str, Any] = {"/": {"get": _operation("about", (), {"type": "object"})}}
    page = {"$ref": "#/components/schemas/Page"}
    for name, parameters in PATHS.items():
        asked = {each: PARAMETERS[each] for each in parameters}
        body = {"application/json": {"schema": {"type": "object", "properties": asked}}}
        post = _operation(f"search_{name}", (), page) | {"requestBody": {"content": body}}
        paths[f"/{name}"] = {"get": _operation(name, parameters, page), "post": post}
        extra = ("full_service",) if name == "organizations" else ()
        one = _operation(f"{name}_by_id", extra, {"type": "object"}, missing=True)
        key = {"name": "id", "in": "path", "required": True, "schema": PARAMETERS["parent_id"]}
        paths[f"/{name}/{{id}}"] = {"get": one, "parameters": [key]}
    paths["/tables.zip"] = {"get": _zip()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Human services (HSDS)", "version": VERSION},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": {"Page": _page(), "Problem": _object(PROBLEM)}},
    }


def _zip() -> dict[str, Any]:
    """Everything at once, in the tables of the specification with their data package."""
    said = _operation("tables", (), {"type": "object"})
    answers = said["responses"]
    answers.pop("400")
    binary = {"type": "string", "contentMediaType": "application/zip"}
    answers["200"]["content"] = {"application/zip": {"schema": binary}}
    return said


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _page() -> dict[str, Any]:
    said: dict[str, Any] = {name: {"type": kind} for name, kind in PAGE.items()}
    return _object(said | {"contents": {"type": "array", "items": {"type": "object"}}})


def _operation(
    name: str, parameters: tuple[str, ...], schema: dict[str, Any], *, missing: bool = False
) -> dict[str, Any]:
    problem = {
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    }
    answers: dict[str, Any] = {
        "200": {"description": "OK", "content": {"application/json": {"schema": schema}}},
        "400": {"description": "A parameter can't be read"} | problem,
        "429": {"description": "Asked very often: wait as long as Retry-After says"} | problem,
    }
    if missing:
        answers["404"] = {"description": "Nothing public has this id"} | problem
    asked = [{"name": each, "in": "query", "schema": PARAMETERS[each]} for each in parameters]
    return {"operationId": name, "parameters": asked, "responses": answers}
