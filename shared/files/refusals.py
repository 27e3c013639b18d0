"""Why a file is not taken in, or not given out."""

from shared.kernel.refusal import Refusal, RefusalKind


class FileEmpty(Refusal):
    code = "file_empty"
    kind = RefusalKind.INVALID
    zh = "文件是空的（0 字节），请核对后重新上传。"
    en = "The file is empty (0 bytes); check it and upload it again."


class FileTypeNotAccepted(Refusal):
    """The content is none of those a firm sends: archives, programs, web pages, damaged files."""

    code = "file_type_not_accepted"
    kind = RefusalKind.INVALID
    zh = "文件内容不是可接收的类型，或者已经损坏。可接收：{accepted}。请转换格式后重新上传，压缩包请先解压、逐个上传。"
    en = "The content is of no accepted type, or damaged. Accepted are {accepted}; convert it, or unpack an archive, and upload again."


class FileWithMacros(Refusal):
    code = "file_with_macros"
    kind = RefusalKind.INVALID
    zh = "文件内含宏（可执行程序），请另存为不含宏的文件或者 PDF 后重新上传。"
    en = "The file holds macros; save it without them, or as PDF, and upload again."


class FileTypeMismatch(Refusal):
    code = "file_type_mismatch"
    kind = RefusalKind.INVALID
    zh = "请求头 Content-Type 写的是 {declared}，文件内容却是 {found}。请把 Content-Type 改为 {found}，或者写 application/octet-stream 由系统判定。"
    en = "Content-Type says {declared}, the content is {found}. Send {found}, or application/octet-stream to have it found out."


class FileNameMismatch(Refusal):
    code = "file_name_mismatch"
    kind = RefusalKind.INVALID
    zh = "参数 name 的文件名“{name}”后缀与内容不符，内容是 {found}。请把后缀改为 {extensions}。"
    en = "The parameter name ends in another extension than its content, {found}, has; end '{name}' in {extensions}."


class FileNameUnusable(Refusal):
    code = "file_name_unusable"
    kind = RefusalKind.INVALID
    zh = "参数 name 中没有可用的文件名，请填写如“贷款合同.pdf”的文件名。"
    en = "The parameter name holds no usable file name; send one such as 'contract.pdf'."


class FileUnknown(Refusal):
    """Said alike of a file that is another's, that expired, and that never was."""

    code = "file_unknown"
    kind = RefusalKind.INVALID
    zh = "没有找到您上传的文件 {digest}，可能已经过期，请重新上传后再提交。"
    en = "You have no uploaded file {digest}; it may have expired. Upload it, then send this again."
    pointer = "/attachments"


class AttachmentNotFound(Refusal):
    code = "attachment_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "该事项没有这个附件。"
    en = "The case has no such attachment."


class FileUnreadable(Refusal):
    """On record, but its bytes are missing or changed; `shukun files verify` names them all."""

    code = "file_unreadable"
    kind = RefusalKind.UNAVAILABLE
    zh = "该文件的内容暂时无法取得或者已经损坏，已记入日志，请联系运维人员。"
    en = "The bytes of this file are missing or damaged; it was logged. Ask operations for help."


class FilesUnavailable(Refusal):
    code = "files_unavailable"
    kind = RefusalKind.UNAVAILABLE
    zh = "文件存储暂不可用，请稍后使用同一幂等键重试。"
    en = "The file store cannot be used at present; retry shortly with the same Idempotency-Key."
