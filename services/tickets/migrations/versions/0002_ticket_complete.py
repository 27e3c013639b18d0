"""The ticket read model with its whole course: returns, plans, extensions, ratings, links.

Rows written before hold the defaults given here until `shukun migrate` has rebuilt them, which it
does right after this migration.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

from shared.eventstore.schema import run_script

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UP = """
ALTER TABLE ticket
    ADD COLUMN upstream_category varchar NOT NULL DEFAULT '',
    ADD COLUMN hidden_from varchar,
    ADD COLUMN registered_at timestamptz,
    ADD COLUMN dispatched_at timestamptz,
    ADD COLUMN taken_over_at timestamptz,
    ADD COLUMN replied_at timestamptz,
    ADD COLUMN target varchar,
    ADD COLUMN target_at timestamptz,
    ADD COLUMN waiting boolean NOT NULL DEFAULT false,
    ADD COLUMN extension_pending boolean NOT NULL DEFAULT false,
    ADD COLUMN reclassification_pending boolean NOT NULL DEFAULT false,
    ADD COLUMN non_returnable boolean NOT NULL DEFAULT false,
    ADD COLUMN returns integer NOT NULL DEFAULT 0,
    ADD COLUMN extensions integer NOT NULL DEFAULT 0,
    ADD COLUMN plan_final_on date,
    ADD COLUMN basis varchar,
    ADD COLUMN unsatisfied integer NOT NULL DEFAULT 0,
    ADD COLUMN rating varchar,
    ADD COLUMN repeats integer NOT NULL DEFAULT 0,
    ADD COLUMN master_id uuid,
    ADD COLUMN merged_numbers jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN links jsonb NOT NULL DEFAULT '[]';
CREATE INDEX ticket_merged_numbers ON ticket USING gin (merged_numbers)
    WHERE merged_numbers <> '[]';
"""
DOWN = """
DROP INDEX ticket_merged_numbers;
ALTER TABLE ticket
    DROP COLUMN upstream_category,
    DROP COLUMN hidden_from,
    DROP COLUMN registered_at,
    DROP COLUMN dispatched_at,
    DROP COLUMN taken_over_at,
    DROP COLUMN replied_at,
    DROP COLUMN target,
    DROP COLUMN target_at,
    DROP COLUMN waiting,
    DROP COLUMN extension_pending,
    DROP COLUMN reclassification_pending,
    DROP COLUMN non_returnable,
    DROP COLUMN returns,
    DROP COLUMN extensions,
    DROP COLUMN plan_final_on,
    DROP COLUMN basis,
    DROP COLUMN unsatisfied,
    DROP COLUMN rating,
    DROP COLUMN repeats,
    DROP COLUMN master_id,
    DROP COLUMN merged_numbers,
    DROP COLUMN links;
"""


def upgrade() -> None:
    run_script(op.get_bind(), UP)


def downgrade() -> None:
    run_script(op.get_bind(), DOWN)
