"""The documents a fact rests on: on paper, kept elsewhere, or uploaded here (1.9)."""

from collections.abc import Iterable

from msgspec import UNSET, Struct, UnsetType

from shared.kernel.attachments import Attachment


class Evidence(Struct, frozen=True, gc=False):
    """A document a fact rests on. `digest` names its algorithm: `sha256:…`; empty for paper.

    file     the file itself, where it was uploaded
    kept_at  where it is kept instead, paper or file

    Both are stored only where they are known: what is older has neither.
    """

    title: str
    digest: str = ""
    file: Attachment | UnsetType = UNSET
    kept_at: str | UnsetType = UNSET

    @property
    def is_expected_here(self) -> bool:
        """Whether its digest is said to be that of an upload."""
        return bool(self.digest) and self.kept_at is UNSET


def evidence_of(told: object) -> tuple[Evidence, ...]:
    """The documents that an order or a fact names; most name none."""
    named: tuple[Evidence, ...] = getattr(told, "evidence", ())
    return named


def files_of(evidence: Iterable[Evidence]) -> tuple[Attachment, ...]:
    """Those of the documents whose bytes are kept here."""
    return tuple(one.file for one in evidence if one.file is not UNSET)
