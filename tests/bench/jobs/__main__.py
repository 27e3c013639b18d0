"""`python -m tests.bench.jobs NAME`: one measurement in a process of its own.

Parameters come as JSON on standard input, the result goes as JSON to standard output.
"""

import sys
from importlib import import_module

import msgspec


def main() -> None:
    job = import_module(f"tests.bench.jobs.{sys.argv[1]}")
    parameters = msgspec.json.decode(sys.stdin.readline(), type=job.Parameters)
    result = msgspec.json.encode(job.measure(parameters))
    # Under PYTHONUNBUFFERED sys.stdout writes as much as the pipe takes and drops the rest.
    with open(sys.stdout.fileno(), "wb", closefd=False) as output:
        output.write(result + b"\n")


if __name__ == "__main__":
    main()
