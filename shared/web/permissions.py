"""Who may do what: operation × role × ownership. What is not granted here is denied.

Roles are those of the plan's parties: 区工业和信息化局 coordinates, departments undertake,
区政府督查室 supervises, other platforms act for firms, auditors read all and change nothing,
operations staff see no case data (domain rules 5.3, column "Who"; 6.4, separation of duties).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shared.kernel.actor import Role
from shared.web.problem_kinds import Bilingual

PLATFORM, DEPARTMENT, COORDINATOR = Role.PLATFORM, Role.DEPARTMENT, Role.COORDINATOR
SUPERVISOR, AUDITOR, OPS, LANDLORD = Role.SUPERVISOR, Role.AUDITOR, Role.OPS, Role.LANDLORD


ROLE_NAMES: Final[Mapping[Role, Bilingual]] = {
    PLATFORM: Bilingual("对接平台", "platform"),
    DEPARTMENT: Bilingual("承办部门", "department"),
    COORDINATOR: Bilingual("统筹单位", "coordinator"),
    SUPERVISOR: Bilingual("督查单位", "supervisor"),
    LANDLORD: Bilingual("出租单位", "landlord"),
    AUDITOR: Bilingual("审计人员", "auditor"),
    OPS: Bilingual("运维人员", "operations"),
    Role.SYSTEM: Bilingual("系统", "system"),
}


class Scope(StrEnum):
    """How far a grant reaches: every case, or the caller's own only (`Aggregate.owned_by`)."""

    ANY = "any"
    OWN = "own"


ANY, OWN = Scope.ANY, Scope.OWN

Grants = Mapping[Role, Scope]


@dataclass(frozen=True)
class Permissions:
    """The table of one service. `public` operations need no token; each says why."""

    granted: Mapping[str, Grants]
    public: Mapping[str, str]

    def allowed(self, operation: str, role: Role) -> Scope | None:
        """How far `role` may go in `operation`; None is no."""
        return self.granted.get(operation, {}).get(role)

    def check(self, operations: Iterable[str]) -> None:
        """Hold the table against a service's routes.

        Raises PermissionTableMismatch when an operation has no entry, an entry no operation, or
        an operation is both granted and public.
        """
        routed, listed = set(operations), {*self.granted, *self.public}
        faults = [f"route {name} has no entry" for name in sorted(routed - listed)]
        faults += [f"entry {name} has no route" for name in sorted(listed - routed)]
        both = sorted({*self.granted} & {*self.public})
        faults += [f"{name} is granted and public" for name in both]
        if faults:
            raise PermissionTableMismatch(f"the permission table is wrong: {'; '.join(faults)}")


class PermissionTableMismatch(Exception):
    """A service must not start with a route that nobody, or everybody, decided about."""


_READ_CASES: Grants = {
    COORDINATOR: ANY,
    SUPERVISOR: ANY,
    AUDITOR: ANY,
    DEPARTMENT: OWN,
    PLATFORM: OWN,
}
_EVERYONE: Grants = dict.fromkeys(set(Role) - {Role.SYSTEM}, ANY)

PUBLIC: Final[Mapping[str, str]] = {
    "livez": "process managers ask before any identity exists; says only that the process runs",
    "readyz": "load balancers ask; says which parts are up, holds no case data",
    "metrics": "Prometheus asks inside the network; counts and durations, no case data",
    "openapi": "the interface is no secret, and partners read it before they have a token",
    "docs": "shows the interface description, nothing else",
    "docs_asset": "script and style of the page that shows the interface description",
}

TICKETS: Final[Mapping[str, Grants]] = {
    # 5.3 Submit: firms and 12345 through a platform; linked leaders and staff on a firm's behalf.
    "tickets.submit": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    "tickets.list": _READ_CASES,
    "tickets.get": _READ_CASES,
    "tickets.events": _READ_CASES,
    "tickets.clock": _READ_CASES,
    # Whoever may see the ticket sees what came with it (T-19 as for the ticket itself).
    "tickets.attachments": _READ_CASES,
    "tickets.attachment": _READ_CASES,
    # Whose orders can come with files; an upload can be named by its own account alone.
    "attachments.upload": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    # In numbers, as one by one: whoever submits fills in the form, whoever lists takes the list.
    "tickets.import_template": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    "tickets.import": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    "tickets.mark_import": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    "tickets.get_import": _READ_CASES,
    "tickets.export": _READ_CASES,
    # T-24: figures, no case data; a department is given those it answers for itself.
    "tickets.statistics": {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY, DEPARTMENT: OWN},
    # 5.3 Accept, Decline, Merge, Dispatch (受理、交办) and T-13: the district office.
    "tickets.accept": {COORDINATOR: ANY},
    "tickets.decline": {COORDINATOR: ANY},
    "tickets.merge": {COORDINATOR: ANY},
    "tickets.decide_duplicates": {COORDINATOR: ANY},  # T-12
    "tickets.record_repeat": {COORDINATOR: ANY},
    "tickets.dispatch": {COORDINATOR: ANY},
    # 5.3 TakeOver to Reply (承办): the lead department; T-10: a helper. Which of the two an order
    # is for is the decider's to say.
    "tickets.take_over": {DEPARTMENT: OWN},
    "tickets.request_return": {DEPARTMENT: OWN},
    "tickets.request_reclassification": {DEPARTMENT: OWN},
    "tickets.submit_plan": {DEPARTMENT: OWN},
    "tickets.complete_milestone": {DEPARTMENT: OWN},
    "tickets.request_extension": {DEPARTMENT: OWN},
    "tickets.reply_as_helper": {DEPARTMENT: OWN},
    "tickets.reply": {DEPARTMENT: OWN},
    # 5.3 Adjudicate, ForceDesignate, Approve/Refuse: the office, by another hand (T-14).
    "tickets.decide_return": {COORDINATOR: ANY},
    "tickets.designate": {COORDINATOR: ANY},
    "tickets.decide_reclassification": {COORDINATOR: ANY},
    "tickets.decide_extension": {COORDINATOR: ANY},
    # T-6: asked by the office before dispatch, by the lead after it; given by the firm, or by
    # staff who enter what it brought.
    "tickets.ask_supplement": {COORDINATOR: ANY, DEPARTMENT: OWN},
    "tickets.give_supplement": {PLATFORM: OWN, COORDINATOR: ANY, DEPARTMENT: OWN},
    # T-14: whoever handled the ticket can neither call back nor close it.
    "tickets.call_back": {COORDINATOR: ANY},
    "tickets.close": {COORDINATOR: ANY},
    # T-15: a rating is the firm's own. 5.3 Reopen, Withdraw: the firm; the office, with proof.
    "tickets.rate": {PLATFORM: OWN},
    "tickets.reopen": {PLATFORM: OWN, COORDINATOR: ANY},
    "tickets.withdraw": {PLATFORM: OWN, COORDINATOR: ANY},
    # T-20: the office decides about anybody, a department's staff about themselves.
    "tickets.recuse": {COORDINATOR: ANY, DEPARTMENT: OWN},
    # T-21, T-22.
    "tickets.request_case": {COORDINATOR: ANY, DEPARTMENT: OWN},
    # PIPL art. 47.
    "tickets.erase_contact": {COORDINATOR: ANY},
    # Events name no contact (PIPL), but the feed spans all cases: a platform gets its own only.
    "events.feed": {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY, PLATFORM: OWN},
    # Deadlines can be checked by whoever has one (CAL-1 to CAL-11).
    "calendar.get": _EVERYONE,
    "calendar.publish": {COORDINATOR: ANY},
    # The numbers a deadline or a refusal rests on, like the calendar.
    "policy.get": _EVERYONE,
    "policy.publish": {COORDINATOR: ANY},
    # 5.5, the same through Open311: who submits and who reads a ticket. A confidential one is shown
    # there to the platform that submitted it and to nobody else.
    "open311.submit": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    "open311.list": _READ_CASES,
    "open311.get": _READ_CASES,
    "open311.updates": _READ_CASES,
    "open311.token": _READ_CASES,
    # Who gets which matters is the government's own arrangement.
    "routing.get": {COORDINATOR: ANY, DEPARTMENT: ANY, SUPERVISOR: ANY, AUDITOR: ANY},
    "routing.publish": {COORDINATOR: ANY},
}

_OPEN311_PUBLIC: Final[Mapping[str, str]] = {
    "open311.discovery": "clients look up here where they get a token; no case data",
    "open311.services": "the standard asks for no key; code lists of the interface, no case data",
    "open311.service": "the standard asks for no key; the form as published, no case data",
}

# Who pays, and who is told what to pay, are the parties themselves or the office for them.
_PARTIES: Grants = {COORDINATOR: ANY, DEPARTMENT: OWN, PLATFORM: OWN}

_CONFIDENTIAL: Grants = {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY}

# Beyond the cases of any one department: the office, and who looks on.
_DISTRICT: Grants = {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY}

ARREARS: Final[Mapping[str, Grants]] = {
    # A-1, 1.9: found by the office and the departments, or reported by a firm through a platform.
    "arrears.register": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    # In numbers, as one by one: whoever registers fills in the form.
    "arrears.import_template": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    "arrears.import": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    "arrears.mark_import": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    # Asked for by the digest of a file, and only about one's own import of it.
    "arrears.import_progress": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY},
    "arrears.get_import": _READ_CASES,
    "arrears.list": _READ_CASES,
    # As the list and the journal: what may be seen may be taken away.
    "arrears.export": _READ_CASES,
    "arrears.export_journal": _READ_CASES,
    "arrears.get": _READ_CASES,
    "arrears.events": _READ_CASES,
    "arrears.clock": _READ_CASES,
    "arrears.journal": _READ_CASES,
    "arrears.interest": _READ_CASES,
    # figures, no case data; a department is given those of its own debtors.
    "arrears.statistics": {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY, DEPARTMENT: OWN},
    "arrears.overview": {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY, DEPARTMENT: OWN},
    # names firms and their contracts; drawn by the district's own hands, published by the debtor.
    "arrears.disclosure": {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY},
    "arrears.export_disclosure": {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY},
    # what is owed and whether it belongs here is the office's finding.
    "arrears.verify": {COORDINATOR: ANY},
    "arrears.exclude": {COORDINATOR: ANY},
    "arrears.assign": {COORDINATOR: ANY},
    "arrears.start_judicial": {COORDINATOR: ANY},
    "arrears.end_judicial": {COORDINATOR: ANY},
    # 1.9: a file is nobody's until its uploader names it; given out with the case it came with.
    "evidence.upload": {PLATFORM: ANY, COORDINATOR: ANY, DEPARTMENT: ANY, SUPERVISOR: ANY},
    "arrears.evidence": _READ_CASES,
    "arrears.evidence_file": _READ_CASES,
    "arrears.add_evidence": _PARTIES,
    # a debtor that could dispute by its own word would take its debt out of every deadline.
    "arrears.dispute": {COORDINATOR: ANY},
    "arrears.resolve_dispute": {COORDINATOR: ANY},
    # anybody concerned says what is wrong; the office decides, by a second person.
    "arrears.request_correction": _PARTIES,
    "arrears.decide_correction": {COORDINATOR: ANY},
    # by the debtor, or those who enter it for the debtor; approved by the department in charge,
    # which is the decider's to check.
    "arrears.submit_plan": _PARTIES,
    "arrears.decide_plan": {DEPARTMENT: OWN},
    # entered by who paid or was paid; given or taken back by the office alone.
    "arrears.record_payment": _PARTIES,
    "arrears.receive_instrument": _PARTIES,
    "arrears.settle_instrument": _PARTIES,
    "arrears.settle_overpayment": {COORDINATOR: ANY},
    "arrears.reverse_payment": {COORDINATOR: ANY},
    "arrears.withdraw_settlement": {COORDINATOR: ANY},
    # the creditor's word comes through its platform, or is taken down by the office.
    "arrears.announce_clearance": {COORDINATOR: ANY},
    "arrears.confirm_receipt": {PLATFORM: OWN, COORDINATOR: ANY},
    "arrears.clear": {COORDINATOR: ANY},
    "arrears.reopen": {COORDINATOR: ANY},
    # 1.7: the office takes the steps, the debtor's side answers, 区政府督查室 decides on 督查.
    "arrears.take_step": {COORDINATOR: ANY},
    "arrears.answer_step": {DEPARTMENT: OWN, PLATFORM: OWN},
    "arrears.decide_inspection": {SUPERVISOR: ANY},
    # Whoever may see the item; which document is for whom is `rules.people`'s to say.
    "arrears.step_document": _READ_CASES,
    # 政府督查工作条例 art. 17: found and, by another person, reviewed for the government by
    # 区政府督查室; disputed by the debtor's side, which is the decider's to check.
    "arrears.record_finding": {SUPERVISOR: ANY},
    "arrears.request_review": {DEPARTMENT: OWN},
    "arrears.decide_review": {SUPERVISOR: ANY},
    # PIPL art. 47.
    "arrears.erase_contact": {COORDINATOR: ANY},
    # 1.4: passed down by a platform from above, or taken down by the office; handled by one department,
    # which is the decider's to check; answered by the respondent, or for it.
    "complaints.record": {PLATFORM: ANY, COORDINATOR: ANY},
    "complaints.list": _READ_CASES,
    "complaints.get": _READ_CASES,
    "complaints.clock": _READ_CASES,
    "complaints.events": _READ_CASES,
    "complaints.evidence": _READ_CASES,
    "complaints.evidence_file": _READ_CASES,
    "complaints.accept": {COORDINATOR: ANY},
    "complaints.decline": {COORDINATOR: ANY},
    "complaints.hand_over": {COORDINATOR: ANY},
    "complaints.link": {COORDINATOR: ANY},
    "complaints.extend": {COORDINATOR: ANY, DEPARTMENT: OWN},
    "complaints.take_step": {COORDINATOR: ANY, DEPARTMENT: OWN},
    "complaints.answer_step": {COORDINATOR: ANY, DEPARTMENT: OWN},
    "complaints.conclude": {COORDINATOR: ANY, DEPARTMENT: OWN},
    # the creditor's word comes through its platform, about an item that is that platform's, or
    # is taken down by an official. No department has any grant: to all of them a report that exists
    # and one that does not are the same; and the decider keeps from the office and from supervision
    # what is about themselves.
    "retaliation.report": {PLATFORM: ANY, COORDINATOR: ANY, SUPERVISOR: ANY},
    "retaliation.list": _CONFIDENTIAL,
    "retaliation.get": _CONFIDENTIAL,
    "retaliation.events": _CONFIDENTIAL,
    "retaliation.evidence": _CONFIDENTIAL,
    "retaliation.evidence_file": _CONFIDENTIAL,
    "retaliation.take_up": {COORDINATOR: ANY, SUPERVISOR: ANY},
    "retaliation.conclude": {COORDINATOR: ANY, SUPERVISOR: ANY},
    # a payment file is about many debtors and others beside them; the office reads it in and
    # says what each row pays, supervision and audit look on. Departments and platforms see what came
    # of it on their own items.
    "payment_files.receive": {COORDINATOR: ANY},
    "payment_files.list": _DISTRICT,
    "payment_files.get": _DISTRICT,
    "payment_files.rows": _DISTRICT,
    "payment_files.events": _DISTRICT,
    "payment_files.confirm": {COORDINATOR: ANY},
    "payment_files.set_aside": {COORDINATOR: ANY},
    # As for the tickets.
    "events.feed": {COORDINATOR: ANY, SUPERVISOR: ANY, AUDITOR: ANY, PLATFORM: OWN},
    "calendar.get": _EVERYONE,
    # The numbers that a deadline rests on can be read by whoever has one.
    "programme.get": _EVERYONE,
    "programme.publish": {COORDINATOR: ANY},
    # published figures, no case data.
    "averages.get": _EVERYONE,
    "averages.publish": {COORDINATOR: ANY},
    # 1.3: announced to everybody.
    "lpr.get": _EVERYONE,
    "lpr.publish": {COORDINATOR: ANY},
}

BY_SERVICE: Final[Mapping[str, Permissions]] = {
    "tickets": Permissions(TICKETS, {**PUBLIC, **_OPEN311_PUBLIC}),
    "arrears": Permissions(ARREARS, PUBLIC),
}
