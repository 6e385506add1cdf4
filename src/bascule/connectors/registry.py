"""Every connector. To add one: a file beside this one, and a line here."""

from bascule.connectors.connector import Connector
from bascule.connectors.ga4 import GA4
from bascule.connectors.google_ads import GOOGLE_ADS
from bascule.connectors.hubspot import HUBSPOT
from bascule.connectors.meta_ads import META_ADS
from bascule.connectors.shopify import SHOPIFY
from bascule.connectors.stripe import STRIPE

CONNECTORS: dict[str, Connector] = {each.name: each for each in (GOOGLE_ADS, META_ADS, GA4, SHOPIFY, STRIPE, HUBSPOT)}
