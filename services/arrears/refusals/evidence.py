"""Why a document is not filed."""

from shared.kernel.refusal import Refusal, RefusalKind


class EvidenceNotUploaded(Refusal):
    """Said alike of a file that is another's, that expired, and that never was."""

    code = "evidence_not_uploaded"
    kind = RefusalKind.INVALID
    zh = "材料“{title}”的摘要值 {digest} 不是您上传的文件，或者该文件已经过期。请先上传该文件，再按返回的摘要值填写；文件另行保管、不上传的，请在 kept_at 中注明保管处。"
    en = "The digest {digest} of '{title}' is of no file you have uploaded, or it has expired. Upload the file first and name the digest that is answered; of one kept elsewhere say where in kept_at."
    pointer = "/evidence"


class EvidenceMissing(Refusal):
    code = "evidence_missing"
    kind = RefusalKind.INVALID
    zh = "请至少列明一份材料。"
    en = "Name one document at least."
    pointer = "/evidence"


class EvidenceComesLate(Refusal):
    """A repeated order changes nothing, so what it would file in addition is not dropped unseen."""

    code = "evidence_comes_late"
    kind = RefusalKind.CONFLICT
    zh = "此项操作此前已经办理，材料“{title}”当时没有提交，未予归档。请通过“补充材料”单独提交。"
    en = "This was done before, without '{title}', which is not filed by repeating it. Add it to the item's evidence instead."
    pointer = "/evidence"
