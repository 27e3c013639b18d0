"""A file as an event names it; its bytes lie beside the log, under their digest."""

from msgspec import Struct


class Attachment(Struct, frozen=True, gc=False):
    """A file that came with a case. `digest` names its algorithm: `sha256:…`; size in bytes."""

    digest: str
    name: str
    media_type: str
    size: int
