"""Which row of which import a ticket came from.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

from shared.eventstore.schema import run_script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UP = """
ALTER TABLE ticket ADD COLUMN import_id uuid, ADD COLUMN import_row integer;
CREATE INDEX ticket_import ON ticket (import_id, import_row) WHERE import_id IS NOT NULL;
"""
DOWN = """
DROP INDEX ticket_import;
ALTER TABLE ticket DROP COLUMN import_id, DROP COLUMN import_row;
"""


def upgrade() -> None:
    run_script(op.get_bind(), UP)


def downgrade() -> None:
    run_script(op.get_bind(), DOWN)
