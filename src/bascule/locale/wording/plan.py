"""The fixed words of a plan: what holds it back, its attitude to risk, what is measured, what becomes of a cost."""

from bascule.locale.catalogue import N_

CONSTRAINTS: dict[str, str] = {
    "floor": N_("your floor for this channel"),
    "ceiling": N_("your ceiling for this channel"),
    "lock": N_("the amount that you fixed"),
    "contract": N_("a contract"),
    "useful": N_("the least that is any use here"),
    "step": N_("the steps in which it is bought"),
    "trust_region": N_("how far from your own past the plan dares to go"),
    "cash": N_("your monthly cash"),
    "either": N_("channels that exclude each other"),
    "together": N_("channels that go together"),
    "needs": N_("the fixed cost that it needs"),
}
HELD: dict[str, str] = {
    "floor": N_("{channel}: your floor of {weekly} a week keeps it from going lower."),
    "ceiling": N_("{channel}: your ceiling of {weekly} a week keeps it from going higher."),
    "lock": N_("{channel}: you fixed it at {weekly} a week."),
    "contract": N_("{channel}: a contract holds it at {weekly} a week."),
    "useful": N_("{channel}: it is no use below {weekly} a week, so it is all or nothing."),
    "step": N_("{channel}: it is bought in steps, of which {weekly} a week is the nearest."),
    "trust_region": N_("{channel}: {weekly} a week is as far from your own past as the plan dares to go."),
    "cash": N_("{channel}: your monthly cash allows {weekly} a week."),
    "either": N_("{channel}: it excludes another channel, and one of them at most may run."),
    "together": N_("{channel}: it goes with other channels, all of them or none."),
    "needs": N_("{channel}: it needs a fixed cost, and stops or stays with it."),
}
RISKS: dict[str, str] = {
    "prudent": N_("The plan is a little prudent: between two plans of about the same gain, it takes the surer one."),
    "neutral": N_("The plan is neutral to risk: it takes the highest gain on average, sure or not."),
    "cautious": N_("The plan is cautious: it takes what brings most in the worst tenth of cases, on average."),
    "worst_case": N_("The plan is held to the model that promises least: it takes what brings most there, on average."),
}
MEASURES: dict[str, str] = {
    "new_customers": N_("new customers"),
    "orders": N_("orders"),
    "revenue": N_("sales in dollars"),
}
COST_DECISIONS: dict[str, str] = {
    "keep": N_("Keep"),
    "stop": N_("Stop"),
    "unknown": N_("Nobody said what it carries"),
}
COST_KINDS: dict[str, str] = {
    "agency": N_("agency"),
    "tool": N_("tool"),
    "freelance": N_("freelancer"),
    "payroll": N_("payroll"),
    "content": N_("content"),
    "event": N_("event"),
}
