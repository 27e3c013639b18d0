"""What the fields of several bodies are made of: the words that all services share."""

from shared.web.values import (
    UUID_PATTERN,
    Account,
    ContactBody,
    DepartmentCode,
    IndustryCode,
    Line,
    Paragraphs,
    Phone,
    Remark,
    TownshipCode,
    Uscc,
    plain_text,
)

__all__ = [
    "UUID_PATTERN",
    "Account",
    "ContactBody",
    "DepartmentCode",
    "IndustryCode",
    "Line",
    "Paragraphs",
    "Phone",
    "Remark",
    "TownshipCode",
    "Uscc",
    "plain_text",
]
