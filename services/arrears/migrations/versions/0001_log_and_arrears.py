"""The log, version 1, and the ledger's read model.

Revision ID: 0001
Revises:
"""

from alembic import op

from shared.eventstore.schema import CREATE_LOG_V1, DROP_LOG_V1, run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ARREARS = """
CREATE TABLE arrears (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    number varchar NOT NULL,
    status varchar NOT NULL,
    open boolean NOT NULL,
    programme varchar NOT NULL,
    size_class varchar,
    new boolean NOT NULL,
    debtor_uscc varchar NOT NULL,
    debtor_name varchar NOT NULL,
    debtor_kind varchar NOT NULL,
    debtor_unit varchar,
    supervising varchar NOT NULL,
    township_code varchar NOT NULL,
    creditor_uscc varchar NOT NULL,
    creditor_name varchar NOT NULL,
    creditor_kind varchar NOT NULL,
    channel varchar NOT NULL,
    upstream_number varchar,
    client varchar NOT NULL,
    unit varchar,
    registered_at timestamptz NOT NULL,
    principal_fen bigint,
    repaid_fen bigint,
    outstanding_fen bigint,
    disputed_fen bigint,
    overpaid_fen bigint,
    dispute varchar NOT NULL,
    due_at timestamptz,
    due_last_day date,
    plan_due_at timestamptz,
    plan varchar,
    correction_pending boolean NOT NULL,
    steps_due jsonb NOT NULL,
    clearance_until timestamptz,
    cleared_at timestamptz,
    timer_at timestamptz,
    creditor_contact_id uuid,
    debtor_contact_id uuid
);
CREATE INDEX arrears_supervising_id ON arrears (supervising, id);
CREATE INDEX arrears_debtor_unit_id ON arrears (debtor_unit, id);
CREATE INDEX arrears_debtor_id ON arrears (debtor_uscc, id);
CREATE INDEX arrears_creditor_id ON arrears (creditor_uscc, id);
CREATE INDEX arrears_client_id ON arrears (client, id);
CREATE INDEX arrears_number ON arrears (number);
CREATE INDEX arrears_due_open ON arrears (due_at) WHERE open;
CREATE INDEX arrears_timer ON arrears (timer_at) WHERE timer_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON arrears TO shukun_app;
"""


def upgrade() -> None:
    run_script(op.get_bind(), CREATE_LOG_V1)
    run_script(op.get_bind(), ARREARS)


def downgrade() -> None:
    run_script(op.get_bind(), "DROP TABLE arrears;")
    run_script(op.get_bind(), DROP_LOG_V1)
