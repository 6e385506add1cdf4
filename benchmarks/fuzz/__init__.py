"""Damaged exports by the thousand: what Bascule accepts of them is compared with a naive reading of the same bytes."""
