"""What was found about the data and the model, and what to make of it.

A key `code:severity` words one severity of a finding that has several.
"""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "converged": N_(
        "The computation settled (R-hat {rhat}, effective sample {ess}, in the tails {tail_ess}, E-BFMI {ebfmi}, "
        "divergent steps {divergences})."
    ),
    "history_short": N_(
        "The history is short ({periods} periods): the figures lean more on what comparable channels bring."
    ),
    "history_short:fail": N_(
        "The history is too short ({periods} periods) for sales to say anything: the figures are what comparable "
        "channels usually bring."
    ),
    "history_fine": N_("The history is long enough to compare seasons ({periods} periods)."),
    "negative_baseline": N_(
        "At times, sales without any marketing would have to be negative: marketing is probably credited with too much."
    ),
    "baseline_fine": N_("Sales without any marketing stay plausible over the whole period."),
    "baseline_drift": N_("Sales without any marketing do not run away at the end of the period."),
    "baseline_drift:review": N_(
        "In the last months, sales without any marketing would be {baseline_share} of their mean, while sales went "
        "another way: marketing may be credited with too much or too little."
    ),
    "baseline_drift:fail": N_(
        "In the last months, sales without any marketing would be {baseline_share} of their mean, while sales went "
        "quite another way: do not act on these returns."
    ),
    "posterior_predictive": N_(
        "{coverage_share} of the periods fall within what the model expected to see nine times out of ten."
    ),
    "posterior_predictive:review": N_(
        "Only {coverage_share} of the periods fall within what the model expected to see nine times out of "
        "ten: something that moves your sales is missing from the data."
    ),
    "posterior_predictive:fail": N_(
        "Only {coverage_share} of the periods fall within what the model expected to see nine times out of "
        "ten: it does not describe your sales. Do not act on these returns."
    ),
    "intervals_wide": N_(
        "{coverage_share} of the periods fall within what the model expected to see nine times out of ten: its "
        "ranges are wider than they need to be."
    ),
    "residual_autocorrelation": N_(
        "What the model does not explain lasts from one period to the next: intervals may be a little narrow."
    ),
    "residual_autocorrelation:pass": N_("What the model does not explain does not last from one period to the next."),
    "margin_assumed": N_(
        "The contribution margin ({margin_share}) is assumed: nobody in the company has confirmed it. The "
        "assumptions show what another margin would change."
    ),
    "class_guessed": N_(
        "The kind of these channels was guessed from their names: {channels}. Confirm it in bascule.toml."
    ),
    "media_share": N_("Marketing is credited with {media_share} of revenue."),
    "media_share:review": N_(
        "Marketing is credited with {media_share} of revenue, which is a lot for a company of this size."
    ),
    "media_share:fail": N_(
        "Marketing is credited with {media_share} of revenue: hardly any sale would be left without it. Do not act on "
        "these returns."
    ),
    "prior_shift": N_("No return lies outside what was to be expected of its channel before any sale was read."),
    "prior_shift:review": N_(
        "The return found for {channel} ({seen_ratio}) is at the far end of what was expected of it ({low_ratio} to "
        "{high_ratio}): check its kind and its spending."
    ),
    "prior_shift:fail": N_(
        "The return found for {channel} ({seen_ratio}) is far outside what was expected of it ({low_ratio} to "
        "{high_ratio}): its kind, its spending or the sales are probably wrong. Do not act on it."
    ),
    "placebo": N_(
        "A made-up channel (the spending of {channel}, shuffled in time) is not credited with sales it cannot have "
        "made."
    ),
    "placebo:review": N_(
        "A made-up channel (the spending of {channel}, shuffled in time) is credited with more than was assumed of it: "
        "here the model may take luck for an effect. Prove before moving much."
    ),
    "placebo:fail": N_(
        "A made-up channel (the spending of {channel}, shuffled in time) is credited with sales it cannot have made: "
        "do not act on what the sales history says of the others."
    ),
    "refresh": N_(
        "Without the sales of the last {hidden_weeks}, returns would have been the same within {change_share}."
    ),
    "refresh:review": N_(
        "Without the sales of the last {hidden_weeks}, returns would have been {change_share} apart on average: "
        "expect them to move again. Change budgets in steps."
    ),
    "refresh:fail": N_(
        "Without the sales of the last {hidden_weeks}, returns would have been {change_share} apart on average, more "
        "than their ranges allow: wait for more weeks before acting."
    ),
    "forecast_skill": N_(
        "On the last {holdout_weeks}, hidden from it a few at a time, the model was off by {error_share} on average: "
        "{skill_share} better than repeating past sales."
    ),
    "forecast_skill:review": N_(
        "On the last {holdout_weeks}, hidden from it a few at a time, the model was off by {error_share} on average: "
        "{skill_share} worse than repeating past sales. Something that moves your sales is missing from the data."
    ),
    "forecast_skill:fail": N_(
        "On the last {holdout_weeks}, hidden from it a few at a time, the model was off by {error_share} on average, "
        "at least twice as bad as repeating past sales: it does not describe them any more."
    ),
    "forecast_coverage": N_(
        "Of these hidden weeks, {coverage_share} fall within what the model expected eight times out of ten."
    ),
    "forecast_coverage:review": N_(
        "Of the last {holdout_weeks}, hidden from the model a few at a time, only {coverage_share} fall within what it "
        "expected eight times out of ten: the future is less sure than its ranges say."
    ),
    "forecast_coverage:fail": N_(
        "Of the last {holdout_weeks}, hidden from the model a few at a time, {coverage_share} fall within what it "
        "expected eight times out of ten: what happens now is not what it describes. Act on nothing that cannot be "
        "undone."
    ),
    "untested": N_("Not tested: {tested}. {because}"),
    "collinear": N_("{channels} have always moved together: they cannot be told apart."),
    "collinear_group": N_(
        "{channels} have always moved together: they cannot be told apart. Taken together, they bring {low_ratio} to "
        "{high_ratio}."
    ),
    "demand_unseen": N_(
        "Nothing in the files tells demand from advertising (searches, visits, interest, weather): a budget that "
        "follows demand may look better than it is. The guide says how to add such a file."
    ),
    "hidden_cause": N_(
        "A cause that no file shows, and that explained {strength_share} of what is left of both your sales and a "
        "budget, would change no verdict."
    ),
    "hidden_cause:review": N_(
        "A cause that no file shows, and that explained {strength_share} of what is left of both your sales and the "
        "budget, would change the verdict on: {channels}."
    ),
    "demand_chasing": N_("The budget of {channel} follows sales: part of what it seems to bring was coming anyway."),
    "data_old": N_(
        "The data end {old_weeks} before the plan starts: prices, rivals and habits may have changed since. Import "
        "what is missing before acting."
    ),
    "monthly_data": N_(
        "The data are monthly: a response of a few weeks can hardly be seen in them. Weekly or daily exports "
        "would say more."
    ),
    "gap": N_("Data are missing from {start_date} to {end_date}; these periods are left out."),
    "section_unavailable": N_("{section}: not in this report. {missing}"),
    "plan_unavailable": N_("No plan is proposed. {missing}"),
    "plan_outside_past": N_(
        "The plan takes these channels outside what was ever spent on them, where the gain is less sure: {channels}."
    ),
    "simulated_data": N_("The data are simulated: no sale and no customer in them is real."),
    "claims_missing": N_("The platforms report no revenue for these channels: {channels}."),
    "prior_only": N_(
        "No sale tells what these channels bring: the figures are what comparable channels usually bring, moved only "
        "by what platforms claim, corrected; nothing is stopped on comparable channels alone."
    ),
    "total_unbounded": N_(
        "No revenue is known, so what all channels bring together cannot be held to a plausible share of it. Add the "
        "sales of a year to bascule.toml, such as: yearly_revenue = 850000"
    ),
    "revenue_given": N_(
        "What all channels bring together is held to a plausible share of the {revenue_money} of yearly sales that "
        "bascule.toml gives."
    ),
    "priors_edited": N_(
        "The company edited the starting point of these channels: {channels}. The assumptions give its sources."
    ),
    "general_priors_edited": N_(
        "The company edited what is assumed of all channels: {settings}. The assumptions give its sources."
    ),
    "prior_without_channel": N_(
        "bascule.toml edits the starting point of channels on which no file shows any spending: {channels}. Check "
        "their names with bascule check."
    ),
}
