"""FastAPI at rest: takes a submission and sends it back. No identity, no database."""

from fastapi import FastAPI

from services.tickets.schemas import SubmissionBody

app = FastAPI()


@app.post("/v1/tickets", status_code=201)
async def echo(body: SubmissionBody) -> SubmissionBody:
    return body
