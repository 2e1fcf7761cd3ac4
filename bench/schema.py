"""Workloads of `migrate`, each beside the same work by SQLite's C API or shell."""
import os
import shutil

import alembic_peer as alembic
from measure import cpu

REVISION = """revision = "{id}"
{down}message = "number {number}"

[[upgrade]]
{operation}"""
CREATE = """op = "create_table"
table = "t{table}"
columns = [
  {{ name = "id", type = "INTEGER" }},
  {{ name = "name", type = "TEXT", nullable = false }},
]
primary_key = ["id"]
"""
ADD = """op = "add_column"
table = "t{table}"
column = {{ name = "c{column}", type = "INTEGER" }}
"""


def statement(number):
    """Every tenth makes a table, the others add a column to it."""
    table, column = divmod(number, 10)
    if column == 0:
        return (CREATE.format(table=table),
                f"CREATE TABLE t{table} (id INTEGER, name TEXT NOT NULL, PRIMARY KEY (id))")
    return (ADD.format(table=table, column=column),
            f"ALTER TABLE t{table} ADD COLUMN c{column} INTEGER")


def many(times, command, folder):
    """CPU seconds of all, and the most memory."""
    runs = [cpu(command, folder) for _ in range(times)]
    return sum(seconds for seconds, _ in runs), max(mib for _, mib in runs)


class Project:
    """A folder with scripts and a database."""

    def __init__(self, folder, models=None):
        self.folder = folder
        os.makedirs(os.path.join(folder, "migrations"))
        with open(os.path.join(folder, "migrate.toml"), "w") as file:
            file.write('script_location = "migrations"\nurl = "sqlite:///app.db"\n')
            if models:
                file.write(f'models = "{models}"\n')
        self.last = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    def add(self, number, operation):
        down = f'down_revision = "{self.last}"\n' if self.last else ""
        self.last = f"{number:012x}"
        self.write(f"migrations/{self.last}_step.toml",
                   REVISION.format(id=self.last, down=down, number=number, operation=operation))

    def remove_database(self):
        for suffix in ["", "-wal", "-shm", "-journal"]:
            if os.path.exists(self.path("app.db" + suffix)):
                os.remove(self.path("app.db" + suffix))


class Start:
    """`migrate current` and an upgrade with nothing to do, beside the shell of SQLite."""

    # A process this short has to be started often to be measured at all.
    TIMES = 20

    def __init__(self, work, programs, folder, count):
        self.name = f"{work}/{count}"
        self.programs = programs
        self.project = Project(folder)
        for number in range(count):
            self.project.add(number, statement(number)[0])
        cpu([programs.migrate, "-q", "upgrade", "head"], folder)
        self.alembic = alembic.project(self.project.path("alembic"), count)
        if self.alembic:
            cpu([*alembic.COMMAND, "upgrade", "head"], self.alembic)
        self.command = ["current"] if work == "current" else ["upgrade", "head"]

    def floor(self):
        return many(self.TIMES, ["sqlite3", "app.db", "select 1"], self.project.folder)

    def retort(self):
        return many(self.TIMES, [self.programs.migrate, *self.command], self.project.folder)

    def peer(self):
        # Once is enough of what takes a hundred times as long.
        seconds, mib = cpu([*alembic.COMMAND, *self.command], self.alembic)
        return seconds * self.TIMES, mib


class Upgrade:
    """Through many revisions of one statement each."""

    def __init__(self, programs, folder, count):
        self.name = f"upgrade/{count}"
        self.programs = programs
        self.project = Project(folder)
        self.scripts = []
        for number in range(count):
            operation, sql = statement(number)
            self.project.add(number, operation)
            self.project.write(f"{number}.sql", sql)
            self.scripts.append(f"{number}.sql")
        self.alembic = alembic.project(self.project.path("alembic"), count)

    def floor(self):
        self.project.remove_database()
        return cpu([self.programs.floor("upgrade"), "app.db", *self.scripts], self.project.folder)

    def retort(self):
        self.project.remove_database()
        return cpu([self.programs.migrate, "-q", "upgrade", "head"], self.project.folder)

    def peer(self):
        alembic.remove_database(self.alembic)
        return cpu([*alembic.COMMAND, "upgrade", "head"], self.alembic)


class Check:
    """Models and a database that agree, beside a program that asks the PRAGMAs for each table."""

    def __init__(self, programs, folder, count):
        self.name = f"check/{count}"
        self.programs = programs
        self.project = Project(folder, models="models.sql")
        tables = "".join(
            f"CREATE TABLE t{i} (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, size INTEGER, "
            f"parent INTEGER REFERENCES t{i // 2} (id));\nCREATE INDEX i{i} ON t{i} (parent);\n"
            for i in range(count))
        self.project.write("models.sql", tables)
        self.project.write("fill.sql", "BEGIN;" + tables + "COMMIT;")
        cpu([programs.floor("script"), "app.db", "fill.sql"], folder)
        self.alembic = alembic.project(self.project.path("alembic"), 0, tables=count)
        if self.alembic:
            shutil.copy(self.project.path("app.db"), self.alembic)

    def floor(self):
        return cpu([self.programs.floor("check"), "app.db"], self.project.folder)

    def retort(self):
        return cpu([self.programs.migrate, "check"], self.project.folder)

    def peer(self):
        # 1.8 has no `check`: a revision that is worked out and found to be empty is the same work.
        return cpu([*alembic.COMMAND, "compare"], self.alembic)


class BigTable:
    """A table of many rows with three indexes, in a file that each round gets a copy of."""

    def __init__(self, programs, folder, count):
        self.programs = programs
        self.count = count
        self.project = Project(folder)
        self.project.write("fill.sql", f"""
            CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a INTEGER NOT NULL DEFAULT 1, b TEXT,
                            c INTEGER);
            WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {count})
            INSERT INTO t SELECT i, i % 1000, 'the text of row ' || i, i * 7919 % {count} FROM n;
            CREATE INDEX ta ON t (a); CREATE INDEX tb ON t (b); CREATE INDEX tc ON t (c);""")
        self.project.write("by_hand.sql", """
            PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;
            CREATE TABLE new_t (id INTEGER NOT NULL PRIMARY KEY, a TEXT NOT NULL DEFAULT 1, b TEXT,
                                c INTEGER);
            INSERT INTO new_t SELECT id, a, b, c FROM t; DROP TABLE t;
            ALTER TABLE new_t RENAME TO t;
            CREATE INDEX ta ON t (a); CREATE INDEX tb ON t (b); CREATE INDEX tc ON t (c);
            COMMIT;""")
        cpu([programs.floor("script"), "full.db", "fill.sql"], folder)

    def fresh(self):
        self.project.remove_database()
        shutil.copy(self.project.path("full.db"), self.project.path("app.db"))

    def floor(self):
        self.fresh()
        return cpu([self.programs.floor("script"), "app.db", "by_hand.sql"],
                   self.project.folder)

    def retort(self):
        self.fresh()
        return cpu([self.programs.migrate, "-q", "upgrade", "head"], self.project.folder)


class Rebuild(BigTable):
    """Another type for a column, beside the best SQL by hand."""

    def __init__(self, programs, folder, count):
        super().__init__(programs, folder, count)
        self.name = f"rebuild/{count}"
        self.project.add(1, 'op = "alter_column"\ntable = "t"\ncolumn = "a"\ntype = "TEXT"\n')


class Edit(BigTable):
    """Another default, which leaves the rows as they are, beside the rebuild by hand."""

    def __init__(self, programs, folder, count):
        super().__init__(programs, folder, count)
        self.name = f"edit/{count}"
        self.project.add(1, 'op = "alter_column"\ntable = "t"\ncolumn = "a"\nnullable = true\n')


class Fleet:
    """Many small databases, each two revisions behind, by one process."""

    SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "schema", "fleet_migrations")

    def __init__(self, programs, folder, count):
        self.name = f"fleet/{count}"
        self.programs = programs
        self.count = count
        self.project = Project(folder)
        for name in sorted(os.listdir(self.SCRIPTS)):
            shutil.copy(os.path.join(self.SCRIPTS, name), self.project.path("migrations"))
        cpu([programs.migrate, "-q", "upgrade", "+1"], folder)
        os.rename(self.project.path("app.db"), self.project.path("first.db"))

    def fresh(self):
        shutil.rmtree(self.project.path("fleet"), ignore_errors=True)
        os.mkdir(self.project.path("fleet"))
        for number in range(self.count):
            shutil.copy(self.project.path("first.db"), self.project.path(f"fleet/{number}.db"))

    def floor(self):
        self.fresh()
        scripts = [os.path.join("migrations", name)
                   for name in sorted(os.listdir(self.SCRIPTS))[1:]]
        return cpu([self.programs.floor("fleet"), "fleet", str(self.count), *scripts],
                   self.project.folder)

    def retort(self):
        self.fresh()
        return cpu([self.programs.fleet, self.project.path("fleet"), str(self.count)],
                   self.project.folder)
