"""Categories of several taxonomies side by side, what carries them, and notes about rows."""

from typing import ClassVar

from django.db import models

from alongside.directory.models.listings import PART, Part, declared, keyed


class Taxonomy(Part):
    """A list of categories, such as that of 211. `slug` is how our searches know it."""

    slug = models.CharField(max_length=60, blank=True, default="", db_index=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    uri = models.CharField(max_length=500, blank=True, default="")
    version = models.CharField(max_length=60, blank=True, default="")

    privacy = declared(PART, "slug name description uri version")

    class Meta:
        constraints: ClassVar = [keyed("one_taxonomy_per_key")]

    def __str__(self) -> str:
        return self.name


class Term(Part):
    """A category of one taxonomy, with its parent where that is known. `taxonomy` is the slug
    of `scheme` where there is one, else its name as the source writes it."""

    scheme = models.ForeignKey(
        Taxonomy, models.SET_NULL, null=True, blank=True, related_name="terms"
    )
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    taxonomy = models.CharField(max_length=200, blank=True, default="")
    code = models.CharField(max_length=120, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    description = models.TextField(blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    uri = models.CharField(max_length=500, blank=True, default="")

    privacy = declared(PART, "scheme parent taxonomy code name description language uri")

    class Meta:
        constraints: ClassVar = [keyed("one_term_per_key")]
        indexes: ClassVar = [models.Index(fields=["taxonomy", "code"], name="term_by_code")]

    def __str__(self) -> str:
        return self.name or self.code


class About(Part):
    """A note about any other row: `entity` is its table as an import calls it, `thing` its id."""

    entity = models.CharField(max_length=40)
    thing = models.UUIDField()

    class Meta:
        abstract = True


class Attribute(About):
    """A row carries a category, or a value under a label. `service` is the same as `thing`
    where that is a service, so that a search may join."""

    service = models.ForeignKey(
        "directory.Service", models.CASCADE, null=True, blank=True, related_name="attributes"
    )
    term = models.ForeignKey(Term, models.CASCADE, null=True, blank=True, related_name="attributes")
    kind = models.CharField(max_length=120, blank=True, default="")
    value = models.TextField(blank=True, default="")
    label = models.CharField(max_length=200, blank=True, default="")

    privacy = declared(PART, "entity thing service term kind value label")

    class Meta:
        constraints: ClassVar = [keyed("one_attribute_per_key")]
        indexes: ClassVar = [models.Index(fields=["thing"], name="attribute_of")]

    def __str__(self) -> str:
        return self.value or self.label or self.key


class Metadata(About):
    """What its source says that it changed in a row. Who changed it is a person."""

    changed_on = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    field = models.CharField(max_length=120)
    previous = models.TextField(blank=True, default="")
    replacement = models.TextField(blank=True, default="")
    changed_by = models.CharField(max_length=200, blank=True, default="")

    privacy = declared(
        PART, "entity thing changed_on action field previous replacement", staff="changed_by"
    )

    class Meta:
        constraints: ClassVar = [keyed("one_metadata_per_key")]
        indexes: ClassVar = [models.Index(fields=["thing"], name="metadata_of")]

    def __str__(self) -> str:
        return f"{self.field} {self.action}"


class TableDescription(Part):
    """What a source says about one of its tables as a whole."""

    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    character_set = models.CharField(max_length=60, blank=True, default="")

    privacy = declared(PART, "name language character_set")

    class Meta:
        constraints: ClassVar = [keyed("one_table_description_per_key")]

    def __str__(self) -> str:
        return self.name
