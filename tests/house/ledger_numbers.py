"""Addresses of the pages that count, for the ledger."""

NUMBERS = {
    "homes:visits /en/welcome/visits/": "desk-keep",
    "homes:team /en/team/": "team-read",
    "matching:leaving /en/team/people/": "field-keep",
    "matching:hand_over /en/team/people/<uuid:peer>/": "field-keep",
    "homes:my_days /en/my-support/days/": "support-read",
    "homes:outcomes /en/outcomes/": "outcomes-read",
    "homes:returns /en/outcomes/returns/": "outcomes-read",
    "homes:one_return /en/outcomes/returns/<slug:definition>/": "outcomes-read",
    "homes:return_table /en/outcomes/returns/<slug:definition>/table.csv": "outcomes-read",
    "homes:returns_behind /en/outcomes/returns/behind/": "field-keep",
    "homes:behind /en/outcomes/returns/<slug:definition>/behind/": "field-keep",
    "homes:how_we_count /en/how-we-count/": "account-keep",
    "homes:community /en/outcomes/communities/<uuid:community>/": "outcomes-read",
}
