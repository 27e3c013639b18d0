"""Chinese names of codes, as the sentences to officials use them."""

from typing import Final

from services.arrears.events import Step
from services.arrears.state import Status

STATUS_ZH: Final = {
    Status.REGISTERED: "待核实",
    Status.EXCLUDED: "不予纳入",
    Status.OPEN: "清偿中",
    Status.JUDICIAL: "司法程序中",
    Status.CLEARED: "已销号",
}
STEP_ZH: Final = {
    Step.INQUIRY: "函询",
    Step.SUPERVISION: "督办",
    Step.TALK: "约谈",
    Step.NOTICE: "通报",
    Step.ACCOUNTABILITY: "问责建议",
    Step.INSPECTION: "提请督查",
}
