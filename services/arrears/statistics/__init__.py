"""清偿率: three rates, by value date and by what was known when (A-19 to A-21). Pure."""

from services.arrears.statistics.disclosure import Disclosed, Overdue, disclosed, overdue
from services.arrears.statistics.measure import Dimension, Figures, Rate, Target, measure, meets
from services.arrears.statistics.standing import Standing, standing
from services.arrears.statistics.targets import Comparison, Unknown, compared

__all__ = [
    "Comparison",
    "Dimension",
    "Disclosed",
    "Figures",
    "Overdue",
    "Rate",
    "Standing",
    "Target",
    "Unknown",
    "compared",
    "disclosed",
    "measure",
    "meets",
    "overdue",
    "standing",
]
