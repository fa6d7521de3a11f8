"""What several commands that bring in lists ask at the terminal."""

from argparse import ArgumentParser


def of_a_list(parser: ArgumentParser) -> None:
    parser.add_argument("where", help="a path or an http(s) address")
    parser.add_argument("--source-name", default="", help="the same for every import of it")


def of_meetings(parser: ArgumentParser) -> None:
    """What a list of meetings may not say of itself."""
    parser.add_argument("--fellowship", default="", help="of all meetings that name none")
    parser.add_argument("--pathway", default="", help="12-step, secular, faith, family, …")
    parser.add_argument("--time-zone", default="", help="of meetings without zone and place")


def of_names(parser: ArgumentParser) -> None:
    names = parser.add_mutually_exclusive_group()
    names.add_argument(
        "--show-names",
        action="store_true",
        default=None,
        dest="shows_names",
        help="the public may see the people whom it publishes as contacts",
    )
    names.add_argument("--hide-names", action="store_false", dest="shows_names")
