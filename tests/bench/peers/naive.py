"""The CRUD route of the SQLModel tutorial: a session per request, add, commit, refresh."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlmodel import Field, Session, SQLModel, create_engine

from services.tickets.schemas import SubmissionBody
from tests.bench.peers.settings import database_url


class NaiveTicket(SQLModel, table=True):
    """One column per field of the body."""

    id: int | None = Field(default=None, primary_key=True)
    firm_uscc: str = Field(index=True)
    firm_name: str
    township_code: str
    industry_code: str
    size: str
    contact_name: str
    contact_phone: str
    channel: str
    upstream_number: str | None = Field(default=None, unique=True)
    category: str
    title: str
    description: str
    desired_result: str
    confidential: bool
    status: str = "submitted"


# One connection a client. The default pool of 15 stands still for 30 s at 256 clients: threads
# wait for connections whose holders wait for threads.
engine = create_engine(
    database_url().replace("postgresql://", "postgresql+psycopg://", 1),
    pool_size=256,
    max_overflow=0,
)
SQLModel.metadata.create_all(engine)
app = FastAPI()


def _session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


@app.post("/v1/tickets", status_code=201)
def create(body: SubmissionBody, session: Annotated[Session, Depends(_session)]) -> NaiveTicket:
    fields = body.model_dump(exclude={"firm", "contact"}, mode="json")
    ticket = NaiveTicket(
        firm_uscc=body.firm.uscc,
        firm_name=body.firm.name,
        township_code=body.firm.township_code,
        industry_code=body.firm.industry_code,
        size=body.firm.size,
        contact_name=body.contact.name,
        contact_phone=body.contact.phone,
        **fields,
    )
    session.add(ticket)
    session.commit()
    session.refresh(ticket)
    return ticket
