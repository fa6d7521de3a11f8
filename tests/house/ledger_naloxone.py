"""Addresses of naloxone and who may enter; part of the ledger."""

NALOXONE = {
    "supplies:naloxone /en/naloxone/": "public",
    "supplies:naloxone_guide /en/naloxone/guide/": "public",
    "supplies:naloxone_law /en/naloxone/law/": "public",
    "supplies:tell_story /en/naloxone/story/": "public",
    "supplies:ask_for_kit /en/naloxone/ask/": "public",
    "supplies:naloxone_loop /en/supplies/naloxone/": "field-work",
    "supplies:give_kit /en/supplies/naloxone/kit/": "field-work",
    "supplies:record_reversal /en/supplies/naloxone/reversal/": "field-work",
    "supplies:areas /en/supplies/naloxone/areas/": "field-work",
    "supplies:end_area /en/supplies/naloxone/areas/<uuid:area>/end/": "field-keep",
    "supplies:stories /en/supplies/naloxone/stories/": "field-keep",
    "supplies:kit_requests /en/supplies/naloxone/asked/": "field-keep",
    "supplies:send_kit /en/supplies/naloxone/asked/<uuid:asked>/": "field-keep",
    "supplies:close_kit_request /en/supplies/naloxone/asked/<uuid:asked>/close/": "field-keep",
    "supplies:offer_kits /en/supplies/naloxone/offer/": "field-keep",
}
