"""What is said of consents to e-mail, and of the customers who may be called or written to."""

from bascule.locale.catalogue import N_

ROWS: dict[str, str] = {
    "consent_kind_unknown": N_(
        "This kind of consent is not known. Accepted: express, purchase, contract, inquiry or withdrawn. Correct it: "
        "until then nobody can tell whether it is a withdrawal."
    ),
    "consent_undated": N_(
        "A purchase, a contract or an inquiry implies consent for a time only, and nothing says since when. The row is "
        "left out; give its date."
    ),
}
STOPS: dict[str, str] = {
    "consents_refused": N_(
        "Rows of {file} are refused ({rows}): one of them may say that someone does not want e-mails, so nobody is put "
        "on a list. See which with bascule check, correct them, and run again."
    ),
}
WORDINGS: dict[str, str] = {**ROWS, **STOPS}
