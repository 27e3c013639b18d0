"""What an official calls what a waiver is told in."""

from typing import Final

from services.rent.eligibility.findings import REASON_ZH, Reason
from services.rent.waivers.state import Status
from services.rent.waivers.values import Applicant, Form, Ground, ProofKind

STATUS_ZH: Final = {
    Status.APPLIED: "已申请",
    Status.CHECKED: "已核查",
    Status.GRANTED: "已批准",
    Status.AGREED: "已签协议",
    Status.EXECUTED: "已落实",
    Status.CLOSED: "已办结",
    Status.REFUSED: "不予减免",
    Status.WITHDRAWN: "已撤回",
    Status.REVERSED: "已撤销",
}
APPLICANT_ZH: Final = {
    Applicant.TENANT: "承租方申请",
    Applicant.JOINT: "转租方与实际承租方联合申请",
    Applicant.LANDLORD: "出租单位自查发现",
}
FORM_ZH: Final = {Form.DIRECT: "直接减免", Form.EXTEND: "延长租期", Form.REFUND: "退还租金"}
PROOF_ZH: Final = {
    ProofKind.APPLICATION: "减免申请书",
    ProofKind.LICENCE: "营业执照或者经营者身份证明",
    ProofKind.OWNER_ID: "经营者身份证明",
    ProofKind.LEASE: "租赁合同",
    ProofKind.SIZE: "企业规模证明",
    ProofKind.LEASE_CHAIN: "各级转租合同",
    ProofKind.AGREEMENT: "减免协议",
    ProofKind.PAYMENT_RECORD: "付款或者冲抵记录",
    ProofKind.TENANT_RECEIPT: "实际承租方签收单",
    ProofKind.OTHER: "其他材料",
}
GROUND_ZH: Final = {
    **{Ground(reason.value): REASON_ZH[reason] for reason in Reason},
    Ground.NOT_ACTUAL_TENANT: "不是实际承租方",
    Ground.SUBLEASE_DISPUTED: "转租效力有争议",
    Ground.PROOF_MISSING: "证明材料不齐",
    Ground.OTHER: "其他",
}
