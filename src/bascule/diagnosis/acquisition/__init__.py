"""The acquisition pillar: what spending brings with all its costs, and what a new customer costs."""

from bascule.diagnosis.acquisition.pillar import acquisition, incremental_customers

__all__ = ["acquisition", "incremental_customers"]
