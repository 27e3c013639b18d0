"""Indexes for what a list of tickets is narrowed to: its number, what waits, what is supervised.

The last three hold a small part of the rows each.

Revision ID: 0003
Revises: 0002
"""

from alembic import op

from shared.eventstore.schema import run_script

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UP = """
CREATE INDEX ticket_number ON ticket (number);
CREATE INDEX ticket_waiting ON ticket (id) WHERE waiting;
CREATE INDEX ticket_target ON ticket (target_at) WHERE open AND target_at IS NOT NULL;
CREATE INDEX ticket_supervised ON ticket (id) WHERE supervision_level > 0;
"""
DOWN = """
DROP INDEX ticket_supervised;
DROP INDEX ticket_target;
DROP INDEX ticket_waiting;
DROP INDEX ticket_number;
"""


def upgrade() -> None:
    run_script(op.get_bind(), UP)


def downgrade() -> None:
    run_script(op.get_bind(), DOWN)
