"""The three returns as they are written in `decisions.json`, and what is read beside them."""

from bascule.plans import Frozen
from bascule.returns.acquisition import Acquisition, Funnel
from bascule.returns.brand import Brand
from bascule.returns.maturity import Maturity
from bascule.returns.structure import Structure
from bascule.returns.together import Together
from bascule.returns.transition import Transition

__all__ = ["Acquisition", "Brand", "Funnel", "Maturity", "Returns", "Structure", "Together", "Transition"]

# Farther than that, a small company does not count on it.
PAYBACK_MONTHS = 36
HORIZONS = (12, 24, 36)


class Returns(Frozen):
    """The three pillars, each None where the data cannot support it, and what they make together."""

    acquisition: Acquisition | None = None
    structure: Structure | None = None
    brand: Brand | None = None
    together: Together | None = None
