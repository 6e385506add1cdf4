"""Why a channel gets its verdict, one short sentence a reason."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "evidence_prior": N_("Your data do not say. The figure is what comparable channels usually bring."),
    "evidence_edited": N_("Your data do not say. The figure is the starting point that the company gave."),
    "evidence_claims": N_(
        "The figure rests on what the platform claims, corrected for the usual bias of such claims "
        "({bias_ratio}, claimed to real)."
    ),
    "evidence_natural": N_("Your own history shows it (stops or steps in this spending: {stops})."),
    "evidence_experiment": N_("A planned test of this channel shows it: {tested_ratio} in the test itself."),
    "evidence_model": N_("Your sales moved with this spending, everything else being equal."),
    "overclaimed": N_("The platform claims {claimed_ratio}; this study finds {low_ratio} to {high_ratio}."),
    "underclaimed": N_("The platform claims only {claimed_ratio}; this study finds {low_ratio} to {high_ratio}."),
    "below_break_even": N_("There is a {below_share} chance that it does not pay for itself at your margin."),
    "above_break_even": N_("There is a {above_share} chance that it brings more than it costs at your margin."),
    "next_dollar_pays": N_("The next dollar spent here brings back {margin_money} of margin."),
    "next_dollar_does_not_pay": N_("The next dollar spent here brings back only {margin_money} of margin."),
    "near_break_even": N_("It is close to break-even: neither a clear gain nor a clear loss."),
    "too_uncertain": N_("It could be {low_ratio} as well as {high_ratio}: too wide to decide."),
    "harvests_demand": N_(
        "Its clicks follow demand that was already there: many of these customers would have come anyway."
    ),
    "budget_follows_sales": N_("Its budget follows your sales: part of what it seems to bring was coming anyway."),
    "never_varied": N_("Its budget has hardly moved: there is nothing to compare."),
    "collinear_with": N_("It has always moved together with {other}: your sales cannot tell them apart."),
    "not_spent_recently": N_("Nothing has been spent on it in the last 52 weeks."),
    "held_by_false_stop_rule": N_(
        "Stopping was the probable answer, but with it more than 5% of the stops advised would be wrong: "
        "it is to be proven first."
    ),
    "large_spend_small_certainty": N_("Much money rests on little certainty: this is where a test is worth most."),
    "step_more": N_("Its next dollar brings back {next_money} of margin."),
    "step_less": N_("Its next dollar brings back only {next_money} of margin."),
    "step_stop": N_("Chances that it pays for itself at your margin: {earns_share}."),
    "step_season": N_("Season: at that time of year your sales usually stand {season_share} from their average."),
    "step_limit": N_("It goes no further because of a limit: {constraint}."),
    "step_lock": N_("You fixed this amount."),
    "step_cash": N_("The cash of the month sets the amounts."),
    "step_contract": N_("Its contract sets the amount until {until_date}."),
    "step_new": N_(
        "It has no history: comparable channels alone speak for it, and say {next_money} of margin for its first "
        "dollar."
    ),
}
