"""The log, version 1, and the account read model.

Revision ID: 0001
Revises:
"""

from alembic import op

from shared.eventstore.schema import CREATE_LOG_V1, DROP_LOG_V1, run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ACCOUNT = """
CREATE TABLE account (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    number integer NOT NULL CONSTRAINT account_number_key UNIQUE,
    owner varchar NOT NULL,
    reference varchar,
    tags jsonb NOT NULL DEFAULT '[]',
    balance integer NOT NULL CONSTRAINT account_not_overdrawn CHECK (balance >= 0),
    empty boolean NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_on date NOT NULL,
    due_at timestamptz
);
CREATE INDEX account_owner ON account (owner, id);
CREATE INDEX account_due ON account (due_at) WHERE due_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON account TO shukun_app;
"""


def upgrade() -> None:
    run_script(op.get_bind(), CREATE_LOG_V1)
    run_script(op.get_bind(), ACCOUNT)


def downgrade() -> None:
    run_script(op.get_bind(), "DROP TABLE account;")
    run_script(op.get_bind(), DROP_LOG_V1)
