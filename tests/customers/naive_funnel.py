"""Slow, obviously right versions of what is said of deals."""


def incidence(deals):
    """Aalen and Johansen, one age at a time: (age, outcome) of each deal → {age: (share won, share lost)}."""
    won, lost, still, out = 0.0, 0.0, 1.0, {}
    for age in sorted({age for age, _ in deals}):
        at_risk = sum(1 for other, _ in deals if other >= age)
        wins = sum(1 for deal in deals if deal == (age, "won"))
        losses = sum(1 for deal in deals if deal == (age, "lost"))
        won += still * wins / at_risk
        lost += still * losses / at_risk
        still *= 1 - (wins + losses) / at_risk
        out[age] = (won, lost)
    return out


def redistributed(deals):
    """The same by Efron's way: the mass of a deal still open goes to those that are seen later, equally."""
    mass = [1 / len(deals)] * len(deals)
    order = sorted(range(len(deals)), key=lambda at: (deals[at][0], deals[at][1] == "open"))
    won = lost = 0.0
    for rank, at in enumerate(order):
        outcome = deals[at][1]
        if outcome == "open":
            later = order[rank + 1 :]
            for other in later:
                mass[other] += mass[at] / len(later)
            if later:
                continue
        won += mass[at] * (outcome == "won")
        lost += mass[at] * (outcome == "lost")
    return won, lost


def share_of_closed(deals):
    """What a spreadsheet does: won over won and lost."""
    won = sum(1 for _, outcome in deals if outcome == "won")
    lost = sum(1 for _, outcome in deals if outcome == "lost")
    return won / (won + lost)
