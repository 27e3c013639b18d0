"""The `eventsourcing` library behind FastAPI: one small aggregate created and saved a request."""

from fastapi import FastAPI

from services.tickets.schemas import SubmissionBody
from tests.bench.peers.library_ticket import Tickets, submitted

tickets = Tickets()
app = FastAPI()


@app.post("/v1/tickets", status_code=201)
def submit(body: SubmissionBody) -> dict[str, str]:
    ticket = submitted(body.model_dump(mode="json"))
    tickets.save(ticket)
    return {"id": str(ticket.id)}
