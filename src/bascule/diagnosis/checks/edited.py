"""What the company changed of the published priors."""

from collections.abc import Iterable

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined


def edited(examined: Examined) -> Iterable[Check]:
    """Say which published priors the company changed, and which of its changes concern no channel."""
    setup, names = examined.model.setup, examined.panel.channels
    table = setup.table
    found = [name for name, prior in zip(names, setup.priors, strict=True) if prior.changes]
    if found:
        classes = sorted({name for name in setup.classes if table.of(name).changes})
        yield Check(code="priors_edited", severity="review", params={"channels": found, "classes": classes})
    if table.general.changes:
        fields = [field for change in table.general.changes for field in change.fields]
        yield Check(code="general_priors_edited", severity="review", params={"settings": fields})
    unused = sorted(set(table.channels) - set(names))
    if unused:
        yield Check(code="prior_without_channel", severity="review", params={"channels": unused})
