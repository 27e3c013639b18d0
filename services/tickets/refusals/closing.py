"""Why a firm is not called back, a ticket not closed, rated or reopened."""

from shared.kernel.refusal import Refusal, RefusalKind


class TicketNotReplied(Refusal):
    code = "ticket_not_replied"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，主办部门答复后方可回访或销号。"
    en = "The ticket is {status}; it can be called back or closed only after the reply."


class HandlerCannotClose(Refusal):
    """T-14: who handled the ticket judges nothing about it."""

    code = "handler_cannot_close"
    kind = RefusalKind.FORBIDDEN
    zh = "承办部门和经办人员不得回访、销号自己办理的工单，请由未参与办理的人员办理。"
    en = "Whoever handled the ticket can neither call back nor close it; a colleague must."


class FirmNotYetHeard(Refusal):
    """5.3: without the firm's word, only 3 attempts on at least 2 working days close a ticket."""

    code = "firm_not_yet_heard"
    kind = RefusalKind.CONFLICT
    zh = "企业尚未表示满意；联系不上的，应当在至少 {days_required} 个工作日内回访 {attempts_required} 次（已回访 {attempts} 次，涉及 {days} 个工作日）后方可销号。"
    en = "The firm has not said that it is satisfied. An unreachable firm needs {attempts_required} attempts on at least {days_required} working days; so far {attempts} on {days}."


class ExplanationMissing(Refusal):
    """5.3, CallBack(not satisfied, lawful limit)."""

    code = "explanation_missing"
    kind = RefusalKind.INVALID
    zh = "依法只能办理至此的，应当向企业书面说明，并注明签批的办公室负责人。"
    en = "Where the lawful limit is reached, name the explanation delivered and the leader who signed."
    pointer = "/explanation"


class ClosingReasonNotOpen(Refusal):
    code = "closing_reason_not_open"
    kind = RefusalKind.INVALID
    zh = "该销号理由只能由回访结果产生，不能直接选用。"
    en = "This reason follows from a call-back; it cannot be chosen."
    pointer = "/because"


class OnlyFirmRates(Refusal):
    """T-15."""

    code = "only_firm_rates"
    kind = RefusalKind.FORBIDDEN
    zh = "满意度只能由企业评价。"
    en = "Only the firm rates."


class NothingToRate(Refusal):
    code = "nothing_to_rate"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，答复后方可评价。"
    en = "The ticket is {status}; it can be rated only after the reply."


class RatingFixed(Refusal):
    """T-15."""

    code = "rating_fixed"
    kind = RefusalKind.CONFLICT
    zh = "评价后 {days} 日内可以修改，该期限已过。"
    en = "A rating can be changed within {days} days; that time is over."


class ReopeningTooLate(Refusal):
    """5.3, Reopen."""

    code = "reopening_too_late"
    kind = RefusalKind.CONFLICT
    zh = (
        "企业可在销号后 {days} 日内申请重新办理，期限已于 {last_day} 届满；有新情况的，请重新提交。"
    )
    en = "A firm may reopen within {days} days of closing; that passed on {last_day}. Submit a new ticket."


class NothingNew(Refusal):
    """5.3, Reopen."""

    code = "nothing_new"
    kind = RefusalKind.CONFLICT
    zh = "该工单已依法说明并销号，有新的事实的方可重新办理。"
    en = "The ticket was closed with an explanation; only a new fact reopens it."
    pointer = "/ground"


class StatementMissing(Refusal):
    code = "statement_missing"
    kind = RefusalKind.INVALID
    zh = "应当说明新的事实，或者办理结果未落实的情况。"
    en = "Say what is new, or what was not carried out."
    pointer = "/statement"
