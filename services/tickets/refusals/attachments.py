"""Why files are not added to a ticket."""

from shared.kernel.refusal import Refusal, RefusalKind


class TooManyAttachments(Refusal):
    """5.6, [default]."""

    code = "too_many_attachments"
    kind = RefusalKind.INVALID
    zh = "每件工单的附件不超过 {most} 份，已有 {there} 份，请合并文件或者减少份数。"
    en = "A ticket takes {most} attachments and has {there}; join files or send fewer."
    pointer = "/attachments"
