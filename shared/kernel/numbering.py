"""Numbers of documents as their copies agree on them."""

import unicodedata


def normalised(number: str) -> str:
    """No blanks, half width, capital letters: `ｌｘ-2022 003` is `LX-2022003`."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()
