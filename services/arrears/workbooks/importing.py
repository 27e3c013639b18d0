"""Items registered from a form: the same body and the same decision as when one is registered alone."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from services.arrears.commands import ImportArrears, RegisterArrears
from services.arrears.decide.intake import register
from services.arrears.model import ITEM
from services.arrears.numbers import contract_key, upstream_key
from services.arrears.queries import CASES
from services.arrears.schemas import RegistrationBody
from services.arrears.state import INITIAL
from services.arrears.workbooks.form import registration_form
from shared.eventstore.log import Outcome
from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.kernel.imports import ImportedFrom
from shared.kernel.uscc import normalise
from shared.parts.imports.checking import Unique
from shared.parts.imports.importing import Importer, OrderOf
from shared.workbooks.sheets import Said

_CONTRACT: Final = ("debtor.uscc", "creditor.uscc", "contract.number")
_UPSTREAM: Final = ("claim.channel", "claim.upstream_number")


def _order_of(body: bytes, source: ImportedFrom) -> RegisterArrears:
    return replace(RegistrationBody.model_validate_json(body).command(), imported_from=source)


def _contract(values: Mapping[str, Any]) -> str | None:
    """A-2: as the claim that the item will hold."""
    debtor, creditor, number = (values.get(key) for key in _CONTRACT)
    if debtor is None or creditor is None or number is None:
        return None
    return contract_key(normalise(debtor), normalise(creditor), number)


def _upstream(values: Mapping[str, Any]) -> str | None:
    channel, number = (values.get(key) for key in _UPSTREAM)
    return None if channel is None or number is None else upstream_key(channel, number)


async def _together(
    store: Store, order_of: OrderOf, commands: Sequence[RegisterArrears]
) -> Outcome:
    ids = tuple(new_id() for _ in commands)
    order = order_of(ImportArrears(ids=ids, registrations=tuple(commands)), *ids)
    return await store.writer.submit(order)


async def _singly(store: Store, order_of: OrderOf, command: RegisterArrears) -> Outcome:
    return await store.writer.submit(order_of(command, new_id()))


ARREARS: Final = Importer(
    kind="arrears-import",
    form=registration_form,
    order_of=_order_of,
    uniques=(
        Unique(
            key=_contract,
            column="contract.number",
            code="contract_repeated",
            said=Said(
                "该合同与第 {first} 行重复，同一合同不得拆分为多行登记，请核对后更正。",
                "This contract is that of row {first} as well; a contract is one row.",
            ),
        ),
        Unique(
            key=_upstream,
            column="claim.upstream_number",
            code="upstream_number_repeated",
            said=Said(
                "上级编号与第 {first} 行重复，请核对后更正。",
                "The upstream number is that of row {first} as well; check both.",
            ),
        ),
    ),
    cases=CASES,
    judge=lambda order, context: register(order, INITIAL, context),
    asks=ITEM.asks,
    together=_together,
    singly=_singly,
)
