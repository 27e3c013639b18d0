"""The read model of the retaliation reports.

Revision ID: 0004
Revises: 0001
"""

from alembic import op

from shared.eventstore.schema import run_script

revision = "0004"
down_revision = "0001"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE retaliation (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    number varchar NOT NULL,
    status varchar NOT NULL,
    open boolean NOT NULL,
    item_id uuid NOT NULL,
    item_number varchar NOT NULL,
    creditor_name varchar NOT NULL,
    debtor_name varchar NOT NULL,
    about jsonb NOT NULL,
    conduct varchar NOT NULL,
    reported_at timestamptz NOT NULL
);
CREATE INDEX retaliation_item_id ON retaliation (item_id, id);
GRANT SELECT, INSERT, UPDATE, DELETE ON retaliation TO shukun_app;
"""


def upgrade() -> None:
    run_script(op.get_bind(), UP)


def downgrade() -> None:
    run_script(op.get_bind(), "DROP TABLE retaliation;")
