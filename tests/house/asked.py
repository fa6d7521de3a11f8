"""What a page asks for in its forms, and whether it says why beside each."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# What is asked and not kept about a person, or is its own reason: by page, and then which ("*" is
# all of it that says nothing).
NO_REASON_NEEDED = {
    "accounts:sign_in": {"*"},  # signing in
    "accounts:return_key": {"*"},
    "accounts:passphrase": {"*"},
    "accounts:add_app": {"code"},  # shows that the app is theirs, and is not kept
    "accounts:account": {"language"},  # the language, and how large the letters are
    "homes:reading": {"*"},
    "accounts:second": {"*"},
    "accounts:lost_factor": {"username", "passphrase"},
    "referrals:open": {"pin"},  # was told by voice, and is not kept
    "directory:keep": {"*"},  # about a place; what says who tells has a reason
    "directory:another_meeting": {"*"},
    "directory:another_service": {"*"},
    "directory:suggest": {"*"},
    "directory:tell_facts": {"*"},
    "directory:closed_door": {"happened_on", "homepage"},  # a trap for machines
    "directory:claim": {"homepage"},
    "directory:new_meeting": {"*"},
    "directory:new_service": {"*"},
    "groups:begin": {"*"},  # about a circle; how one is called there has a reason
    "groups:edit_group": {"*"},
    "groups:ours": {"*"},
    "outreach:drug_checking": {"number"},  # looks something up, and is not kept
    "followups:card": {"words"},
    "rights:receipt": {"code"},
    "rights:erase": {"sure"},  # a tick that one is sure
    "participants:account": {"known-username", "known-passphrase"},  # signing in
    "participants:join_account": {"known-username", "known-passphrase"},
    "participants:talk": {"organisation"},  # to whom it goes
    "supplies:tell_story": {"homepage", "organisation"},  # a trap for machines; to whom it goes
    "supplies:ask_for_kit": {"homepage", "organisation", "way", "route", "kits"},  # what to pack
    "welcome:words": {"words"},  # signing in
    "welcome:open_kiosk": {"code"},  # opens a tablet, by whoever works here
}
DECLINES = "nq-"  # 'rather not say', to a question of an organisation whose reason stands beside it

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SENDS = {"hidden", "submit", "button", "reset", "image"}


@dataclass
class Part:
    """An element: `asks` are the names typed or chosen in it, `says` that it tells why."""

    tag: str
    classes: list[str]
    method: str = ""
    action: str = ""
    asks: list[str] = field(default_factory=list)
    says: bool = False


class Asked(HTMLParser):
    """`found` has a line for each thing asked for in a form that is sent to be kept: where it
    goes, its name, and whether a reason stands in the same field."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[Part] = []
        self.found: list[tuple[str, str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        here = Part(
            tag, said.get("class", "").split(), said.get("method", ""), said.get("action", "")
        )
        if tag in {"input", "select", "textarea"} and said.get("type") not in SENDS:
            self._asks(said)
        if tag == "details" and "why" in here.classes:
            for part in reversed(self.open):
                if is_field(part):
                    part.says = True
                    break
        if tag not in VOID:
            self.open.append(here)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            part = self.open.pop()
            if is_field(part):
                to = next((each.action for each in reversed(self.open) if each.tag == "form"), "")
                self.found += [(to, name, part.says) for name in dict.fromkeys(part.asks)]
            if part.tag == tag:
                break

    def _asks(self, said: dict[str, str]) -> None:
        form = next((part for part in reversed(self.open) if part.tag == "form"), None)
        if form is None or form.method.lower() != "post" or not said.get("name"):
            return
        holder = next((part for part in reversed(self.open) if is_field(part)), form)
        holder.asks.append(said["name"])
        if holder is form:
            self.found.append((form.action, said["name"], False))


def is_field(part: Part) -> bool:
    return "field" in part.classes


def unexplained(page: str, html: str) -> tuple[list[str], list[str]]:
    """What the page of that name asks for, and what of it says no reason."""
    if "<form" not in html:
        return [], []
    found = Asked(html).found
    fine = NO_REASON_NEEDED.get(page, set())
    silent = [name for _to, name, says in found if not says and not name.startswith(DECLINES)]
    return (
        [name for _to, name, _says in found],
        [name for name in silent if name not in fine and "*" not in fine],
    )
