# ruff: noqa: E501
"""The addresses of plans and journeys, as `ledger` has all others."""

PLANS = {
    "support:tell_about /en/people/<uuid:participant>/plan/about/": "goal-set",
    "support:still_wanted /en/people/<uuid:participant>/goals/<uuid:goal>/still/": "goal-set",
    "support:reword_step /en/people/<uuid:participant>/steps/<uuid:step>/words/": "goal-set",
    "support:let_go_step /en/people/<uuid:participant>/steps/<uuid:step>/let-go/": "goal-set",
    "support:add_help /en/people/<uuid:participant>/goals/<uuid:goal>/help/": "goal-set",
    "support:let_go_help /en/people/<uuid:participant>/help/<uuid:help>/let-go/": "goal-set",
    "support:keep_listing /en/plan/keep/<slug:table>/<uuid:listing>/": "goal-set",
    "support:keep_listing /en/people/<uuid:participant>/plan/keep/<slug:table>/<uuid:listing>/": "goal-set",
    "support:plan_paper /en/plan/paper/": "plan-read",
    "support:plan_paper /en/people/<uuid:participant>/plan/paper/": "plan-read",
    "support:earlier_words /en/plan/earlier/": "goal-close",
    "support:sign_plan /en/people/<uuid:participant>/plan/sign/": "goal-set",
    "support:ideas /en/organisation/plans/": "organisation-edit",
    "support:retire_idea /en/organisation/plans/ideas/<uuid:idea>/retire/": "organisation-edit",
    "support:say_signing /en/organisation/plans/<uuid:programme>/signing/": "organisation-edit",
    "support:journey /en/journey/": "journey-tell",
    "support:choose_lines /en/journey/lines/": "wall-own",
    "support:journey /en/people/<uuid:participant>/journey/": "journey-tell",
    "support:tell /en/people/<uuid:participant>/journey/<slug:line>/": "journey-tell",
    "support:correct_passage /en/people/<uuid:participant>/journey/of/<uuid:passage>/": "journey-tell",
    "support:take_back_passage /en/people/<uuid:participant>/journey/of/<uuid:passage>/back/": "journey-tell",
    "support:tell_home /en/people/<uuid:participant>/journey/of/<uuid:passage>/home/": "journey-tell",
    "exchange:plan_pdf /en/plan/plan.pdf": "plan-read",
    "exchange:plan_pdf /en/people/<uuid:participant>/plan/plan.pdf": "plan-read",
}
