"""Who may enter where the stock of supplies is kept."""

SUPPLIES = {
    "supplies:stock /en/supplies/": "field-work",
    "supplies:give /en/supplies/out/": "field-work",
    "supplies:book /en/supplies/book/": "field-work",
    "supplies:put_right /en/supplies/book/<uuid:entry>/right/": "field-work",
    "supplies:hand_out /en/supplies/at/<uuid:place>/out/": "field-work",
    "supplies:take_in /en/supplies/at/<uuid:place>/in/": "field-work",
    "supplies:take_back /en/supplies/at/<uuid:place>/back/": "field-work",
    "supplies:count /en/supplies/at/<uuid:place>/count/": "field-work",
    "supplies:transfer /en/supplies/at/<uuid:place>/move/": "field-work",
    "supplies:write_off /en/supplies/at/<uuid:place>/gone/": "field-work",
    "supplies:ask_refill /en/supplies/at/<uuid:place>/refill/": "field-work",
    "supplies:answer_refill /en/supplies/refills/<uuid:refill>/": "field-work",
    "supplies:recall /en/supplies/recall/": "field-work",
    "supplies:mark_recalled /en/supplies/recall/mark/": "field-keep",
    "supplies:take_recall_back /en/supplies/recall/<uuid:lot>/back/": "field-keep",
    "supplies:places /en/supplies/places/": "field-keep",
    "supplies:place /en/supplies/places/<uuid:place>/": "field-keep",
    "supplies:set_enough /en/supplies/places/<uuid:place>/enough/": "field-keep",
    "supplies:things /en/supplies/things/": "field-keep",
    "supplies:thing /en/supplies/things/<slug:item>/": "field-keep",
}
