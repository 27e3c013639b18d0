"""The quick way of deciding a batch: ahead of the lock, on the head as this process knows it.

While one batch is on its way to the disk the next is decided on what the first will leave. A draft
takes nothing for granted: the one statement that writes it names what it rests on, the head, free
claims, commands not carried out before, and writes nothing where that is not so; a command record
or a stream that exists already is refused by its key. Whatever is refused goes the locked way.
"""

from collections.abc import Mapping

from shared.eventstore.answering import Waiting
from shared.eventstore.cache import Cache
from shared.eventstore.log import Head, Order
from shared.eventstore.model import Model
from shared.eventstore.stage import Result, Seen, Stage
from shared.kernel.clock import Clock
from shared.kernel.decider import ClaimNotLoaded


class Draft:
    """Orders decided so far, with their results, and the stage they leave.

    `under_way` are the command records of the batch before, which is not committed yet.
    """

    def __init__(
        self, model: Model, cache: Cache, head: Head, clock: Clock, under_way: Mapping[str, Seen]
    ) -> None:
        self._model = model
        self._cache = cache
        self.waiting: list[Waiting] = []
        self.results: list[Result] = []
        self.stage = Stage(
            model, cache, head, clock.now(), simulated=clock.simulated, records=under_way
        )

    def take(self, waiting: Waiting) -> bool:
        """Decide one more order. False, and nothing is changed, when it must go the locked way."""
        order = waiting.order
        if not self._knows_streams(order):
            return False
        self._take_claims_for_free(order)
        try:
            result: Result = self.stage.take(order)
        except ClaimNotLoaded:
            return False
        except Exception as refused:  # noqa: BLE001  a faulty decider harms itself alone
            result = refused
            self.stage.refused.append(order.command_id)
        self.waiting.append(waiting)
        self.results.append(result)
        return True

    def _knows_streams(self, order: Order) -> bool:
        """Whether the states are in memory; a stream that an order begins has none."""
        unknown = [
            s for s in order.streams if s not in self.stage.streams and s not in self._cache.streams
        ]
        if not unknown:
            return True
        begins = self._model.begins_stream(order.command)
        return begins and unknown == [order.streams[0]]

    def _take_claims_for_free(self, order: Order) -> None:
        for key in self._model.claims_asked_by(order.command):
            if key not in self.stage.claims and key not in self._cache.claims:
                self.stage.free[key] = None
