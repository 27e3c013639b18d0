"""Duplicates: how many are undecided, and what shows which ticket came in last (T-12).

The claims that a submission takes from now on are taken here for the tickets received before, so
that the log and its claims agree. Rows are rebuilt by `shukun migrate` right after this.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

from shared.eventstore.schema import run_script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UP = """
ALTER TABLE ticket ADD COLUMN duplicates_undecided integer NOT NULL DEFAULT 0;
CREATE INDEX ticket_duplicates ON ticket (id) WHERE duplicates_undecided > 0;
CREATE INDEX ticket_upstream_open ON ticket (upstream_number)
    WHERE open AND upstream_number IS NOT NULL;
WITH received AS (
    SELECT position, stream_id, convert_from(data, 'UTF8')::jsonb AS told
    FROM event WHERE name = 'ticket_submitted'
), taken AS (
    SELECT 'matter/' || (told -> 'firm' ->> 'uscc') || '/' || (told ->> 'category') AS key,
        position, stream_id, told
    FROM received WHERE told -> 'firm' ->> 'uscc' <> ''
    UNION ALL
    SELECT 'sent/' || (told ->> 'upstream_number'), position, stream_id, told
    FROM received WHERE told ->> 'upstream_number' IS NOT NULL
)
INSERT INTO claim (key, stream_id, value)
SELECT DISTINCT ON (key) key, stream_id,
    split_part(told ->> 'number', '-', 3)::bigint * 1000000000 + (told ->> 'sequence')::bigint
FROM taken ORDER BY key, position DESC;
"""
DOWN = """
DELETE FROM claim WHERE key LIKE 'matter/%' OR key LIKE 'sent/%';
DROP INDEX ticket_upstream_open;
DROP INDEX ticket_duplicates;
ALTER TABLE ticket DROP COLUMN duplicates_undecided;
"""


def upgrade() -> None:
    run_script(op.get_bind(), UP)


def downgrade() -> None:
    run_script(op.get_bind(), DOWN)
