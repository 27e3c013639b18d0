"""Uploads: evidence that came in and may be named by an order of the same account.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

from shared.eventstore.schema import run_script
from shared.files.schema import CREATE_UPLOADS_V1, DROP_UPLOADS_V1

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(op.get_bind(), CREATE_UPLOADS_V1)


def downgrade() -> None:
    run_script(op.get_bind(), DROP_UPLOADS_V1)
