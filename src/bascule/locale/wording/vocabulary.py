"""The fixed words: verdicts, evidence, kinds of channel, sections, degrees of certainty."""

from bascule.locale.catalogue import N_
from bascule.locale.speaker import Locale

VERDICTS: dict[str, str] = {"scale": N_("Scale"), "keep": N_("Keep"), "test": N_("Prove"), "stop": N_("Stop")}
SEVERITIES: dict[str, str] = {"pass": N_("Pass"), "review": N_("Review"), "fail": N_("Fail")}
EVIDENCE: dict[str, str] = {
    "prior": N_("comparable channels only"),
    "claims": N_("the platform's claims, corrected"),
    "natural": N_("stops and steps in your own history"),
    "model": N_("your sales history"),
    "experiment": N_("a planned test"),
}
CLASSES: dict[str, str] = {
    "brand_search": N_("brand search"),
    "retargeting": N_("retargeting"),
    "generic_search": N_("generic search"),
    "automated": N_("automated campaigns"),
    "social_prospecting": N_("social media prospecting"),
    "boosted_posts": N_("boosted posts"),
    "video": N_("online video"),
    "display": N_("display banners"),
    "radio": N_("radio and audio"),
    "out_of_home": N_("out-of-home"),
    "print": N_("newspapers and magazines"),
    "flyers": N_("flyers"),
    "tv": N_("television"),
    "directory": N_("directories and review sites"),
    "email": N_("email"),
    "content": N_("content and organic search"),
    "event": N_("events"),
    "sponsorship": N_("sponsorships"),
    "agency": N_("agency fees"),
    "other": N_("other"),
}
# How sure we are of the source of a prior, and what its fields are: see the head of `mmm/priors.toml`.
HOW_SURE: dict[str, str] = {
    "strong": N_("strong evidence"),
    "fair": N_("fair evidence"),
    "weak": N_("weak evidence"),
    "judgement": N_("judgement only"),
    "own": N_("the company's word"),
}
PRIOR_FIELDS: dict[str, str] = {
    "works": N_("chance that it works"),
    "median": N_("usual return"),
    "spread": N_("spread of the return"),
    "carry": N_("carry-over"),
    "half": N_("half-saturation"),
    "slope": N_("shape of the curve"),
    "claim": N_("true over claimed return"),
    "long": N_("long run over short run"),
    "chase": N_("share of sales that it follows"),
    "stages": N_("delay of the effect"),
    "split": N_("share that new customers bring"),
    "sure": N_("how sure the source is"),
}
SETTINGS: dict[str, str] = {
    "nil_median": N_("return of a channel as good as nil"),
    "nil_spread": N_("spread of that return"),
    "nothing_below": N_("return below which a channel brings nothing"),
    "long_credit": N_("credit given to long-run effects"),
    "long_spread": N_("spread of long-run effects"),
    "discrepancy": N_("possible error of the model itself"),
    "total_elasticity": N_("elasticity of sales to all advertising"),
    "total_intensity": N_("share of revenue spent where that elasticity was measured"),
    "total_marginal_share": N_("marginal over average return of all advertising"),
    "total_spread": N_("spread of what all channels bring"),
}
SECTIONS: dict[str, str] = {
    "plan": N_("The plan"),
    "next_test": N_("The next test worth paying for"),
    "returns": N_("The three returns (acquisition, customer value, brand)"),
    "structure": N_("The structure return (what a customer is worth)"),
    "brand": N_("The brand return"),
    "tipping_point": N_("The tipping point (outsource or hire)"),
    "independence": N_("Independence"),
    "maturity": N_("Measurement maturity"),
}
MISSING: dict[str, str] = {
    "plan": N_("It needs a model that settled and at least one channel with recent spending."),
    "next_test": N_("It needs a quarter of known sales, which say how noisy they are."),
    "returns": N_("It needs orders with a customer key over at least a year."),
    "tipping_point": N_("It is not worked out in this version."),
    "independence": N_("It is not worked out in this version."),
}
TESTED: dict[str, str] = {
    "placebo": N_("whether a made-up channel would be credited with sales"),
    "refresh": N_("whether the answer would have been the same without the last weeks"),
    "forecast": N_("how well the model would have foretold the last weeks"),
}
BECAUSE: dict[str, str] = {
    "quick": N_("It was left out on request (--quick)."),
    "short": N_("The history is too short to hide a part of it."),
    "still": N_("No channel's spending ever moved."),
    "unsettled": N_("The quick computation that it takes did not settle."),
}
TABLES: dict[str, str] = {
    "media": N_("media spending"),
    "costs": N_("other costs"),
    "orders": N_("orders"),
    "sales": N_("sales"),
    "search": N_("searches"),
    "interest": N_("search interest"),
    "web": N_("visits of the site"),
    "experiments": N_("planned tests"),
    "drivers": N_("outside drivers of sales"),
    "customers": N_("customers"),
    "consents": N_("consents to e-mail"),
    "subscriptions": N_("subscriptions"),
    "deals": N_("deals"),
    "emails": N_("e-mail sendings"),
    "hours": N_("working time"),
    "surveys": N_("survey answers"),
    "reviews": N_("public reviews"),
    "price_surveys": N_("answers on prices"),
    "books": N_("accounts"),
    "billed": N_("advertising billed"),
    "prices": N_("prices"),
    "promos": N_("promotions"),
    "events": N_("events that move sales"),
    "rates": N_("exchange rates"),
    "company": N_("company"),
    "corrections": N_("corrections of refused rows"),
}
DESIGNS: dict[str, str] = {
    "switchback": N_("on and off, in turns"),
    "staggered_stop": N_("stop in two steps"),
    "list_holdout": N_("part of the list held out"),
    "postal_split": N_("half of the postal areas"),
    "regions": N_("half of the regions"),
}
PROXIES: dict[str, str] = {
    "brand_queries": N_("searches that name the brand"),
    "category_queries": N_("searches that do not name the brand"),
    "organic_sessions": N_("organic visits"),
    "direct_sessions": N_("direct visits"),
}

CERTAIN, VERY_PROBABLE, PROBABLE, DIVIDED, IMPROBABLE, VERY_IMPROBABLE = (
    N_("almost certain"),
    N_("very probable"),
    N_("probable"),
    N_("even odds"),
    N_("improbable"),
    N_("very improbable"),
)
_DEGREES = (
    (0.95, CERTAIN),
    (0.85, VERY_PROBABLE),
    (0.65, PROBABLE),
    (0.35, DIVIDED),
    (0.15, IMPROBABLE),
)


def certainty(probability: float, locale: Locale) -> str:
    """Return the word for a probability; each word has one fixed meaning.

    Almost certain from 95 %, very probable from 85, probable from 65, even odds from 35, improbable from 15.

    Examples
    --------
    >>> certainty(0.9, Locale("fr")), certainty(0.5, Locale("en"))
    ('très probable', 'even odds')
    """
    return locale.t(next((word for least, word in _DEGREES if probability >= least), VERY_IMPROBABLE))
