"""Names that others gave: profiles, extensions and lists of codes."""

from alongside.exchange.hsds import vocabulary

FHIR = "4.0.1"
MIME = "application/fhir+json"
CORE = "http://hl7.org/fhir"
HSD = f"{CORE}/us/hsds"
PLAN_NET = f"{CORE}/us/davinci-pdex-plan-net"
GUIDE = f"{HSD}/ImplementationGuide/hl7.fhir.us.hsds"
TERMS = "http://terminology.hl7.org/CodeSystem"

SERVICE, LOCATION, ORGANISATION = "HealthcareService", "Location", "Organization"
KINDS = (SERVICE, LOCATION, ORGANISATION)
PROFILES = {kind: f"{HSD}/StructureDefinition/hsds-{kind}" for kind in KINDS}

DESCRIBED = f"{PLAN_NET}/StructureDefinition/org-description"
ACCESSIBLE = f"{PLAN_NET}/StructureDefinition/accessibility"
UNKNOWN = f"{CORE}/StructureDefinition/data-absent-reason"
DISTANCE = f"{CORE}/StructureDefinition/location-distance"
NOT_OF_HEALTH = {  # the guide's word for whoever isn't a provider of health care
    "coding": [
        {
            "system": f"{PLAN_NET}/CodeSystem/OrgTypeCS",
            "code": "atyprv",
            "display": "Atypical Provider",
        }
    ]
}
TAX = {"coding": [{"system": f"{TERMS}/v2-0203", "code": "TAX"}]}
FREE = {"coding": [{"system": f"{TERMS}/service-provision-conditions", "code": "free"}]}
LANGUAGES = "urn:ietf:bcp:47"
UNITS = "http://unitsofmeasure.org"
OURS = f"urn:uuid:{vocabulary.TAXONOMY}"  # what Alongside says of a place, as a list of codes
