"""The fixed words of the returns: pillars, kinds of cost, segments of customers, where a deal came from."""

from bascule.locale.catalogue import N_
from bascule.locale.wording.plan import COST_KINDS

PILLARS: dict[str, str] = {
    "acquisition": N_("Acquisition"),
    "structure": N_("Structure"),
    "brand": N_("Brand"),
}
KINDS: dict[str, str] = {"media": N_("media"), **COST_KINDS, "other": N_("other")}
COST_ORIGINS: dict[str, str] = {
    "files": N_("your files"),
    "books": N_("your books"),
    "hours": N_("hours worked, at what an hour costs"),
}
SEGMENTS: dict[str, str] = {
    "new": N_("New"),
    "loyal": N_("Loyal"),
    "occasional": N_("Occasional"),
    "at_risk": N_("At risk"),
    "lost": N_("Gone"),
}
# The codes that `ingest/origins.py` gives; a name of the company's own is shown as it is.
ORIGINS: dict[str, str] = {
    "paid_search": N_("paid search"),
    "organic": N_("organic search"),
    "direct": N_("came directly"),
    "paid_social": N_("paid social media"),
    "social": N_("social media"),
    "email": N_("email"),
    "referral": N_("word of mouth and referrals"),
    "ai_referral": N_("sent by an AI assistant"),
    "offline": N_("offline"),
    "event": N_("events"),
    "web": N_("website"),
    "phone": N_("telephone"),
    "outbound": N_("outbound prospecting"),
    "other": N_("other"),
}
