"""Blocks of text flowing from frame to frame: columns of a page, or panels of a folded sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alongside.exchange.paper import type as letters
from alongside.exchange.paper.tags import Tags

GAP = 7  # above and below a code


@dataclass(frozen=True, slots=True)
class Frame:
    """Room for text on a page. `upside_down` is for a panel that folding turns round."""

    page: int
    left: float
    bottom: float
    wide: float
    high: float
    upside_down: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that stay together. `leads` also keeps it with what follows, and `again` is
    what stands at the head of the next frame when that goes on there; `squares` is a code to
    scan, drawn above the words; `rule` a line below them. `role` is what its first paragraph is
    for who reads by ear (`tags`); with none it repeats what was said."""

    paragraphs: tuple[tuple[str, letters.Style], ...] = ()
    leads: bool = False
    squares: tuple[str, float] | None = None
    rule: bool = False
    again: tuple[tuple[str, letters.Style], ...] = ()
    role: str = "P"


@dataclass(slots=True)
class Line:
    text: str
    style: letters.Style
    down: float  # from the line before
    begins: bool = False  # a paragraph


@dataclass(slots=True)
class Placed:
    """A block in its frame, from `top` down."""

    frame: Frame
    top: float
    lines: list[Line]
    block: Block


@dataclass(slots=True)
class Flow:
    placed: list[Placed] = field(default_factory=list)
    left_over: int = 0  # blocks for which no frame was left


def lines_of(block: Block, room: float) -> list[Line]:
    lines = []
    for text, style in block.paragraphs:
        for number, words in enumerate(letters.broken(text, style, room)):
            lines.append(Line(words, style, style.leading + (style.above if not number else 0)))
            lines[-1].begins = not number
    return lines


def height_of(block: Block, lines: list[Line]) -> float:
    squares = block.squares[1] + 2 * GAP if block.squares else 0
    return squares + sum(line.down for line in lines) + (5 if block.rule else 0)


def flow(blocks: list[Block], frames: Iterator[Frame]) -> Flow:
    """Each block whole in one frame. One that fits in no frame is cut at its end; what comes
    after the last frame is counted."""
    done = Flow()
    frame, used, heading = next(frames, None), 0.0, Block()
    for number, block in enumerate(blocks):
        if block.leads:
            heading = block
        follower = blocks[number + 1] if block.leads and number + 1 < len(blocks) else Block()
        while frame is not None and used and _needs(frame, block, follower) > frame.high - used:
            frame, used = next(frames, None), 0.0
            if frame is not None and heading.again and not block.leads:
                used = _place(done, frame, used, Block(heading.again, role=""))
        if frame is None:
            done.left_over = sum(not each.leads for each in blocks[number:])
            return done
        used = _place(done, frame, used, block)
    return done


def _needs(frame: Frame, *blocks: Block) -> float:
    """How high they are, and never more than the frame: what is higher is cut."""
    high = sum(height_of(block, lines_of(block, frame.wide)) for block in blocks)
    return min(high, frame.high * 0.9)


def _place(done: Flow, frame: Frame, used: float, block: Block) -> float:
    lines = lines_of(block, frame.wide)
    while len(lines) > 1 and height_of(block, lines) > frame.high - used:
        lines.pop()
    done.placed.append(Placed(frame, used, lines, block))
    return used + height_of(block, lines)


def draw(tags: Tags, placed: Placed) -> None:
    """On the current page, and turned round where its panel is."""
    canvas, frame, block = tags.canvas, placed.frame, placed.block
    canvas.saveState()
    if frame.upside_down:
        canvas.translate(2 * frame.left + frame.wide, 2 * frame.bottom + frame.high)
        canvas.rotate(180)
    y = frame.bottom + frame.high - placed.top
    if block.squares:
        link, size = block.squares
        y -= size + GAP
        with tags.marked(tags.element("Figure", alt=link)):
            _squares(canvas, link, frame.left, y, size)
        y -= GAP
    role = block.role
    for paragraph in _paragraphs(placed.lines):
        with tags.marked(tags.element(role)) if role else tags.unread():
            for line in paragraph:
                y -= line.down
                canvas.setFillGray(line.style.grey)
                canvas.setFont(line.style.face, line.style.size)
                words = line.text if line is paragraph[-1] else f"{line.text} "  # read as two words
                canvas.drawString(frame.left + line.style.indent, y, words)
        role = role and "P"
    if block.rule:
        with tags.unread():
            canvas.setLineWidth(0.6)
            canvas.line(frame.left, y - 4, frame.left + frame.wide, y - 4)
    canvas.restoreState()


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    here: list[Line] = []
    for line in lines:
        if line.begins and here:
            yield here
            here = []
        here.append(line)
    if here:
        yield here


def _squares(canvas: Any, link: str, left: float, bottom: float, size: float) -> None:
    import segno

    rows = list(segno.make(link, micro=False, error="l").matrix)
    side = size / len(rows)
    path = canvas.beginPath()
    for down, row in enumerate(rows):
        for right, dark in enumerate(row):
            if dark:
                path.rect(left + right * side, bottom + size - (down + 1) * side, side, side)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
