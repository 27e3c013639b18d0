"""What is written in one turn of the event loop leaves in one piece, and nothing is held back."""

import asyncio

from shared.web.joined import JoinedTransport


class Wire(asyncio.Transport):
    """Keeps what would have been sent, call by call."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent.append(bytes(data))

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def pause_reading(self) -> None:
        raise AssertionError

    resume_reading = pause_reading


def joined() -> tuple[Wire, JoinedTransport]:
    wire = Wire()
    return wire, JoinedTransport(wire, asyncio.get_running_loop())


async def test_head_and_body_leave_together_and_the_next_answer_by_itself() -> None:
    wire, transport = joined()
    transport.write(b"head,")
    transport.write(b"body")
    await asyncio.sleep(0)
    assert wire.sent == [b"head,body"]
    transport.write(b"next")
    await asyncio.sleep(0)
    assert wire.sent == [b"head,body", b"next"]


async def test_a_head_leaves_though_its_body_is_not_ready() -> None:
    wire, transport = joined()
    transport.write(b"head,")
    await asyncio.sleep(0)
    assert wire.sent == [b"head,"]


async def test_closing_sends_first_what_was_written() -> None:
    wire, transport = joined()
    transport.write(b"last")
    transport.close()
    assert (wire.sent, wire.closed) == ([b"last"], True)
    await asyncio.sleep(0)
    transport.close()
    assert wire.sent == [b"last"]


async def test_what_was_written_to_a_client_that_went_away_is_dropped() -> None:
    wire, transport = joined()
    transport.write(b"answer")
    wire.closed = True
    await asyncio.sleep(0)
    assert wire.sent == []
