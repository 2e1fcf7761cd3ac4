"""Alembic with the same work: a project of as many revisions, or of as many tables that do not differ."""
import os
import subprocess
import sys

# Debian's packages are those of Debian's Python, which need not be the first one found.
PYTHON = "/usr/bin/python3"
COMMAND = [PYTHON, "run_alembic.py"]

# What the command `alembic` does, with one command more. `upgrade` has a transaction for each revision, as
# Retort has.
RUN = """import sys
from alembic import autogenerate, command, config, runtime
from sqlalchemy import create_engine

if sys.argv[1] == "compare":
    import models
    with create_engine("sqlite:///app.db").connect() as connection:
        context = runtime.migration.MigrationContext.configure(connection)
        if autogenerate.compare_metadata(context, models.metadata):
            sys.exit("it finds differences where there are none")
else:
    config.main(["-c", "alembic.ini", *sys.argv[1:]])
"""
ENVIRONMENT = """from alembic import context
from sqlalchemy import create_engine

with create_engine("sqlite:///app.db").connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
"""
REVISION = """revision = {id!r}
down_revision = {down!r}
branch_labels = None
depends_on = None
from alembic import op
import sqlalchemy as sa


def upgrade():
    {operation}


def downgrade():
    pass
"""
CREATE = """op.create_table("t{table}", sa.Column("id", sa.Integer, primary_key=True),
                    sa.Column("name", sa.Text, nullable=False))"""
ADD = 'op.add_column("t{table}", sa.Column("c{column}", sa.Integer))'
MODELS = """import sqlalchemy as sa

metadata = sa.MetaData()
for i in range({tables}):
    sa.Table(f"t{{i}}", metadata,
             sa.Column("id", sa.Integer, primary_key=True),
             sa.Column("name", sa.Text, nullable=False),
             sa.Column("size", sa.Integer),
             sa.Column("parent", sa.Integer, sa.ForeignKey(f"t{{i // 2}}.id")),
             sa.Index(f"i{{i}}", "parent"))
"""


def is_there():
    found = subprocess.run([PYTHON, "-c", "import alembic"], stderr=subprocess.DEVNULL, check=False)
    return found.returncode == 0


def project(folder, revisions, tables=0):
    """A folder to run COMMAND in; None where there is no Alembic."""
    if not is_there():
        print("there is no Alembic to compare with (./scripts/setup bench)", file=sys.stderr)
        return None
    versions = os.path.join(folder, "scripts", "versions")
    os.makedirs(versions)
    write(folder, "alembic.ini", "[alembic]\nscript_location = scripts\n")
    write(folder, "run_alembic.py", RUN)
    write(folder, "scripts/env.py", ENVIRONMENT)
    write(folder, "models.py", MODELS.format(tables=tables))
    last = None
    for number in range(revisions):
        table, column = divmod(number, 10)
        operation = (CREATE if column == 0 else ADD).format(table=table, column=column)
        name = f"{number:012x}"
        write(versions, f"{name}_step.py",
              REVISION.format(id=name, down=last, operation=operation))
        last = name
    return folder


def write(folder, name, text):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)


def remove_database(folder):
    path = os.path.join(folder, "app.db")
    if os.path.exists(path):
        os.remove(path)
