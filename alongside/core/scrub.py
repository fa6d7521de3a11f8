"""Logs without personal data.

Errors from a database quote the values of the row; addresses carry what somebody searched
for. The formatter keeps the shape of a line and takes those parts out: where in doubt, out.
"""

import logging
import re

_RULES = [
    (re.compile(r"(?i)\b[\w.+-]+@[\w-]+\.[\w.-]+"), "[mail]"),
    (re.compile(r"(?s)(DETAIL:|Failing row contains|Key \().*"), r"\1 [values]"),
    (re.compile(r"(?s)('|\")(?:\\.|(?!\1).){13,}\1"), r"\1[text]\1"),
    (re.compile(r"\?[^\s\"']+"), "?[query]"),
    (re.compile(r"(?i)(?<=/)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "[id]"),
    (re.compile(r"(?<![\w.-])\+?\d[\d ().-]{7,}\d(?![\w-])"), "[number]"),
    (re.compile(r"(/r/|/back/|/busy/)[^\s/\"']+"), r"\1[key]"),
]


def scrub(text: str) -> str:
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


class Formatter(logging.Formatter):
    """Scrubs the message and keeps of an exception its kind and its frames, not its words."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = self.formatTime(record)
        line = f"{stamp} {record.levelname} {record.name} {scrub(record.getMessage())}"
        if record.exc_info and record.exc_info[0]:
            line += "\n" + self.formatException(record.exc_info)
        return line

    def formatException(self, ei) -> str:  # type: ignore[no-untyped-def]  # noqa: N802
        kind, _error, frame = ei
        lines = [f"{kind.__module__}.{kind.__qualname__}" if kind else "error"]
        while frame:
            code = frame.tb_frame.f_code
            lines.append(f"  {code.co_filename}:{frame.tb_lineno} in {code.co_name}")
            frame = frame.tb_next
        return "\n".join(lines)
