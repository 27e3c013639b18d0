"""The code lists of a ticket's life with their official names."""

from collections.abc import Mapping
from typing import Final

from services.tickets.events import (
    CaseKind,
    ClosedBecause,
    ComplexGround,
    DeclineReason,
    DuplicateGround,
    ReturnReason,
    Target,
)
from services.tickets.state import CameWith, Status
from services.tickets.state.parts import DuplicateRuling

STATUS_ZH: Final[Mapping[Status, str]] = {
    Status.SUBMITTED: "待受理",
    Status.REGISTERED: "已受理",
    Status.DISPATCHED: "已交办",
    Status.RETURN_REQUESTED: "申请退回",
    Status.IN_PROGRESS: "承办中",
    Status.PLAN_PENDING: "待制定方案",
    Status.PLAN_ACTIVE: "按方案推进",
    Status.REPLIED: "已答复",
    Status.REOPENED: "重新办理",
    Status.CLOSED: "已销号",
    Status.CLOSED_EXPLAINED: "解释销号",
    Status.NOT_ACCEPTED: "不予受理",
    Status.MERGED: "已并案",
    Status.WITHDRAWN: "已撤回",
}
CAME_WITH_ZH: Final[Mapping[CameWith, str]] = {
    CameWith.SUBMISSION: "企业诉求",
    CameWith.SUPPLEMENT: "企业补正",
    CameWith.HELPER_REPLY: "协办意见",
    CameWith.REPLY: "主办答复",
}
RETURN_REASON_ZH: Final[Mapping[ReturnReason, str]] = {
    ReturnReason.OUTSIDE_DUTY: "不属于本部门法定职责",
    ReturnReason.OTHER_LEVEL: "属于其他地区或者上下级机关职责",
    ReturnReason.WRONG_UNIT: "属于本系统其他单位职责",
    ReturnReason.DUPLICATE: "与已有工单重复",
    ReturnReason.JUDICIAL: "已进入司法或者复议程序",
    ReturnReason.NOT_ENOUGH_INFORMATION: "材料、信息不足",
}
DECLINE_REASON_ZH: Final[Mapping[DeclineReason, str]] = {
    DeclineReason.COURT: "依法应当或者已经通过诉讼途径解决",
    DeclineReason.ARBITRATION: "依法应当或者已经通过仲裁途径解决",
    DeclineReason.DISCIPLINE: "属于纪检监察机关职责",
    DeclineReason.REVIEW: "依法应当或者已经通过行政复议途径解决",
    DeclineReason.INFORMATION_DISCLOSURE: "应当通过政府信息公开途径解决",
    DeclineReason.PETITION: "已由信访机关受理",
    DeclineReason.STATE_SECRET: "涉及国家秘密",
    DeclineReason.PRIVACY: "涉及他人隐私",
    DeclineReason.PUBLIC_ORDER: "违反法律法规或者公序良俗",
    DeclineReason.CONCLUDED: "已依法作出结论",
    DeclineReason.OTHER_LEVEL: "不属于本区职责范围",
    DeclineReason.SUPPLEMENT_NOT_GIVEN: "逾期未补正材料",
}
CLOSED_BECAUSE_ZH: Final[Mapping[ClosedBecause, str]] = {
    ClosedBecause.SATISFIED: "企业满意",
    ClosedBecause.UNREACHABLE: "多次回访联系不上企业",
    ClosedBecause.EXPLAINED: "依法只能办理至此，已向企业说明",
    ClosedBecause.SUPPLEMENT_NOT_GIVEN: "企业逾期未补正材料",
}
COMPLEX_GROUND_ZH: Final[Mapping[ComplexGround, str]] = {
    ComplexGround.SEVERAL_DEPARTMENTS: "涉及两个以上部门",
    ComplexGround.DECISION_ABOVE: "需报上级决定",
    ComplexGround.MONEY_OR_POLICY: "需安排资金或者调整政策",
    ComplexGround.LEGAL_LIMIT: "法律法规另有较长期限",
}
DUPLICATE_GROUND_ZH: Final[Mapping[DuplicateGround, str]] = {
    DuplicateGround.SIMILAR_TEXT: "同一企业同类诉求内容相近",
    DuplicateGround.SAME_UPSTREAM_NUMBER: "上级工单编号相同",
}
DUPLICATE_RULING_ZH: Final[Mapping[DuplicateRuling, str]] = {
    DuplicateRuling.NOT_A_DUPLICATE: "不属重复",
    DuplicateRuling.MERGED: "已并案",
}
TARGET_ZH: Final[Mapping[Target, str]] = {
    Target.DISPATCH: "交办",
    Target.TAKE_OVER: "承办",
    Target.RETURN_DECISION: "退回裁定",
}
CASE_ZH: Final[Mapping[CaseKind, str]] = {
    CaseKind.ARREARS: "清欠台账",
    CaseKind.RENT: "房租减免",
}
