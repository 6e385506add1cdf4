"""What is said of tests that could be run: what to know of one, and why a channel has none."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "test_saves": N_(
        "This channel is expected to cost more than it brings: holding it back saves {saved_money}, which a plan could "
        "save without a test."
    ),
    "test_seldom_shows": N_(
        "Its effect is small beside the noise of your sales: by itself it would show {power_share} of the time."
    ),
    "test_lags": N_("Its effect lasts: {seen_share} of it shows before the test is read, and this is allowed for."),
    "test_needs_postal_codes": N_("It needs the postal code of each order, from the first day of the test."),
    "test_short_history": N_("Your history is too short, or too coarse, to try the test on it: its error is a guess."),
    "test_keeps_floor": N_("{kept_share} of the spending goes on throughout, as its floor in bascule.toml demands."),
    "test_decided": N_("{channel}: the answer is to stop already."),
    "test_not_spent": N_("{channel}: nothing has been spent on it in the last 52 weeks."),
    "test_contract": N_("{channel}: it is under contract until {until_date}."),
    "test_floor": N_("{channel}: its floor in bascule.toml leaves too little to hold back."),
    "test_no_design": N_(
        "{channel}: no test that a small company can run suits this kind of channel ({channel_class})."
    ),
    "test_needs_orders": N_("{channel}: orders must be counted for a part of the list to be held out."),
    "test_no_duration": N_("{channel}: no test of {asked_weeks} suits it."),
    "test_needs_regions": N_("With the sales of each region, these could be tested region by region: {channels}."),
    "test_channel_unknown": N_(
        "There is no channel named {channel}. The channels of this folder are: {channels}. Write one of them after "
        "--channel, as it is spelled here."
    ),
}
