"""How people and tools head the columns of a canonical table, in English and French, folded.

Of each column, the names that can only mean it, then the names that may mean it: of two headers that may, it is asked.
"""

from functools import lru_cache

Names = tuple[str, str]

_EVERYWHERE: dict[str, Names] = {
    "date": ("date, jour, day, semaine, week, mois, month, periode, period", "debut, start, quand, when"),
    "grain": ("grain, granularite, granularity", ""),
    "date_end": ("date end, end date, date de fin, fin de periode", "end, fin, au, to"),
    "start": ("start, start date, date de debut, debut, period start, from, du",
              "date, jour, day, mois, month, periode"),
    "end": ("end, end date, date de fin, fin, period end, until, jusqu au, au", "to"),
    "currency": ("currency, currency code, devise, code devise, monnaie", ""),
    "channel": ("channel, marketing channel, canal, canal marketing, media channel", "media, medium, source"),
    "campaign": ("campaign, campaign name, campagne, nom de la campagne, subject, objet", "name, nom, title, titre"),
    "platform": ("platform, plateforme, ad platform, regie", "tool, outil, source"),
    "region": ("region, province, country, pays, shipping province, shipping country, billing province, "
               "province de livraison, pays de livraison, territory, territoire", "state, etat, city, ville"),
    "area": ("area, postal code, code postal, zip, zip code, postcode, postal area, shipping zip, "
             "shipping postal code, billing zip, billing postal code, code postal de livraison, "
             "code postal de facturation, rta, fsa", ""),
    "clicks": ("clicks, clics, click, clic, link clicks, clics sur un lien", ""),
    "impressions": ("impressions, impr, views, vues, affichages", ""),
    "value": ("value, valeur, index, indice", "score"),
    "status": ("status, statut, state, etat", ""),
    "origin": ("origin, origine, source, lead source, source du prospect, provenance", "channel, canal"),
    "process": ("process, processus, project, projet, task, tache, activity, activite", "description"),
    "kind": ("kind, type, category, categorie, nature, poste", ""),
}  # fmt: skip
_CUSTOMER: Names = (
    "customer, customer id, customer key, customer number, customer no, client, client id, id client, no client, "
    "numero client, numero de client, code client, customer email, client email, courriel client, courriel du client, "
    "buyer, acheteur",
    "email, e mail, courriel, adresse courriel, user id, member id, no membre, account, compte, contact",
)
_BY_TABLE: dict[str, dict[str, Names]] = {
    "orders": {
        "order_id": ("order id, order, order no, order number, invoice, invoice no, invoice number, invoice id, "
                     "commande, no commande, numero de commande, no de commande, id commande, facture, no facture, "
                     "numero de facture, no de facture, receipt no, receipt number, no recu, transaction id, "
                     "no transaction, numero de transaction, sale id, no de vente, bill no, ticket",
                     "id, number, numero, no, reference, ref, transaction, name"),
        "ordered_at": ("ordered at, order date, order datetime, order time, date de commande, date commande, "
                       "invoice date, date de facture, date facture, date de la facture, sale date, date de vente, "
                       "date vente, purchase date, date d achat, date achat, transaction date, date de transaction, "
                       "date created, created at, paid at",
                       "date, datetime, date heure, timestamp, created, jour, day, time, horodatage"),
        "customer": _CUSTOMER,
        "gross": ("gross, gross sales, gross amount, brut, montant brut, ventes brutes, merchandise", ""),
        "discount": ("discount, discounts, discount amount, rabais, remise, escompte, montant du rabais", ""),
        "refunds": ("refund, refunds, refunded, refunded amount, refund amount, remboursement, remboursements, "
                    "montant rembourse", ""),
        "tax": ("tax, taxes, tax amount, montant des taxes, tps tvq, gst qst, tva, vat", "tps, tvq, gst, qst, hst"),
        "shipping": ("shipping, shipping cost, shipping amount, livraison, frais de livraison, frais de port, "
                     "expedition, freight", ""),
        "net": ("net, net sales, net amount, net total, montant net, ventes nettes, total net, amount before tax, "
                "amount before taxes, montant avant taxes, montant ht, total ht, subtotal, sous total",
                "amount, order amount, order total, order value, montant, montant de la commande, total, revenue, "
                "sales, ventes, vente, sale amount, montant de la vente, value, valeur, prix, price, unit price, "
                "prix unitaire, line total, total ligne, montant ligne, line amount"),
        "cost": ("cost, cost of goods, cogs, cout, cout des marchandises, cout de revient, cout d achat, cost price",
                 ""),
        "coupon": ("coupon, coupon code, discount code, promo code, code promo, code de rabais, code promotionnel",
                   ""),
        "source_channel": ("source channel, sales channel, canal, canal de vente, channel, canal d acquisition, "
                           "acquisition channel, utm source", "source, origin, origine, provenance"),
    },
    "sales": {
        "revenue": ("revenue, sales, net sales, ventes, ventes nettes, chiffre d affaires, ca, revenus, turnover, "
                    "daily sales, ventes du jour", "amount, total, montant, net, gross"),
        "orders": ("orders, order count, number of orders, commandes, nombre de commandes, nb commandes, transactions, "
                   "nb transactions, nombre de transactions", "count, nombre"),
        "new_customers": ("new customers, nouveaux clients, first time customers, nb nouveaux clients", ""),
        "price_index": ("price index, indice de prix", ""),
        "promo": ("promo, promotion", ""),
    },
    "media": {
        "channel": ("channel, marketing channel, canal, canal marketing, media channel, media, medium, "
                    "type de media, support", "source, type, station, network, reseau"),
        "spend": ("spend, ad spend, amount spent, media spend, advertising spend, depense, depenses, montant depense, "
                  "depense publicitaire, depenses publicitaires, investissement, cost, cout, budget depense",
                  "amount, montant, total, net, budget, price, prix"),
        "platform_conversions": ("conversions, platform conversions, purchases, achats, results, resultats, leads", ""),
        "platform_revenue": ("platform revenue, conversion value, valeur de conversion, conversions value, "
                             "purchase value, valeur des conversions, revenu attribue, attributed revenue", "revenue"),
    },
    "costs": {
        "start": ("period start, start, start date, invoice date, date de facture, date facture, date de la facture, "
                  "debut, date de debut, du, from", "date, jour, mois, month, periode, period"),
        "end": ("period end, end, end date, fin, date de fin, au, until", "to"),
        "vendor": ("vendor, supplier, payee, fournisseur, beneficiaire, paid to, paye a", "company, entreprise, name"),
        "description": ("description, memo, details, detail, libelle, objet, note", ""),
        "amount": ("amount before tax, amount before taxes, montant avant taxes, montant ht, subtotal, sous total, "
                   "net amount, montant net", "amount, montant, cost, cout, total, debit, price, prix"),
        "fixed": ("fixed, fixe, recurring, recurrent", ""),
    },
    "customers": {
        "customer": _CUSTOMER,
        "as_of": ("as of, en date du, export date, date d exportation", ""),
        "first_order_at": ("first order, first order at, first order date, first purchase, premiere commande, "
                           "premier achat, date de premiere commande, customer since, client depuis",
                           "created, created at, date created, date de creation"),
        "orders": ("orders, order count, total orders, number of orders, commandes, nombre de commandes, "
                   "nb commandes", "count"),
        "spent": ("spent, total spent, amount spent, lifetime value, depense, total depense, total des achats, "
                  "montant total", "total, amount, montant"),
        "accepts_email": ("accepts email, accepts email marketing, accepte les courriels, opt in, consentement, "
                          "abonne infolettre, newsletter, infolettre", ""),
        "acquisition_channel": ("acquisition channel, canal d acquisition, source, first source, "
                                "premiere source", "channel, canal, origin, origine"),
    },
    "consents": {
        "customer": _CUSTOMER,
        "kind": ("consent, consent type, consent status, consentement, type de consentement, statut du consentement",
                 "type, kind, status, statut, nature"),
        "given": ("consent date, given, opt in date, date du consentement, date d inscription, donne le",
                  "date, created, created at, date de creation"),
        "source": ("consent source, source du consentement, source, form, formulaire, preuve", "origin, origine"),
    },
    "subscriptions": {
        "subscription_id": ("subscription, subscription id, abonnement, no abonnement, id abonnement", "id"),
        "customer": _CUSTOMER,
        "plan": ("plan, forfait, product, produit, formule", ""),
        "start": ("start, start date, started at, created, debut, date de debut", "date"),
        "end": ("end, end date, ended at, canceled at, cancelled at, fin, date de fin, date d annulation", ""),
        "mrr": ("mrr, monthly amount, montant mensuel, monthly price, prix mensuel", "amount, montant, price, prix"),
    },
    "deals": {
        "deal_id": ("deal id, deal, opportunity id, opportunity, record id, quote no, no soumission, soumission, "
                    "opportunite, no opportunite, affaire, transaction id", "id, numero, no, name, nom, title, titre"),
        "created": ("created, created at, create date, created date, date de creation, creation, date created, "
                    "date de la soumission, quote date", "date"),
        "close_date": ("closed, close date, closed at, date de fermeture, date de cloture, won time, "
                   "date de signature", ""),
        "stage": ("stage, deal stage, etape, phase, pipeline stage", "status, statut, state, etat"),
        "pipeline": ("pipeline", ""),
        "status": ("outcome, issue, result, resultat, won lost, status, statut", "state, etat"),
        "amount": ("amount, deal amount, value, deal value, montant, valeur", "total, price, prix"),
        "lost_reason": ("lost reason, loss reason, reason lost, closed lost reason, raison de la perte, "
                        "raison de perte, motif de perte, motif de refus", "reason, raison, motif"),
    },
    "emails": {
        "sent_at": ("sent at, send time, send date, sent, date d envoi, envoye le, date envoi", "date"),
        "recipients": ("recipients, destinataires, total recipients, sent to, envoyes, nb envois, envois", ""),
        "delivered": ("delivered, livres, deliveries, successful deliveries, remis, delivres", ""),
        "opens": ("opens, unique opens, ouvertures, ouvertures uniques", ""),
        "unsubscribes": ("unsubscribes, desabonnements, unsubscribed", ""),
        "platform_orders": ("orders, commandes, placed order", ""),
        "platform_revenue": ("revenue, revenus, sales, ventes", "amount, montant, total"),
    },
    "hours": {
        "date": ("date, day, jour, week, semaine, start date, date de debut", "start, debut"),
        "role": ("role, fonction, poste, job title", "team, equipe"),
        "side": ("side, cote", ""),
        "minutes": ("minutes, duration minutes, duree minutes", ""),
        "hours": ("hours, heures, duration hours, duree heures, decimal hours, nb heures", "time, temps, duree"),
    },
    "surveys": {
        "date": ("date, submitted at, date de reponse, response date, horodateur, timestamp", "jour, day"),
        "survey": ("survey, sondage, questionnaire", "type"),
        "answer": ("answer, reponse, response", "comment, commentaire"),
        "score": ("score, nps, note, rating", ""),
        "respondents": ("respondents, repondants, responses, reponses", "count, nombre"),
    },
    "reviews": {
        "date": ("date, review date, date de l avis, published at, publie le", "jour, day"),
        "platform": ("platform, site, plateforme", "source"),
        "rating": ("rating, stars, etoiles, note, review rating, score", ""),
        "scale": ("scale, out of, echelle, note sur", ""),
        "count": ("count, reviews, number of reviews, nombre, nombre d avis, avis", ""),
    },
    "price_surveys": {
        "date": ("date, submitted at, date de reponse, response date, horodateur, timestamp", "jour, day"),
        "respondent": ("respondent, repondant, respondent id, response id, id repondant, id reponse", "id, no, numero"),
        "product": ("product, produit, item, article, offer, offre", "name, nom"),
        "price": ("price, prix, price asked, prix demande", "amount, montant"),
        "answer": ("answer, reponse, intent, intention, would buy, acheterait, purchase intent, intention d achat", ""),
        "too_cheap": ("too cheap, trop bon marche, trop bas", ""),
        "cheap": ("cheap, bon marche, bargain, bonne affaire, good value", ""),
        "expensive": ("expensive, cher, getting expensive", ""),
        "too_expensive": ("too expensive, trop cher", ""),
    },
    "web": {
        "channel": ("channel, canal, channel group, default channel group, groupe de canaux, source medium, "
                    "source support", "source, medium, support"),
        "sessions": ("sessions, visits, visites, seances", ""),
    },
    "search": {"brand": ("brand, marque, is brand, branded", "")},
    "interest": {
        "term": ("term, terme, query, requete, keyword, mot cle", ""),
        "value": ("value, valeur, interest, interet, index, indice", ""),
    },
    "prices": {
        "item": ("item, product, produit, article, sku", "name, nom"),
        "price": ("price, prix, current price, prix courant, sale price, prix de vente", ""),
        "regular_price": ("regular price, prix regulier, list price, prix de liste, compare at price", ""),
    },
    "promos": {
        "name": ("name, nom, promotion, promo, offer, offre", "title, titre"),
        "depth": ("depth, discount, rabais, discount percent, rabais pourcentage", ""),
    },
    "events": {"note": ("note, notes, description, details, comment, commentaire", "name, nom")},
    "drivers": {"driver": ("driver, facteur, indicator, indicateur, variable, series, serie", "name, nom")},
    "experiments": {
        "lift": ("lift, incremental revenue, ventes incrementales, effet, effect", ""),
        "lift_error": ("lift error, standard error, erreur type, std error, se", ""),
        "spend": ("spend, depense, depenses, cost, cout", ""),
    },
}  # fmt: skip


@lru_cache(maxsize=512)
def names_of(table: str, column: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headers that can only mean a column, and those that may.

    Examples
    --------
    >>> names_of("orders", "coupon")[0][:2], names_of("drivers", "nothing")
    (('coupon', 'coupon code'), ((), ()))
    """
    sure, maybe = _BY_TABLE.get(table, {}).get(column) or _EVERYWHERE.get(column, ("", ""))
    own = column.replace("_", " ")
    return tuple(dict.fromkeys((*_split(sure), own))) if sure else (), _split(maybe)


def _split(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
