"""The log, version 1, and the ticket read model.

Revision ID: 0001
Revises:
"""

from alembic import op

from shared.eventstore.schema import CREATE_LOG_V1, DROP_LOG_V1, run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TICKET = """
CREATE TABLE ticket (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    number varchar NOT NULL,
    status varchar NOT NULL,
    open boolean NOT NULL,
    firm_uscc varchar NOT NULL,
    firm_name varchar NOT NULL,
    township_code varchar NOT NULL,
    industry_code varchar NOT NULL,
    size varchar NOT NULL,
    channel varchar NOT NULL,
    upstream_number varchar,
    category varchar NOT NULL,
    title varchar NOT NULL,
    confidential boolean NOT NULL,
    client varchar NOT NULL,
    unit varchar,
    lead varchar,
    helpers jsonb NOT NULL,
    kind varchar,
    received_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    due_last_day date NOT NULL,
    due_provisional boolean NOT NULL,
    due_calendar_version integer NOT NULL,
    department_due_at timestamptz,
    department_due_provisional boolean NOT NULL,
    cycle integer NOT NULL,
    supervision_level integer NOT NULL,
    timer_at timestamptz,
    contact_id uuid NOT NULL,
    closed_at timestamptz,
    closed_because varchar
);
CREATE INDEX ticket_lead_id ON ticket (lead, id);
CREATE INDEX ticket_firm_id ON ticket (firm_uscc, id);
CREATE INDEX ticket_due_open ON ticket (due_at) WHERE open;
CREATE INDEX ticket_timer ON ticket (timer_at) WHERE timer_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON ticket TO shukun_app;
"""


def upgrade() -> None:
    run_script(op.get_bind(), CREATE_LOG_V1)
    run_script(op.get_bind(), TICKET)


def downgrade() -> None:
    run_script(op.get_bind(), "DROP TABLE ticket;")
    run_script(op.get_bind(), DROP_LOG_V1)
