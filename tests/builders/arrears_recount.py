"""A second reckoning of the clearing rates: raw JSON of the log in, figures out.

Written from the rules A-3 to A-23 alone; it shares no line with `services.arrears.statistics`.
An item is replayed to the day asked about: a fact whose own day lies later has not happened yet, a
payment that was taken back never happened, and a correction has always held.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from shared.kernel.clock import SHANGHAI

Json = Mapping[str, Any]
Told = tuple[str, Json]  # name and data of an event
NUMBERS: Final = (
    "items", "cleared", "principal", "repaid", "undisputed", "repaid_undisputed",
    "judicial", "judicial_principal",
)  # fmt: skip
_ALWAYS: Final = date.min
_TAKES_BACK: Final = {
    "arrears_payment_reversed": ("arrears_paid",),
    "arrears_instrument_dishonoured": ("arrears_instrument_received", "arrears_instrument_paid"),
    "arrears_settlement_withdrawn": ("arrears_overpayment_settled",),
}


def recount(items: Iterable[list[Told]], as_of: date) -> dict[tuple[str, str], dict[str, int]]:
    """Figures by dimension and code; the dimension `""` is the whole district."""
    figures: dict[tuple[str, str], dict[str, int]] = {}
    for story in items:
        stood = _stood(story, as_of)
        if stood is None:
            continue
        numbers, codes = stood
        for place in (("", ""), *codes.items()):
            sums = figures.setdefault(place, dict.fromkeys(NUMBERS, 0))
            for name, number in numbers.items():
                sums[name] += number
    return figures


def _stood(story: list[Told], as_of: date) -> tuple[dict[str, int], dict[str, str]] | None:
    verified = [data for name, data in story if name == "arrears_verified"]
    if not verified or _day(verified[0]["verified_at"]) > as_of:
        return None
    undone = _undone(story)
    principal = _principal(story, as_of)
    received = sum(
        _came_in(data)
        for place, (name, data) in enumerate(story)
        if place not in undone and name in _DAY_OF_MONEY and _DAY_OF_MONEY[name](data) <= as_of
    )
    repaid = min(received, principal)
    disputed = sorted((0, _disputed(story, undone, as_of), principal - repaid))[1]
    codes = _codes(story, as_of)
    if _in_court(story, as_of):
        return {"judicial": 1, "judicial_principal": principal}, codes
    numbers = {
        "items": 1,
        "cleared": int(_is_cleared(story, as_of)),
        "principal": principal,
        "repaid": repaid,
        "undisputed": principal - disputed,
        "repaid_undisputed": min(repaid, principal - disputed),
    }
    return numbers, codes


def _day(text: str) -> date:
    return datetime.fromisoformat(text).astimezone(SHANGHAI).date()


def _effective(data: Json) -> date:
    return date.fromisoformat(data["effective_on"])


_DAY_OF_MONEY: Final = {
    "arrears_paid": lambda data: date.fromisoformat(data["voucher"]["value_on"]),
    "arrears_instrument_received": lambda data: _day(data["received_at"]),
    "arrears_instrument_paid": lambda data: date.fromisoformat(data["paid_on"]),
    "arrears_overpayment_settled": lambda data: _day(data["settled_at"]),
}


def _came_in(data: Json) -> int:
    if "amount_fen" in data and "credited_fen" not in data:
        return -int(data["amount_fen"])
    return int(data["credited_fen"] + data["overpaid_fen"])


def _identity(data: Json) -> tuple[Any, ...]:
    """What names the same money in the fact of its coming and in that of its end."""
    voucher = data.get("voucher", {})
    number = data.get("voucher_number") or voucher.get("number") or data.get("number")
    return number, data.get("payer_uscc") or voucher.get("payer_uscc")


def _undone(story: list[Told]) -> dict[int, date]:
    """By place in the story: money that never came in, and from when on its dispute is known."""
    undone: dict[int, date] = {}
    for place, (name, data) in enumerate(story):
        for earlier, (other, told) in enumerate(story[:place]):
            if other in _TAKES_BACK.get(name, ()) and _identity(told) == _identity(data):
                ended = data.get("dishonoured_on")
                undone.setdefault(earlier, date.fromisoformat(ended) if ended else _ALWAYS)
    return undone


def _principal(story: list[Told], as_of: date) -> int:
    owed = 0
    for name, data in story:
        if name == "arrears_verified":
            owed = data["principal_fen"]
        elif name == "arrears_amount_corrected":
            owed -= data["reduced_fen"]
        elif "dropped_fen" in data and _effective(data) <= as_of:
            owed -= data["dropped_fen"]
    return owed


def _disputed(story: list[Told], undone: Mapping[int, date], as_of: date) -> int:
    """The dispute as it moved, each move on its own day, up to the day asked about."""
    stands, moved = 0, 0
    for place, (name, data) in enumerate(story):
        day, after = _ALWAYS, stands
        if name == "arrears_verified":
            after = data["disputed_fen"]
        elif name == "arrears_disputed":
            day, after = _day(data["disputed_at"]), data["disputed_fen"]
        elif name == "arrears_amount_corrected":
            day, after = _day(data["decided_at"]), data["disputed_fen"]
        elif name == "arrears_judicial_ended":
            day, after = _effective(data), 0
        elif name == "arrears_dispute_resolved":
            day, after = _effective(data), stands - data["owed_fen"] - data["dropped_fen"]
        elif name in _DAY_OF_MONEY:
            day = undone.get(place, _DAY_OF_MONEY[name](data))
            after = stands - data.get("acknowledged_fen", 0)
        elif name == "arrears_settlement_withdrawn":
            after = stands - data["acknowledged_fen"]
        elif name in _TAKES_BACK:
            ended = data.get("dishonoured_on")
            day = date.fromisoformat(ended) if ended else _ALWAYS
            after = stands + data["disputed_fen"]
        moved += after - stands if day <= as_of else 0
        stands = after
    return moved


def _in_court(story: list[Told], as_of: date) -> bool:
    filed, there = None, False
    for name, data in story:
        if name == "arrears_judicial_started":
            filed = date.fromisoformat(data["filed_on"])
        elif name == "arrears_judicial_ended" and filed is not None:
            there, filed = there or filed <= as_of < _effective(data), None
    return there or (filed is not None and filed <= as_of)


def _is_cleared(story: list[Told], as_of: date) -> bool:
    last = [told for told in story if told[0] in {"arrears_cleared", "arrears_reopened"}][-1:]
    return any(
        name == "arrears_cleared" and _day(data["cleared_at"]) <= as_of for name, data in last
    )


def _codes(story: list[Told], as_of: date) -> dict[str, str]:
    debtor: Json = {}
    new = False
    creditors: list[tuple[date, Json]] = []
    classes: list[tuple[date, str]] = []
    for name, data in story:
        if name == "arrears_registered":
            debtor = data["debtor"]
            creditors.append((_ALWAYS, data["creditor"]))
        elif name == "arrears_claim_assigned":
            creditors.append((date.fromisoformat(data["notified_on"]), data["creditor"]))
        elif name == "arrears_party_corrected":
            said = data["correction"]
            debtor = said.get("debtor") or debtor
            creditors[-1] = (creditors[-1][0], said.get("creditor") or creditors[-1][1])
            new = new if data.get("new") is None else data["new"]
        elif name == "arrears_verified":
            new = data["new"]
            classes.append((_ALWAYS, data["size_class"]))
        elif name == "arrears_amount_corrected":
            classes[-1] = (classes[-1][0], data["size_class"])
        elif "size_class" in data:
            classes.append((_effective(data), data["size_class"]))
    creditor = [one for since, one in creditors if since <= as_of][-1]
    return {
        "township": debtor["township_code"],
        "department": debtor["supervising"],
        "debtor_kind": debtor["kind"],
        "size_class": [one for since, one in classes if since <= as_of][-1],
        "age": "new" if new else "old",
        "creditor": "self_employed" if creditor["kind"] == "self_employed" else "firm",
    }
