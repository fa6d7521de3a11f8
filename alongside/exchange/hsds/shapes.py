"""The objects of HSDS 3.0 and 3.1 and where each of their fields is kept: read and written by
the same list. Names of 1.1, 2.0 and the UK profile are `other` names of a field."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """`kind` says how a value is read and written; a row without a `needed` one is refused."""

    name: str
    column: str
    kind: str = "text"
    limit: int = 0
    needed: bool = False
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """`parents`: HSDS column → (our column, HSDS object); `must` are those of our columns that
    have to be there, `some` that at least one has. `ones` and `many` are nested objects:
    property → HSDS object, of a `one` with the column that it fills."""

    name: str
    table: str
    file: str
    fields: tuple[Field, ...] = ()
    parents: dict[str, tuple[str, str]] = field(default_factory=dict)
    must: tuple[str, ...] = ()
    some: bool = False
    ones: dict[str, str] = field(default_factory=dict)
    many: dict[str, str] = field(default_factory=dict)
    is_about: bool = False  # about any other object: attributes and metadata

    def column_to(self, other: str) -> str:
        """The HSDS column that names an object of another kind, or nothing."""
        return next((name for name, (_, kind) in self.parents.items() if kind == other), "")


KINDS = {"@": "mail", "^": "link", "#": "number", "%": "whole", "/": "day", "~": "moment",
         "'": "clock", "=": "choice"}  # fmt: skip


def _fields(text: str) -> tuple[Field, ...]:
    """'name!300 url>website^ fees_description>fees': HSDS name, `>` our column where it has
    another name, a sign for its kind, `!` where it is needed, a limit, `|` other names."""
    found = []
    for word in text.split():
        said, *other = word.split("|")
        core = said.rstrip("0123456789")
        limit = int(said[len(core) :] or 0)
        needed, core = "!" in core, core.replace("!", "")
        kind = KINDS.get(core[-1], "text")
        name, _, column = core.rstrip("".join(KINDS)).partition(">")
        found.append(Field(name, column or name, kind, limit, needed, tuple(other)))
    return tuple(found)


OF_SERVICE = {"service_id": ("service", "service")}
OF_LOCATION = {"location_id": ("location", "location")}
OF_ORGANISATION = {"organization_id": ("organisation", "organization")}
OF_OFFER = {"service_at_location_id": ("offer", "service_at_location")}
NOTED = {"attributes": "attribute", "metadata": "metadata"}
REACH = {"contacts": "contact", "phones": "phone", "schedules": "schedule"}

_ALL = (
    Shape(
        "organization", "organisations", "organizations",
        _fields(
            "name!300 alternate_name300 description email@ website^|url tax_status120 tax_id60 "
            "year_incorporated% legal_status120 logo^ uri^"
        ),
        {"parent_organization_id": ("parent", "organization")},
        many={
            "additional_websites": "url", "funding": "funding", "contacts": "contact",
            "phones": "phone", "locations": "location", "programs": "program",
            "organization_identifiers": "organization_identifier", "services": "service", **NOTED,
        },
    ),
    Shape(
        "program", "programmes", "programs",
        _fields("name!300 alternate_name300 description"), OF_ORGANISATION, ("organisation",),
        many=NOTED,
    ),
    Shape(
        "taxonomy", "taxonomies", "taxonomies",
        _fields("name!200 description uri^ version60"), many={"metadata": "metadata"},
    ),
    Shape(
        "taxonomy_term", "terms", "taxonomy_terms",
        _fields(
            "code120 name!200|term description taxonomy200|vocabulary language35 term_uri>uri^"
        ),
        {"parent_id": ("parent", "taxonomy_term"), "taxonomy_id": ("scheme", "taxonomy")},
        ones={"taxonomy_detail": "taxonomy"}, many={"metadata": "metadata"},
    ),
    Shape("unit", "units", "units", _fields("name!200 scheme200 identifier200 uri^"), many=NOTED),
    Shape(
        "location", "locations", "locations",
        _fields(
            "location_type>kind= url>website^ name300 alternate_name300 description "
            "transportation latitude# longitude# external_identifier200 "
            "external_identifier_type120"
        ),
        OF_ORGANISATION,
        many={
            "languages": "language", "addresses": "address", "accessibility": "accessibility",
            "physical_addresses": "address", "postal_addresses": "address", **REACH, **NOTED,
        },
    ),
    Shape(
        "address", "addresses", "addresses",
        (
            *_fields("attention200"),
            Field("address_1", "street", limit=255), Field("address_2", "street_more", limit=255),
            *_fields(
                "city>town!120 region>district120 state_province>region80 postal_code>postal20 "
                "country60 address_type>kind="
            ),
        ),
        OF_LOCATION, ("location",), many=NOTED,
    ),
    Shape(
        "accessibility", "accessibility", "accessibility",
        _fields("description|accessibility details url>website^"), OF_LOCATION, ("location",),
        many=NOTED,
    ),
    Shape(
        "service", "services", "services",
        _fields(
            "name!300 alternate_name300 description url>website^ email@ status= "
            "interpretation_services>interpretation application_process fees_description>fees "
            "wait_time fees>charges accreditations eligibility_description>eligibility|eligibility "
            "minimum_age# maximum_age# assured_date>assured_on/ assurer_email@ licenses>licences "
            "alert last_modified>modified_at~"
        ),
        {**OF_ORGANISATION, "program_id": ("programme", "program")}, ("organisation",),
        ones={"organization": "organization", "program": "program"},
        many={
            "additional_urls": "url", "service_areas": "service_area",
            "service_at_locations": "service_at_location", "languages": "language",
            "funding": "funding", "cost_options": "cost_option",
            "required_documents": "required_document", "capacities": "service_capacity",
            **REACH, **NOTED,
        },
    ),
    Shape(
        "service_at_location", "offers", "service_at_location",
        _fields("description"), {**OF_SERVICE, **OF_LOCATION}, ("service", "location"),
        ones={"service": "service", "location": "location"},
        many={"service_areas": "service_area", **REACH, **NOTED},
    ),
    Shape(
        "contact", "contacts", "contacts",
        _fields("name200 title200 department200 email@"),
        {**OF_ORGANISATION, **OF_SERVICE, **OF_OFFER, **OF_LOCATION}, some=True,
        many={"phones": "phone", **NOTED},
    ),
    Shape(
        "phone", "phones", "phones",
        _fields("number!60 extension20 type>kind40 description department120"),
        {**OF_LOCATION, **OF_SERVICE, **OF_ORGANISATION, "contact_id": ("contact", "contact"),
         **OF_OFFER},
        some=True, many={"languages": "language", **NOTED},
    ),
    Shape(
        "schedule", "schedules", "schedules",
        _fields(
            "valid_from/|start_date valid_to/|end_date dtstart>starts_on/ timezone>utc_offset# "
            "until>until_on/ count% wkst>week_starts2 freq>every8 interval% description "
            "opens_at>opens_minute' closes_at>closes_minute' schedule_link>website^ "
            "attending_type>attending notes"
        ),
        {**OF_SERVICE, **OF_LOCATION, **OF_OFFER}, some=True, many=NOTED,
    ),
    Shape(
        "language", "languages", "languages", _fields("name120|language code35 note"),
        {**OF_SERVICE, **OF_LOCATION, "phone_id": ("phone", "phone")}, some=True, many=NOTED,
    ),
    Shape(
        "service_area", "areas", "service_areas",
        _fields("name|service_area description extent extent_type60 uri^"),
        {**OF_SERVICE, **OF_OFFER}, some=True, many=NOTED,
    ),
    Shape(
        "required_document", "documents", "required_documents", _fields("document uri^"),
        OF_SERVICE, ("service",), many=NOTED,
    ),
    Shape(
        "cost_option", "costs", "cost_options",
        _fields("valid_from/ valid_to/ option currency20 amount# amount_description"),
        OF_SERVICE, ("service",), many=NOTED,
    ),
    Shape(
        "funding", "funding", "funding", _fields("source>words"),
        {**OF_ORGANISATION, **OF_SERVICE}, some=True, many=NOTED,
    ),
    Shape(
        "organization_identifier", "identifiers", "organization_identifiers",
        _fields("identifier_scheme>scheme200 identifier_type>kind200 identifier!200"),
        OF_ORGANISATION, ("organisation",), many=NOTED,
    ),
    Shape(
        "url", "websites", "url", _fields("label200 url!^"), {**OF_ORGANISATION, **OF_SERVICE},
        some=True, many=NOTED,
    ),
    Shape(
        "service_capacity", "capacities", "service_capacity",
        _fields("available!# maximum# description updated>counted_at~"),
        {**OF_SERVICE, "unit_id": ("unit", "unit")}, ("service", "unit"), ones={"unit": "unit"},
        many=NOTED,
    ),
    Shape(
        "attribute", "attributes", "attributes",
        _fields("link_type>kind120 value label200"),
        {"taxonomy_term_id": ("term", "taxonomy_term")}, ones={"taxonomy_term": "taxonomy_term"},
        many={"metadata": "metadata"}, is_about=True,
    ),
    Shape(
        "metadata", "metadata", "metadata",
        _fields(
            "last_action_date>changed_on!40 last_action_type>action!60 field_name>field!120 "
            "previous_value>previous replacement_value>replacement updated_by>changed_by200"
        ),
        is_about=True,
    ),
    Shape(
        "meta_table_description", "table descriptions", "meta_table_descriptions",
        _fields("name200 language35 character_set60"), many=NOTED,
    ),
)  # fmt: skip
SHAPES = {shape.name: shape for shape in _ALL}
ENTITIES = {shape.table: shape.name for shape in _ALL}  # our tables, by HSDS name
# Which row a note is about: (column of its id, column of its kind).
ABOUT = {"attribute": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}
STATUS = {
    "active": "active",
    "inactive": "inactive",
    "defunct": "defunct",
    "temporarily closed": "paused",
}
PLACES = ("physical", "postal", "virtual")
DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
BY = {"bymonthday": "monthday", "byweekno": "weekno", "byyearday": "yearday"}
SAID = {"payment", "keyword", "accredited", "licence"}  # labels that are ours: models.Detail


def entity_of(word: str) -> str:
    """'Service', 'services', 'service.csv': the HSDS object of that name, or nothing."""
    name = word.strip().lower().removesuffix(".csv").replace(" ", "_")
    for shape in _ALL:
        if name in {shape.name, shape.file, shape.table, f"{shape.name}s"}:
            return shape.name
    return LEGACY.get(name, ("", {}))[0]


# Other names of a table, and what its rows then say besides.
LEGACY: dict[str, tuple[str, dict[str, str]]] = {
    "services_at_location": ("service_at_location", {}),
    "service_at_locations": ("service_at_location", {}),
    "urls": ("url", {}),
    "service_capacities": ("service_capacity", {}),
    "taxonomy_term": ("taxonomy_term", {}),
    "physical_addresses": ("address", {"address_type": "physical"}),
    "physical_address": ("address", {"address_type": "physical"}),
    "postal_addresses": ("address", {"address_type": "postal"}),
    "postal_address": ("address", {"address_type": "postal"}),
    "service_attributes": ("attribute", {"link_entity": "service"}),
    "service_attribute": ("attribute", {"link_entity": "service"}),
    "service_taxonomy": ("attribute", {"link_entity": "service"}),
    "other_attributes": ("attribute", {}),
    "other_attribute": ("attribute", {}),
    "regular_schedules": ("schedule", {"freq": "WEEKLY"}),
    "regular_schedule": ("schedule", {"freq": "WEEKLY"}),
    "holiday_schedules": ("schedule", {}),
    "holiday_schedule": ("schedule", {}),
    "eligibility": ("attribute", {"link_entity": "service", "label": "eligibility"}),
    "payments_accepted": ("attribute", {"link_entity": "service", "label": "payment"}),
    "payment_accepted": ("attribute", {"link_entity": "service", "label": "payment"}),
    "accessibility_for_disabilities": ("accessibility", {}),
}
