"""A toy service for tests of the kernel: accounts that amounts are moved between.

It has what the real services have one at a time: a command over two streams, a counter without
gaps, a unique reference, a due instant, a JSON column, and a few ways to go wrong on purpose.
"""

from pathlib import Path
from typing import Final

from fastapi import FastAPI

from shared.service import Service
from shared.testing.accounts.model import MODEL

SERVICE: Final = Service(
    name="accounts",
    title_zh="账户（测试用）",
    model=MODEL,
    create_app=lambda _settings: FastAPI(),
    migrations=Path(__file__).parent / "migrations",
)
