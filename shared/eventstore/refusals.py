"""The event store's own refusals; each service adds its domain's."""

from shared.kernel.refusal import Refusal, RefusalKind


class IdempotencyKeyReused(Refusal):
    code = "idempotency_key_reused"
    kind = RefusalKind.INVALID
    zh = "该幂等键（Idempotency-Key）已用于内容不同的另一请求，请更换新键后重新提交。"
    en = "This Idempotency-Key was used for a different request; send this one with a new key."


class StaleVersion(Refusal):
    code = "stale_version"
    kind = RefusalKind.STALE
    zh = "该事项已更新至第 {actual} 版，您依据的是第 {expected} 版，请刷新后重新办理。"
    en = "The case is at version {actual}, you saw version {expected}; read it again and retry."


class NotYourCase(Refusal):
    code = "not_your_case"
    kind = RefusalKind.FORBIDDEN
    zh = "该事项不属于您的办理范围。"
    en = "This case is not among those you may handle."


class QueueFull(Refusal):
    code = "queue_full"
    kind = RefusalKind.UNAVAILABLE
    zh = "系统繁忙，请稍后使用同一幂等键重试。"
    en = "Too many commands are waiting; retry shortly with the same Idempotency-Key."


class StorageUnavailable(Refusal):
    """The outcome may be unknown: the same command id settles it."""

    code = "storage_unavailable"
    kind = RefusalKind.UNAVAILABLE
    zh = "数据库暂不可用，本次操作可能已经保存，请使用同一幂等键重试以确认结果。"
    en = "The database did not answer in time. The command may have been stored: repeat it with the same Idempotency-Key to learn its outcome."


class DatabaseUnreachable(Refusal):
    """A query found no database; nothing was changed by it."""

    code = "database_unreachable"
    kind = RefusalKind.UNAVAILABLE
    zh = "数据库暂不可用，请稍后重试。"
    en = "The database cannot be reached at present; retry shortly."


class ShuttingDown(Refusal):
    code = "shutting_down"
    kind = RefusalKind.UNAVAILABLE
    zh = "服务正在停机维护，请稍后使用同一幂等键重试。"
    en = "The service is stopping; retry shortly with the same Idempotency-Key."
