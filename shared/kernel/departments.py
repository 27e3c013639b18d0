"""The district's departments and their codes (domain rules, section 7).

Names of groups ("all departments", the logistics leading group) are not here: a case is assigned
to one department that answers for it (T-10).
"""

from types import MappingProxyType
from typing import Final

DEPARTMENTS: Final = MappingProxyType(
    {
        "FIN": "区财政局",
        "TAX": "区税务局",
        "FINOFF": "区政府金融办",
        "HRSS": "区人力资源社会保障局",
        "TRANS": "区交通运输局",
        "MIIT": "区工业和信息化局",
        "DRC": "区发展改革局",
        "SCI": "区科技局",
        "SASAC": "区国资委",
        "COM": "区商务局",
        "HEALTH": "区卫生健康局",
        "MKT": "区市场监管局",
        "CULT": "区文化旅游局",
        "AGRI": "区农业农村局",
        "EDU": "区教育体育局",
        "VET": "区退役军人事务局",
        "UNION": "区总工会",
        "YOUTH": "团区委",
        "WOMEN": "区妇联",
        "CAST": "区科协",
        "FIC": "区工商联",
        "HOUSE": "区住房城乡建设局",
        "OFFADM": "区机关事务服务中心",
        "SUPERV": "区政府督查室",
        "STAT": "区统计局",
        "GOVOFF": "区政府办公室",
    }
)
