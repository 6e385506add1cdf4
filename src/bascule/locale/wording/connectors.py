"""What is said when figures are fetched through an API."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "connectors_missing": N_(
        "Fetching through an API needs more libraries. Install them: pip install 'bascule[connectors]'"
    ),
    "connector_unknown": N_("Bascule has no connector for {value}. Accepted: {accepted}."),
    "connector_period": N_("The first day, {since_date}, comes after the last, {until_date}."),
    "credential_missing": N_(
        "{title} asks for {field}, which is nowhere. Put it in the environment as {variable}, or in the system's "
        "keyring: keyring set bascule {entry}"
    ),
    "connector_refused": N_(
        "{title} refused (answer {status}): {detail}. Check the credentials and what they give the right to read. "
        "Nothing was written."
    ),
    "connector_unreachable": N_(
        "{title} cannot be reached ({detail}). Check the network and try again. Nothing was written."
    ),
    "connector_unexpected": N_(
        "{title} answered in a form that Bascule does not expect ({detail}). Nothing was written; download the export "
        "by hand, and tell us (see CONTRIBUTING.md)."
    ),
}
