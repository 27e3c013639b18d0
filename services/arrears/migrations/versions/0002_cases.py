"""The read models of the complaints and of the retaliation reports.

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
CREATE TABLE complaint (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    number varchar NOT NULL,
    status varchar NOT NULL,
    open boolean NOT NULL,
    source varchar NOT NULL,
    upstream_number varchar,
    received_on date NOT NULL,
    complainant_uscc varchar NOT NULL,
    complainant_name varchar NOT NULL,
    respondent_uscc varchar NOT NULL,
    respondent_name varchar NOT NULL,
    respondent_unit varchar,
    claimed_fen bigint NOT NULL,
    handler varchar,
    item_id uuid,
    stage varchar NOT NULL,
    due_at timestamptz NOT NULL,
    due_last_day date NOT NULL,
    client varchar NOT NULL,
    recorded_at timestamptz NOT NULL,
    timer_at timestamptz
);
CREATE INDEX complaint_handler_id ON complaint (handler, id);
CREATE INDEX complaint_respondent_unit_id ON complaint (respondent_unit, id);
CREATE INDEX complaint_client_id ON complaint (client, id);
CREATE INDEX complaint_item_id ON complaint (item_id, id);
CREATE INDEX complaint_timer ON complaint (timer_at) WHERE timer_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON complaint TO shukun_app;
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
    run_script(op.get_bind(), "DROP TABLE retaliation; DROP TABLE complaint;")
