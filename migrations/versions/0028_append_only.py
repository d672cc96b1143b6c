"""triggers on what is only ever added to

``env.py`` puts the triggers of ``tracker/audit/append_only.py`` there at the end of every run; this revision changes no
table and exists so that a database that lacks them is not taken for an up-to-date one.
"""

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
