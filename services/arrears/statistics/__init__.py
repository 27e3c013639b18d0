"""清偿率: three rates, by value date and by what was known when (A-19 to A-21). Pure."""

from services.arrears.statistics.measure import Dimension, Figures, Rate, Target, measure, meets
from services.arrears.statistics.standing import Standing, standing

__all__ = [
    "Dimension",
    "Figures",
    "Rate",
    "Standing",
    "Target",
    "measure",
    "meets",
    "standing",
]
