"""PostgreSQL's own pgbench: one row per transaction, the limit of committing one by one."""

import subprocess
from pathlib import Path
from typing import Final

import msgspec

from deploy.local.binaries import postgres_programs
from tests.bench.cpu import ForeignCpu
from tests.bench.plan import Plan
from tests.bench.results import Sample, sample_of

TABLES: Final = """
CREATE TABLE one_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data bytea NOT NULL);
CREATE TABLE one_event (
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    schema_version smallint NOT NULL,
    recorded_at timestamptz NOT NULL,
    data bytea NOT NULL,
    meta bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (stream_id, version),
    UNIQUE (position)
);
"""
# A key and 200 bytes: the least a transaction can write.
ROW: Final = f"INSERT INTO one_row (data) VALUES (decode('{'5a' * 200}', 'hex'));\n"
# A row like the log's own, with its two indexes; not chained, numbered by a sequence with gaps.
EVENT: Final = f"""INSERT INTO one_event
    (stream_id, version, name, schema_version, recorded_at, data, meta, hash)
    VALUES (uuidv7(), 1, 'ticket_submitted', 1, now(), decode('{"5a" * 200}', 'hex'),
            decode('{"5b" * 200}', 'hex'), decode('{"5c" * 32}', 'hex'));
"""
_THREADS: Final = 2
_CONNECT_SECONDS: Final = 0.01  # a client, and pgbench's clock runs already
_ATTEMPTS: Final = 4


def one_row_inserts(folder: Path, url: str, insert: str, clients: int, plan: Plan) -> Sample:
    """Prepared single-row INSERTs in autocommit by `clients` connections; connecting and the
    warm-up are cut off from its transaction log.
    """
    seconds = plan.writer_seconds
    script = folder / "insert.sql"
    script.write_text(insert)
    connecting = 0.5 + clients * _CONNECT_SECONDS
    for _ in range(_ATTEMPTS):
        foreign = ForeignCpu()
        _run(folder, script, url, clients, plan.warm_seconds + seconds + connecting)
        share = foreign.share()
        transactions = [t for part in folder.glob("pgbench.*") for t in _transactions(part)]
        if transactions:
            begin = min(ended - latency for ended, latency in transactions)
            begin += plan.warm_seconds
            end = begin + seconds
            if max(ended for ended, _ in transactions) >= end:
                within = [latency for ended, latency in transactions if begin <= ended < end]
                return msgspec.structs.replace(sample_of(within, seconds), foreign=share)
        connecting *= 2
    raise RuntimeError(f"pgbench did not get its {clients} clients to work in time")


def _run(folder: Path, script: Path, url: str, clients: int, seconds: float) -> None:
    subprocess.run(
        [
            postgres_programs() / "pgbench", "--no-vacuum", "--protocol=prepared",
            f"--client={clients}", f"--jobs={min(_THREADS, clients)}",
            f"--time={round(seconds + 0.5)}", f"--file={script}",
            "--log", f"--log-prefix={folder / 'pgbench'}", url,
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip


def _transactions(part: Path) -> list[tuple[float, float]]:
    """(end, latency) in seconds from one thread's log, which is then removed.

    Its lines: client, number, latency in µs, script, epoch seconds, µs.
    """
    found = []
    for line in part.read_text().splitlines():
        fields = line.split()
        found.append((int(fields[4]) + int(fields[5]) / 1e6, int(fields[2]) / 1e6))
    part.unlink()
    return found
