"""What a column and a table are, and the columns that several tables have."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.exchange.people import values

NAME, LINE, LONG = 200, 500, 8000  # signs
A_NAME, A_LINE, A_LONG = values.text(NAME), values.text(LINE), values.text(LONG)


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `grave`: where it can't be read the row stays out, for it would say something
    else without it; other cells are left empty, with a remark."""

    slug: str
    label: Words
    heads: str  # other headings, with commas between
    read: values.Reader = A_LINE
    needed: bool = False
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A table. `heads` are names of sheets and files that hold it."""

    slug: str
    label: Words
    says: Words
    heads: str
    fields: tuple[Field, ...]

    def field(self, slug: str) -> Field | None:
        return next((each for each in self.fields if each.slug == slug), None)


def reference(heads: str) -> Field:
    return Field(
        "reference",
        _("Their own reference"),
        f"id, number, no, nr, code, ref, numéro, identifiant, référence, número, identificador, "
        f"referencia, unique id, record id, {heads}",
        A_NAME,
        grave=True,
    )


PERSON = Field(
    "person",
    _("The participant"),
    "participant, client, member, participant id, client id, person id, personne, participante, "
    "persona, miembro, who, id personne",
    A_NAME,
    needed=True,
)
PEER = Field(
    "peer",
    _("The peer"),
    "peer worker, worker, staff, staff member, pair, pair aidant, intervenant, trabajador, par, "
    "personal, coach, peer id",
    A_NAME,
)
PROGRAMME = Field("programme", _("Programme"), "program, programa", A_NAME)
SITE = Field("site", _("Site"), "location, office, lieu, sitio, sede", A_NAME)
NOTE = Field(
    "note",
    _("Note"),
    "notes, comment, comments, details, remarque, commentaire, nota, notas, comentario",
    A_LONG,
)
