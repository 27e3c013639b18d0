"""Body of 补充材料."""

from typing import Annotated

from pydantic import Field

from services.arrears.commands import AddEvidence
from services.arrears.schemas.values import EvidenceBody, Note, documents
from shared.web.fields import Body


class EvidenceAdditionBody(Body):
    """补充材料: documents that no other order brings along, or the files of those known by name."""

    evidence: Annotated[list[EvidenceBody], Field(min_length=1, max_length=50)] = Field(
        title="证明材料", examples=[[{"title": "竣工结算书（复印件）"}]]
    )
    note: Note = Field(default="", title="说明", examples=["登记时尚未取得结算书，现补充。"])

    def command(self) -> AddEvidence:
        return AddEvidence(evidence=documents(self.evidence), note=self.note)
