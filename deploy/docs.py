"""Generates the documents that describe the interfaces, and checks that they are up to date.

`docs/openapi/<service>.json` from the routes, `docs/asyncapi/<service>.json` and
`docs/events.md` from the event registry.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from deploy.asyncapi import asyncapi_document
from deploy.catalogue import event_catalogue
from deploy.registry import load
from shared.service import Service
from shared.settings import SERVICES, Settings

DOCS = Path(__file__).parents[1] / "docs"


def documents() -> dict[Path, str]:
    """Every generated document by its path."""
    services = [load(name) for name in SERVICES]
    found = {DOCS / "events.md": event_catalogue(services)}
    for service in services:
        found[DOCS / "openapi" / f"{service.name}.json"] = _openapi(service)
        found[DOCS / "asyncapi" / f"{service.name}.json"] = _json(asyncapi_document(service))
    return found


def main(
    *, check: Annotated[bool, typer.Option(help="only compare, write nothing")] = False
) -> None:
    """Write the documents, or with --check name those that differ and exit with 1."""
    stale = []
    for path, text in documents().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path.relative_to(DOCS.parent)))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and stale:
        typer.echo(f"Out of date: {', '.join(stale)}. Run 'make docs' and commit the result.")
        sys.exit(1)
    typer.echo(
        "Documents are up to date." if check else f"Written: {', '.join(stale) or 'nothing'}"
    )


def _openapi(service: Service) -> str:
    return _json(service.create_app(Settings()).openapi())


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    typer.run(main)
