"""Cohorts, retention, lifetime value: what customers are worth, from orders or contracts."""
