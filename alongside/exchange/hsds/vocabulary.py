"""Our facts as a taxonomy of HSDS. The ids of it and its terms are the same in every house."""

import uuid
from functools import cache
from typing import Any

from django.utils import translation

from alongside.directory import models

Object = dict[str, Any]
TAXONOMY = uuid.uuid5(uuid.NAMESPACE_URL, "urn:alongside:facts")
KINDS = models.Fact.Kind
SLUGS = (
    *KINDS.values,
    *(f"{kind}/{name}" for kind, names in models.Fact.VALUES.items() for name in names),
)
IDS = {slug: uuid.uuid5(TAXONOMY, slug) for slug in SLUGS}
SLUG_OF = {key: slug for slug, key in IDS.items()}
ALL = {TAXONOMY, *SLUG_OF}


@cache
def taxonomy() -> Object:
    return {
        "id": str(TAXONOMY),
        "name": "Alongside: facts that decide whether a place is any use",
        "description": "An attribute with one of these terms says `yes` or `no`; its metadata "
        "say who says so (`listing`, `people`, `editor`) and when.",
    }


@cache
def term(slug: str) -> Object:
    """In English, whoever asks: the same answer is the same file."""
    kind, _slash, value = slug.partition("/")
    with translation.override("en"):
        name = str(models.Fact.VALUES[kind][value] if value else KINDS(kind).label)
    said: Object = {
        "id": str(IDS[slug]),
        "code": slug,
        "name": name,
        "description": "",
        "taxonomy": "alongside",
        "language": "en",
        "taxonomy_detail": taxonomy(),
    }
    return said | ({"parent_id": str(IDS[kind])} if value else {})
