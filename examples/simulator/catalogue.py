"""What the shop sells, and what an order holds on average."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Product:
    """One article: its name, its code, its price in dollars before tax, and how often it is picked."""

    name: str
    sku: str
    price: float
    weight: float


PRODUCTS = (
    Product("Bougie sapin baumier 220 g", "BOU-SAP-220", 34.0, 16),
    Product("Bougie cèdre et fumée 220 g", "BOU-CED-220", 34.0, 12),
    Product("Bougie érable grillé 220 g", "BOU-ERA-220", 36.0, 12),
    Product("Bougie trois mèches nordet 600 g", "BOU-NOR-600", 72.0, 10),
    Product("Coffret découverte 4 bougies", "COF-DEC-4", 89.0, 9),
    Product("Coffret solstice", "COF-SOL-1", 128.0, 6),
    Product("Savon bouleau", "SAV-BOU-1", 12.0, 7),
    Product("Trio de savons forestiers", "SAV-TRI-3", 32.0, 8),
    Product("Diffuseur à tiges épinette", "DIF-EPI-1", 58.0, 8),
    Product("Brume d’oreiller lavande boréale", "BRU-LAV-1", 28.0, 5),
    Product("Couverture de laine grise", "COU-LAI-G", 165.0, 4),
    Product("Bougeoir en grès", "BOG-GRE-1", 64.0, 5),
    Product("Coupe-mèche laiton", "COU-MEC-1", 26.0, 3),
)
LINES = ((1, 0.48), (2, 0.30), (3, 0.16), (4, 0.06))
QUANTITIES = ((1, 0.84), (2, 0.13), (3, 0.03))
FULL_REFUND, HALF_REFUND = 0.014, 0.016  # share of orders

PICK = np.array([product.weight for product in PRODUCTS]) / sum(product.weight for product in PRODUCTS)
BASKET = float(
    sum(lines * share for lines, share in LINES)
    * sum(quantity * share for quantity, share in QUANTITIES)
    * (PICK * [product.price for product in PRODUCTS]).sum()
)
REFUNDED = FULL_REFUND + HALF_REFUND / 2  # of what is sold
