"""Which row of which import an item came from.

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
ALTER TABLE arrears ADD COLUMN import_id uuid, ADD COLUMN import_row integer;
CREATE INDEX arrears_import ON arrears (import_id, import_row) WHERE import_id IS NOT NULL;
"""
DOWN = """
DROP INDEX arrears_import;
ALTER TABLE arrears DROP COLUMN import_id, DROP COLUMN import_row;
"""


def upgrade() -> None:
    run_script(op.get_bind(), UP)


def downgrade() -> None:
    run_script(op.get_bind(), DOWN)
