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
    "history_fine": N_("The history is long enough to compare seasons ({periods} periods)."),
    "negative_baseline": N_(
        "At times, sales without any marketing would have to be negative: marketing is probably credited with too much."
    ),
    "baseline_fine": N_("Sales without any marketing stay plausible over the whole period."),
    "posterior_predictive": N_(
        "{coverage_share} of the periods fall within what the model expected to see nine times out of ten."
    ),
    "posterior_predictive:review": N_(
        "Only {coverage_share} of the periods fall within what the model expected to see nine times out of "
        "ten: something that moves your sales is missing from the data."
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
    "collinear": N_("{channel} and {other} have always moved together: they cannot be told apart."),
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
    "holdout": N_("On the last {holdout_weeks}, kept hidden from it, the model was off by {error_share} on average."),
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
