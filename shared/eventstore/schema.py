"""The tables of a log, version 1. Every service's first migration creates them.

Append-only by privilege: the role `shukun_app` may only SELECT and INSERT events and command
records. Two indexes on `event`, (stream, version) and position, no third: an event's id is
`<service>:<position>`.
"""

from typing import Any, Final

from sqlalchemy import Connection, text

APP_ROLE: Final = "shukun_app"
CHANNEL: Final = "shukun_log"

_TABLES: Final = """
CREATE TABLE event (
    stream_id uuid NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    position bigint NOT NULL CHECK (position > 0),
    name text NOT NULL,
    schema_version smallint NOT NULL,
    recorded_at timestamptz NOT NULL,
    data bytea NOT NULL,
    meta bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (stream_id, version),
    CONSTRAINT event_position_key UNIQUE (position)
);
ALTER TABLE event ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE log_head (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    position bigint NOT NULL,
    hash bytea NOT NULL,
    recorded_at timestamptz NOT NULL
) WITH (fillfactor = 10);
INSERT INTO log_head (position, hash, recorded_at)
VALUES (0, decode(repeat('00', 32), 'hex'), '1970-01-01T00:00:00Z');

CREATE TABLE command_record (
    command_id uuid PRIMARY KEY,
    fingerprint bytea NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL,
    recorded_at timestamptz NOT NULL
);

CREATE TABLE claim (
    key text PRIMARY KEY,
    stream_id uuid NOT NULL,
    value bigint NOT NULL
);

CREATE TABLE card (
    id uuid PRIMARY KEY,
    content jsonb,
    written_at timestamptz NOT NULL
);

CREATE TABLE leader (
    name text PRIMARY KEY,
    epoch bigint NOT NULL
);

CREATE TABLE checkpoint (
    name text PRIMARY KEY,
    position bigint NOT NULL,
    epoch bigint NOT NULL
);

CREATE TABLE dead_letter (
    subscription text NOT NULL,
    position bigint NOT NULL,
    aggregate_id uuid NOT NULL,
    event_name text NOT NULL,
    reason text NOT NULL,
    attempts integer NOT NULL,
    status text NOT NULL CHECK (status IN (
        'parked', 'behind', 'retrying', 'skipped', 'done')),
    recorded_at timestamptz NOT NULL,
    settled_at timestamptz,
    settled_by text,
    note text,
    PRIMARY KEY (subscription, position)
);
CREATE INDEX dead_letter_open ON dead_letter (subscription, aggregate_id, position)
    WHERE status IN ('parked', 'behind', 'retrying');

CREATE VIEW event_readable AS
    SELECT position, stream_id, version, name, schema_version, recorded_at,
           convert_from(data, 'UTF8')::jsonb AS data,
           convert_from(meta, 'UTF8')::jsonb AS meta,
           encode(hash, 'hex') AS hash
    FROM event;
"""

_FUNCTIONS: Final = f"""
CREATE FUNCTION notify_log_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('{CHANNEL}', NEW.position::text);
    RETURN NULL;
END $$;
CREATE TRIGGER log_head_notify AFTER UPDATE ON log_head
    FOR EACH ROW EXECUTE FUNCTION notify_log_head();

-- Locks the head, then reads under that lock. Each statement of a volatile function takes a new
-- snapshot, so that everything committed before the lock was granted is seen; a single SELECT
-- would read records and events with the snapshot it took before it waited.
CREATE FUNCTION log_open(
    known_position bigint, missed_limit bigint,
    command_ids uuid[], claim_keys text[], stream_ids uuid[]
) RETURNS TABLE (
    kind "char", id text, number bigint, version integer, name text, schema_version smallint,
    recorded_at timestamptz, data bytea
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    head log_head%ROWTYPE;
BEGIN
    SELECT * INTO STRICT head FROM log_head FOR UPDATE;
    RETURN QUERY SELECT 'h'::"char", NULL::text, head.position, NULL::integer, NULL::text,
        NULL::smallint, head.recorded_at, head.hash;
    RETURN QUERY SELECT 'c'::"char", r.command_id::text, r.position, r.version, r.stream_id::text,
        NULL::smallint, NULL::timestamptz, r.fingerprint
        FROM command_record r WHERE r.command_id = ANY (command_ids);
    IF cardinality(claim_keys) > 0 THEN
        RETURN QUERY SELECT 'k'::"char", c.key, c.value, NULL::integer, c.stream_id::text,
            NULL::smallint, NULL::timestamptz, NULL::bytea
            FROM claim c WHERE c.key = ANY (claim_keys);
    END IF;
    IF cardinality(stream_ids) > 0 THEN
        RETURN QUERY SELECT 'e'::"char", e.stream_id::text, e.position, e.version, e.name,
            e.schema_version, e.recorded_at, e.data
            FROM event e WHERE e.stream_id = ANY (stream_ids) ORDER BY e.stream_id, e.version;
    END IF;
    IF head.position > known_position AND head.position - known_position <= missed_limit THEN
        RETURN QUERY SELECT 'm'::"char", e.stream_id::text, e.position, e.version, e.name,
            e.schema_version, e.recorded_at, e.data
            FROM event e WHERE e.position > known_position ORDER BY e.position;
    END IF;
END $$;
"""

_GRANTS: Final = f"""
GRANT USAGE ON SCHEMA public TO {APP_ROLE};
GRANT SELECT, INSERT ON event, command_record TO {APP_ROLE};
GRANT SELECT ON event_readable TO {APP_ROLE};
GRANT SELECT, UPDATE ON log_head TO {APP_ROLE};
GRANT SELECT, INSERT, UPDATE ON claim, card, leader, checkpoint, dead_letter TO {APP_ROLE};
GRANT EXECUTE ON FUNCTION log_open TO {APP_ROLE};
"""

_DROP: Final = """
DROP FUNCTION log_open;
DROP VIEW event_readable;
DROP TABLE dead_letter, checkpoint, leader, card, claim, command_record, log_head, event;
DROP FUNCTION notify_log_head;
"""

CREATE_LOG_V1: Final = _TABLES + _FUNCTIONS + _GRANTS
DROP_LOG_V1: Final = _DROP


def run_script(bind: Connection, script: str) -> None:
    """Run several statements at once, inside the migration's own transaction.

    asyncpg prepares what it is given, and a prepared statement is a single one; its plain
    `execute` takes a script.
    """
    bind.execute(text("SELECT 1"))  # begins the transaction that the script joins
    adapted: Any = bind.connection.dbapi_connection
    adapted.run_async(lambda connection: connection.execute(script))
