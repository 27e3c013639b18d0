"""An import is noted once, and again when it is sent in another manner."""

from services.tickets.imports.commands import ReceiveImport
from services.tickets.imports.events import ImportReceived
from services.tickets.imports.state import Import, State
from shared.kernel.decider import Context


def decide(command: ReceiveImport, state: State, context: Context) -> list[ImportReceived]:
    said = (command.mode, command.rows, command.refused)
    if isinstance(state, Import) and said == (state.mode, state.rows, state.refused):
        return []
    return [
        ImportReceived(
            digest=command.digest,
            mode=command.mode,
            rows=command.rows,
            refused=command.refused,
            client=context.actor.client,
            unit=context.actor.unit,
            received_at=context.now,
        )
    ]
