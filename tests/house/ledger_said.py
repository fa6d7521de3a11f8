"""Addresses at which a worker writes down what somebody said or gave on paper; see `ledger`."""

SAID = {
    "participants:said /en/people/<uuid:participant>/said/": "wish-tell",
    "participants:say_reach /en/people/<uuid:participant>/said/reach/": "wish-tell",
    "participants:say_never /en/people/<uuid:participant>/said/never/": "wish-tell",
    "participants:say_never_back /en/people/<uuid:participant>/said/never/back/": "wish-tell",
    "participants:say_link /en/people/<uuid:participant>/said/near/": "wish-tell",
    "participants:say_agree /en/people/<uuid:participant>/said/near/agree/": "wish-tell",
    "participants:say_cut /en/people/<uuid:participant>/said/near/cut/": "wish-tell",
    "participants:say_belong /en/people/<uuid:participant>/said/belong/": "wish-tell",
    "participants:say_no_code /en/people/<uuid:participant>/said/no-code/": "wish-tell",
    "participants:say_request /en/requests/<uuid:pk>/said/": "request-answer",
    "participants:say_close_request /en/requests/<uuid:pk>/said/close/": "request-answer",
    "matching:say_answer /en/requests/<uuid:pk>/said/peers/": "request-answer",
    "support:say_goal /en/goals/<uuid:goal>/said/": "wish-tell",
    "support:say_missed /en/people/<uuid:participant>/said/missed/": "wish-tell",
    "support:say_next /en/people/<uuid:participant>/said/next/": "wish-tell",
    "support:say_stays /en/people/<uuid:participant>/said/stays/": "wish-tell",
    "participants:said_for_me /en/said-for-me/": "wall-own",
    "participants:undo_said /en/said-for-me/<uuid:pk>/undo/": "wall-own",
    "support:say_reply /en/contacts/<uuid:contact>/said/": "wish-tell",
}
