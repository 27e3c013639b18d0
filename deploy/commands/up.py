"""`shukun up`: everything on this machine, from servers to services."""

import signal

from rich.console import Console

from deploy.local.stack import Stack
from deploy.local.welcome import welcome
from shared.settings import Settings
from shared.web.issuer import mint_token

TOKEN_MINUTES = 24 * 60


def up() -> None:
    """Start PostgreSQL, NATS and every service here, and keep them running until Ctrl-C."""
    console = Console(soft_wrap=True, highlight=False)
    stack = Stack(Settings(), lambda step: console.print(f"[green]✓[/] {step}"))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup wants it to go on
            signal.signal(number, lambda *_: stack.stopping.make())
    with console.status("Starting …") as progress, stack:
        progress.stop()
        token = mint_token(
            stack.data / "issuer",
            role="coordinator",
            subject="first-user",
            issuer=stack.settings.issuer,
            audience=stack.settings.audience,
            minutes=TOKEN_MINUTES,
        )
        console.print(welcome(stack.workers, token), markup=False)
        stack.watch()
        progress.update("Stopping …")
        progress.start()
    console.print(f"Stopped. The data stay in {stack.data}.")
