"""Tags of a PDF: what each drawn line is, in the order in which it is to be read.

With them a screen reader finds headings and paragraphs, hears what a code to scan is for, and
passes over page feet and marks to fold by. ReportLab draws, and has no words for this: what a
line is goes around its drawing, and the tree of what there is into the catalogue.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

ROOT, WHOLE = "tags", "tags-whole"


@dataclass(slots=True)
class Element:
    """`role` as PDF names it (H1, P, Figure); `marks` are (page, number on that page)."""

    role: str
    alt: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)


class Tags:
    def __init__(self, canvas: Canvas) -> None:
        self.canvas: Any = canvas
        self.elements: list[Element] = []
        self.pages: list[list[Element]] = [[]]  # by page, whose each mark is

    def element(self, role: str, alt: str = "") -> Element:
        self.elements.append(Element(role, alt))
        return self.elements[-1]

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn inside is of this element. One inside another is not allowed."""
        here = self.pages[-1]
        element.marks.append((len(self.pages) - 1, len(here)))
        self.canvas._code.append(f"/{element.role} <</MCID {len(here)}>> BDC")
        here.append(element)
        yield
        self.canvas._code.append("EMC")

    @contextmanager
    def unread(self) -> Iterator[None]:
        """What is drawn inside tells nothing."""
        self.canvas._code.append("/Artifact BMC")
        yield
        self.canvas._code.append("EMC")

    def turn(self) -> None:
        """The page is full."""
        self.canvas.showPage()
        page = self.canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
        page.StructParents = len(self.pages) - 1
        self.pages.append([])

    def save(self) -> None:
        """After the last page was turned."""
        doc = self.canvas._doc
        names = {id(each): f"tags-{number}" for number, each in enumerate(self.elements)}
        for each in self.elements:
            doc.Reference(self._told(each), names[id(each)])
        kids = [PDFObjectReference(names[id(each)]) for each in self.elements]
        whole = {"S": PDFName("Document"), "P": PDFObjectReference(ROOT), "K": PDFArray(kids)}
        doc.Reference(PDFDictionary({"Type": PDFName("StructElem"), **whole}), WHOLE)
        numbers: list[Any] = []
        for number, marks in enumerate(self.pages[:-1]):
            refs = [PDFObjectReference(names[id(each)]) for each in marks]
            numbers += [number, PDFArray(refs)]
        root = {
            "Type": PDFName("StructTreeRoot"),
            "K": PDFObjectReference(WHOLE),
            "ParentTree": PDFDictionary({"Nums": PDFArray(numbers)}),
            "ParentTreeNextKey": len(self.pages) - 1,
        }
        doc.Reference(PDFDictionary(root), ROOT)
        self.canvas.setCatalogEntry("StructTreeRoot", PDFObjectReference(ROOT))
        self.canvas.setCatalogEntry("MarkInfo", {"Marked": "true"})
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.canvas.save()

    def _told(self, element: Element) -> PDFDictionary:
        pages = self.canvas._doc.Pages.pages
        kids = [
            PDFDictionary(
                {
                    "Type": PDFName("MCR"),
                    "Pg": self.canvas._doc.Reference(pages[page]),
                    "MCID": number,
                }
            )
            for page, number in element.marks
        ]
        said = {
            "Type": PDFName("StructElem"),
            "S": PDFName(element.role),
            "P": PDFObjectReference(WHOLE),
            "K": PDFArray(kids),
        }
        return PDFDictionary({**said, "Alt": PDFString(element.alt)} if element.alt else said)
