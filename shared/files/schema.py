"""The table of uploads, version 1: what was uploaded, by whom, beside the log.

It is a record of the way in, not of the case: an event has the facts of a file it names, and a row
that no event came to need is deleted with its bytes.
"""

from typing import Final

from shared.eventstore.schema import APP_ROLE

CREATE_UPLOADS_V1: Final = f"""
CREATE TABLE upload (
    id uuid PRIMARY KEY,
    digest text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    client text NOT NULL,
    uploaded_by text NOT NULL,
    uploaded_at timestamptz NOT NULL,
    named_at timestamptz
);
CREATE INDEX upload_digest ON upload (digest);
GRANT SELECT, INSERT, UPDATE, DELETE ON upload TO {APP_ROLE};
"""
DROP_UPLOADS_V1: Final = "DROP TABLE upload;"
