"""The addresses of what is a worker's own, as `ledger` has all others."""

OWN = {
    "measures:own_work /en/my-work/": "own-keep",
    "measures:answer_work /en/my-work/now/": "own-keep",
    "measures:show_work /en/my-work/show/": "own-keep",
    "measures:take_work_back /en/my-work/shown/<uuid:showing>/back/": "own-keep",
    "measures:let_go_of_moment /en/my-work/<uuid:moment>/delete/": "own-keep",
    "measures:let_go_of_all /en/my-work/delete/": "own-keep",
    "measures:shown_to_me /en/shown-to-me/": "work-shown",
    # Who is shown nothing gets the answer of nothing there, whatever the role.
    "measures:shown /en/shown-to-me/<uuid:showing>/": "account-keep",
    "rights:own_work /en/my-work/mine/": "own-keep",
    "rights:own_work_json /en/my-work/mine.json": "own-keep",
}
