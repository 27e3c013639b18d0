"""`shukun token`: a token of the embedded issuer, for trying out."""

from typing import Annotated

import typer

from deploy.local.errors import NotPossible
from deploy.local.home import make_data_folder
from shared.kernel.actor import Role, parse_role
from shared.settings import Settings
from shared.web.issuer import ensure_issuer, mint_token

ROLES = ", ".join(role for role in Role if role is not Role.SYSTEM)


def token(
    role: Annotated[str, typer.Option(help="such as coordinator or department:HRSS")],
    subject: Annotated[str, typer.Option(help="who acts, as recorded in every event")] = "trial",
    minutes: Annotated[int, typer.Option(min=1, max=60 * 24 * 30)] = 60,
) -> None:
    """Print a bearer token of the embedded issuer, and nothing else."""
    settings = Settings()
    if settings.jwks:
        raise NotPossible(
            "SHUKUN_JWKS names another issuer; its tokens come from there, not from here."
        )
    try:
        parse_role(role)
    except ValueError as error:
        raise NotPossible(f"No token for '{role}': {error}. Roles: {ROLES}.") from error
    folder = make_data_folder(settings.data) / "issuer"
    ensure_issuer(folder)
    typer.echo(
        mint_token(
            folder,
            role=role,
            subject=subject,
            issuer=settings.issuer,
            audience=settings.audience,
            minutes=minutes,
        )
    )
