"""Every source that Bascule reads. To add one: a file beside this one, and a line in `SOURCES`."""

from bascule.ingest.source import Source
from bascule.ingest.sources.calendar_ics import CALENDAR_ICS
from bascule.ingest.sources.clockify_time import CLOCKIFY_TIME
from bascule.ingest.sources.consents_csv import CONSENTS_CSV
from bascule.ingest.sources.costs import COSTS
from bascule.ingest.sources.customers_csv import CUSTOMERS_CSV
from bascule.ingest.sources.deals_csv import DEALS_CSV
from bascule.ingest.sources.drivers_csv import DRIVERS_CSV
from bascule.ingest.sources.emails_csv import EMAILS_CSV
from bascule.ingest.sources.events_csv import EVENTS_CSV
from bascule.ingest.sources.exchange_rates import EXCHANGE_RATES
from bascule.ingest.sources.experiments_csv import EXPERIMENTS_CSV
from bascule.ingest.sources.ga4 import GA4
from bascule.ingest.sources.gabor_granger_forms import GABOR_GRANGER_FORMS
from bascule.ingest.sources.google_ads import GOOGLE_ADS
from bascule.ingest.sources.google_trends import GOOGLE_TRENDS
from bascule.ingest.sources.harvest_time import HARVEST_TIME
from bascule.ingest.sources.hours_csv import HOURS_CSV
from bascule.ingest.sources.hubspot_contacts import HUBSPOT_CONTACTS
from bascule.ingest.sources.hubspot_deals import HUBSPOT_DEALS
from bascule.ingest.sources.interest_csv import INTEREST_CSV
from bascule.ingest.sources.klaviyo_campaigns import KLAVIYO_CAMPAIGNS
from bascule.ingest.sources.linkedin_ads import LINKEDIN_ADS
from bascule.ingest.sources.mailchimp_campaigns import MAILCHIMP_CAMPAIGNS
from bascule.ingest.sources.media_csv import MEDIA_CSV
from bascule.ingest.sources.meta_ads import META_ADS
from bascule.ingest.sources.microsoft_ads import MICROSOFT_ADS
from bascule.ingest.sources.orders_csv import ORDERS_CSV
from bascule.ingest.sources.pipedrive_deals import PIPEDRIVE_DEALS
from bascule.ingest.sources.price_surveys_csv import PRICE_SURVEYS_CSV
from bascule.ingest.sources.prices_csv import PRICES_CSV
from bascule.ingest.sources.promos_csv import PROMOS_CSV
from bascule.ingest.sources.quickbooks_profit_and_loss import QUICKBOOKS_PROFIT_AND_LOSS
from bascule.ingest.sources.quickbooks_transactions import QUICKBOOKS_TRANSACTIONS
from bascule.ingest.sources.reviews_csv import REVIEWS_CSV
from bascule.ingest.sources.sales_csv import SALES_CSV
from bascule.ingest.sources.salesforce_opportunities import SALESFORCE_OPPORTUNITIES
from bascule.ingest.sources.search_console import SEARCH_CONSOLE, SEARCH_CONSOLE_ASIDE
from bascule.ingest.sources.search_csv import SEARCH_CSV
from bascule.ingest.sources.shopify_customers import SHOPIFY_CUSTOMERS
from bascule.ingest.sources.shopify_orders import SHOPIFY_ORDERS
from bascule.ingest.sources.square_items import SQUARE_ITEMS
from bascule.ingest.sources.square_transactions import SQUARE_TRANSACTIONS
from bascule.ingest.sources.stripe_balance import STRIPE_BALANCE
from bascule.ingest.sources.stripe_payments import STRIPE_PAYMENTS
from bascule.ingest.sources.stripe_subscriptions import STRIPE_SUBSCRIPTIONS
from bascule.ingest.sources.subscriptions_csv import SUBSCRIPTIONS_CSV
from bascule.ingest.sources.survey_forms import SURVEY_FORMS
from bascule.ingest.sources.surveys_csv import SURVEYS_CSV
from bascule.ingest.sources.tiktok_ads import TIKTOK_ADS
from bascule.ingest.sources.toggl_time import TOGGL_TIME
from bascule.ingest.sources.van_westendorp_forms import VAN_WESTENDORP_FORMS
from bascule.ingest.sources.web_csv import WEB_CSV
from bascule.ingest.sources.woocommerce_orders import WOOCOMMERCE_ORDERS

SOURCES: dict[str, Source] = {
    "google_ads": GOOGLE_ADS,
    "meta_ads": META_ADS,
    "shopify_orders": SHOPIFY_ORDERS,
    "shopify_customers": SHOPIFY_CUSTOMERS,
    "woocommerce_orders": WOOCOMMERCE_ORDERS,
    "stripe_payments": STRIPE_PAYMENTS,
    "stripe_balance": STRIPE_BALANCE,
    "square_transactions": SQUARE_TRANSACTIONS,
    "square_items": SQUARE_ITEMS,
    "media_csv": MEDIA_CSV,
    "sales_csv": SALES_CSV,
    "orders_csv": ORDERS_CSV,
    "search_csv": SEARCH_CSV,
    "interest_csv": INTEREST_CSV,
    "web_csv": WEB_CSV,
    "experiments_csv": EXPERIMENTS_CSV,
    "drivers_csv": DRIVERS_CSV,
    "quickbooks_profit_and_loss": QUICKBOOKS_PROFIT_AND_LOSS,
    "quickbooks_transactions": QUICKBOOKS_TRANSACTIONS,
    "exchange_rates": EXCHANGE_RATES,
    "costs": COSTS,
    "microsoft_ads": MICROSOFT_ADS,
    "linkedin_ads": LINKEDIN_ADS,
    "tiktok_ads": TIKTOK_ADS,
    "ga4": GA4,
    "search_console": SEARCH_CONSOLE,
    "search_console_aside": SEARCH_CONSOLE_ASIDE,
    "google_trends": GOOGLE_TRENDS,
    "hubspot_deals": HUBSPOT_DEALS,
    "pipedrive_deals": PIPEDRIVE_DEALS,
    "salesforce_opportunities": SALESFORCE_OPPORTUNITIES,
    "hubspot_contacts": HUBSPOT_CONTACTS,
    "mailchimp_campaigns": MAILCHIMP_CAMPAIGNS,
    "klaviyo_campaigns": KLAVIYO_CAMPAIGNS,
    "stripe_subscriptions": STRIPE_SUBSCRIPTIONS,
    "survey_forms": SURVEY_FORMS,
    "van_westendorp_forms": VAN_WESTENDORP_FORMS,
    "gabor_granger_forms": GABOR_GRANGER_FORMS,
    "customers_csv": CUSTOMERS_CSV,
    "consents_csv": CONSENTS_CSV,
    "subscriptions_csv": SUBSCRIPTIONS_CSV,
    "deals_csv": DEALS_CSV,
    "emails_csv": EMAILS_CSV,
    "surveys_csv": SURVEYS_CSV,
    "reviews_csv": REVIEWS_CSV,
    "price_surveys_csv": PRICE_SURVEYS_CSV,
    "prices_csv": PRICES_CSV,
    "promos_csv": PROMOS_CSV,
    "events_csv": EVENTS_CSV,
    "toggl_time": TOGGL_TIME,
    "harvest_time": HARVEST_TIME,
    "clockify_time": CLOCKIFY_TIME,
    "calendar_ics": CALENDAR_ICS,
    "hours_csv": HOURS_CSV,
}
