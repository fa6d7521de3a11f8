"""FHIR R4 (4.0.1): the public directory for programs of health care, by the profiles of HL7's
Human Services Directory. It says what the HSDS API says, in other words, and is made from the same
objects: nothing can leave here that would not leave there.
"""
