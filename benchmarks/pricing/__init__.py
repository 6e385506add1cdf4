"""Pricing power on made-up histories whose elasticity is known."""
