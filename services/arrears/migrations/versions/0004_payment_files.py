"""The read model of the payment files of banks and the treasury.

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
CREATE TABLE payment_file (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    name varchar NOT NULL,
    digest varchar NOT NULL,
    format varchar NOT NULL,
    source varchar NOT NULL,
    account_holder varchar,
    open boolean NOT NULL,
    rows integer NOT NULL,
    total_fen bigint NOT NULL,
    confirmed integer NOT NULL,
    set_aside integer NOT NULL,
    received_by varchar NOT NULL,
    received_at timestamptz NOT NULL
);
CREATE INDEX payment_file_received ON payment_file (received_at, id);
GRANT SELECT, INSERT, UPDATE, DELETE ON payment_file TO shukun_app;
"""


def upgrade() -> None:
    run_script(op.get_bind(), UP)


def downgrade() -> None:
    run_script(op.get_bind(), "DROP TABLE payment_file;")
