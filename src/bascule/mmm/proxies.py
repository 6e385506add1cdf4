"""What moves with demand, as controls: searches, visits nobody paid for, what moves sales from outside.

A cause of both spending and sales is shut out by holding it fixed (the back-door criterion: Pearl 2009, Causality,
section 3.3). What advertising itself moves is no such cause: searches for the brand and visits nobody paid for are
first rid of what the channels that make demand explain of them, so that these keep what they bring by that way.
"""

import numpy as np

from bascule.mmm.baseline import Column, slow_basis, smooth
from bascule.panel import Floats, Panel, Proxy

PROXY = "proxy_"
# Elasticity of sales to searches for what the company sells, and to what is left of brand searches and visits.
CATEGORY = (0.5, 0.5)
MADE = (0.3, 0.3)
# A driver's unit is its own: sales move by so much, either way, for one of its standard deviations.
DRIVER = (0.0, 0.3)
# What an advertisement does to searches, at once and carried over with this retention.
ECHO = 0.5


def _scaled(proxy: Proxy) -> Floats:
    """Return the proxy centred, unknown periods at its mean: its log, or its standard score for a driver."""
    values = proxy.values
    if proxy.kind != "driver":
        low = np.nanmean(values) * 0.05 + 1e-12
        values = np.log(np.maximum(values, low))
    filled = np.where(np.isnan(values), np.nanmean(values), values) - np.nanmean(values)
    if proxy.kind == "driver":
        filled = filled / max(float(filled.std()), 1e-12)
    return np.asarray(filled)


def _carried(spend: Floats) -> Floats:
    out, level = np.empty(len(spend)), float(spend[0])
    for t, x in enumerate(spend):
        level = ECHO * level + (1 - ECHO) * float(x)
        out[t] = level
    return out


def rid_of_advertising(values: Floats, panel: Panel, makes: list[bool]) -> Floats:
    """Return what the channels that make demand do not explain of `values` (periods,), season and drift held fixed."""
    basis = slow_basis(panel)
    media = [
        Column(name, path / spend.mean(), 0.0, 1.0)
        for name, spend, made in zip(panel.channels, panel.spend.T, makes, strict=True)
        if made
        for path in (spend, _carried(spend))
    ]
    with_media, without = smooth(values, [*basis, *media]), smooth(values, basis)
    return np.asarray(values - (with_media - without))


def proxy_columns(panel: Panel, makes: list[bool]) -> list[Column]:
    """Return one column for each proxy that ever moved.

    Parameters
    ----------
    panel : Panel
    makes : list of bool
        By channel: whether it makes demand rather than harvests it.
    """
    columns = []
    for proxy in panel.proxies:
        values = _scaled(proxy)
        if np.ptp(values) < 1e-9:
            continue
        prior = {"category": CATEGORY, "driver": DRIVER}.get(proxy.kind, MADE)
        if proxy.kind in ("brand", "organic"):
            values = rid_of_advertising(values, panel, makes)
        columns.append(Column(f"{PROXY}{proxy.kind}_{proxy.name}", values, *prior))
    return columns
