"""Contacts as their readers see them: masked, or gone (6.3)."""

from shared.kernel.masking import mask_name, mask_phone
from shared.web.answers import Answer


class ContactAnswer(Answer):
    """Masked (6.3). `erased` says that the card was emptied; name and phone are then null."""

    id: str
    name: str | None
    phone: str | None
    erased: bool


def masked(contact_id: str, card: dict[str, str] | None) -> ContactAnswer:
    """`card` is None once it was erased."""
    if card is None:
        return ContactAnswer(contact_id, None, None, erased=True)
    return ContactAnswer(
        contact_id, mask_name(card["name"]), mask_phone(card["phone"]), erased=False
    )
