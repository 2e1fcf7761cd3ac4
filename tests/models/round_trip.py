#!/usr/bin/env python3
"""Schemas through `migrate models` and back.

For each schema: a database of it, with rows where there is something that fills them; the header that
`migrate models` writes; a program that includes the header, compiled with warnings as errors; and `migrate
check` with the schema that the program prints, which has to find nothing. With --rows the program also
reads every row of every table, view and virtual table into values of the models, and writes those of tables
to a database that create_all made; the counts, and the rows of both, are compared.
With --together one program has all headers, each in a namespace of its own.

Exit status 0: all are right; 1: some are not; 77: the schemas are not there (ctest skips).
"""
import argparse
import concurrent.futures
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = """#include <iostream>
#include <map>
#include <retort/engine/engine.h>
#include <retort/orm/registry.h>
%(more)s#include <retort/schema/toml.h>
#include "models.h"
%(rows)s
int main(int argc, char** argv) {
  if (argc > 1) return read_rows(argv[1]);
  std::cout << retort::schema::write_toml(retort::orm::metadata());
}
"""

TOGETHER = """#include <fstream>
#include <retort/orm/model.h>
#include <retort/orm/schema_object.h>
#include <retort/schema/toml.h>
using retort::schema::Metadata;
/// What was declared after that many triggers and virtual tables, up to these.
struct Count {
  std::size_t triggers = retort::orm::detail::schema_objects().triggers.size();
  std::size_t virtual_tables = retort::orm::detail::schema_objects().virtual_tables.size();
  std::size_t views = retort::orm::detail::schema_objects().views.size();
};
template <class List>
void add(List& to, const List& from, std::size_t first, std::size_t end) {
  for (std::size_t i = first; i < end; ++i) to.push_back(from[i]);
}
void write(const char* file, Metadata metadata, const Count& first, const Count& end) {
  const Metadata& objects = retort::orm::detail::schema_objects();
  add(metadata.triggers, objects.triggers, first.triggers, end.triggers);
  add(metadata.virtual_tables, objects.virtual_tables, first.virtual_tables, end.virtual_tables);
  add(metadata.views, objects.views, first.views, end.views);
  std::ofstream(file) << retort::schema::write_toml(metadata);
}
inline const Count before_s0;
%s
int main() {
%s}
"""

SESSION = """#include <retort/engine/dialect.h>
#include <retort/orm/session.h>
"""

NO_ROWS = "int read_rows(const char*) { return 2; }"

ROWS = """template <class Table>
void count(retort::orm::Session& session, const char* name, const Table& table) {
  std::cout << session.query(retort::orm::plain(table)).all().size() << ' ' << name << '\\n';
}
template <template <class> class Model, class Table>
void copy(retort::orm::Session& from, retort::orm::Session& to, const Table& table) {
  if constexpr (!retort::orm::detail::is_view<Model>) {
    const auto rows = from.query(retort::orm::plain(table)).all();
    if (!rows.empty()) to.insert_into(table).rows(rows).execute();
  }
}
int read_rows(const char* url) {
  retort::engine::Engine engine(url, {.read_only = true});
  retort::orm::Session session(engine);
  retort::engine::Engine second("sqlite:///copy.db", {.foreign_keys = false});
  retort::orm::create_all(second);
  for (const auto& trigger : retort::orm::metadata().triggers)
    second.connect().execute("DROP TRIGGER " + second.dialect().quote(trigger.name));
  retort::orm::Session to(second);
  %s
  to.commit();
  return 0;
}
"""


def schemas(corpus, which):
    """(name, file): the last schema of each project and every snapshot; or what is asked for."""
    for project in sorted(os.listdir(corpus)):
        folder = os.path.join(corpus, project)
        if not os.path.isdir(folder):
            continue
        files = sorted(f for f in os.listdir(folder) if f.endswith(".sql") and not f.endswith(".step.sql"))
        if project != "snapshots" and which != "all":
            files = files[-1:]
        for file in files:
            yield f"{project}/{file[:-4]}", os.path.join(folder, file)


def build(sql, database, corpus):
    """The database; its tables have rows where the corpus is there to make them."""
    connection = sqlite3.connect(database, isolation_level=None)
    statements = re.sub(r"CREATE TABLE sqlite_\w+\([^)]*\);", "", sql)
    connection.executescript(statements)
    try:
        if corpus:
            sys.path.insert(0, corpus)
        import fill
        import sqlmodel
        fill.fill(connection, sqlmodel.load(connection))
    except Exception:                       # no filler, or one that gave up: fewer rows
        pass
    if connection.in_transaction:
        connection.execute("COMMIT")
    connection.close()


def form_of(value):
    """Dates and times are written in one form, whichever they were read in; numbers are equal as numbers."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?", value):
        return (value.replace("T", " ") + " 00:00:00.000000"[len(value) - 10:])[:26]
    return float(value) if isinstance(value, int) and abs(value) < 2**53 else value


class Trial:
    def __init__(self, options):
        self.options = options

    def run(self, command, folder):
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout

    def trial(self, name, file):
        """None, or what is wrong; and what it took."""
        options = self.options
        folder = os.path.join(options.keep or tempfile.mkdtemp(prefix="retort-models-"), name.replace("/", "-"))
        os.makedirs(folder, exist_ok=True)
        database = os.path.join(folder, "app.db")
        if os.path.exists(database):
            os.remove(database)
        with open(file) as text:
            build(text.read(), database, options.corpus)
        url = "sqlite:///app.db"
        status, output = self.run([options.migrate, "models", "--from", url, "-o", "models.h"], folder)
        unsaid = output.count("not said: ")
        if status != int(unsaid > 0):
            return f"migrate models ended with {status} and left out {unsaid}:\n{output}", {}
        took = {"unsaid": unsaid, "tables": 0, "lines": 0, "seconds": 0.0}
        # 1: a view or virtual table has no model, since this SQLite cannot read it.
        if status not in (0, 1):
            return f"migrate models ended with {status}:\n{output}", took
        with open(os.path.join(folder, "models.h")) as header:
            text = header.read()
        handles = re.findall(r"^inline constexpr auto (\w+) =\s+retort::orm::(\w+)<(\w+)>;", text, re.M)
        took.update(tables=len(handles), lines=text.count("\n"))
        reads = "".join(f'\n  count(session, models::{model}<retort::orm::Values>::table_name, models::{handle});'
                        for handle, _, model in handles)
        reads += "".join(f"\n  copy<models::{model}>(session, to, models::{handle});"
                         for handle, kind, model in handles if kind == "table")
        with open(os.path.join(folder, "main.cpp"), "w") as main:
            main.write(PROGRAM % {"rows": ROWS % reads if options.rows else NO_ROWS,
                                  "more": SESSION if options.rows else ""})
        began = time.monotonic()
        for compiler in options.also:
            status, output = self.run(shlex.split(compiler) + ["-fsyntax-only", "main.cpp"], folder)
            if status:
                return f"{compiler.split()[0]} does not compile it:\n{output[:4000]}", took
        began = time.monotonic()
        status, output = self.run(shlex.split(options.compile) + ["main.cpp", "-o", "main"] +
                                  shlex.split(options.link), folder)
        took["seconds"] = time.monotonic() - began
        if status:
            return f"the header does not compile:\n{output[:4000]}", took
        if not os.path.exists(os.path.join(folder, "migrate.toml")):
            self.run([options.migrate, "init", "--url", url, "--models", "command: ./main"], folder)
        status, output = self.run([options.migrate, "check", "--own-all"], folder)
        if status:
            return f"check ended with {status}:\n{output[:6000]}", took
        if options.rows:
            return self.compare_rows(folder, database), took
        return None, took

    def together(self, wanted):
        """The faults of all, by name."""
        options, faults = self.options, {}
        folder = options.keep or tempfile.mkdtemp(prefix="retort-models-")
        os.makedirs(folder, exist_ok=True)
        includes = writes = ""
        for i, (name, file) in enumerate(wanted):
            database = os.path.join(folder, f"s{i}.db")
            if os.path.exists(database):
                os.remove(database)
            with open(file) as text:
                build(text.read(), database, options.corpus)
            status, output = self.run([options.migrate, "models", "--from", f"sqlite:///s{i}.db", "--namespace", f"s{i}",
                                       "-o", f"s{i}.h"], folder)
            if status != int("not said: " in output):
                faults[name] = f"migrate models ended with {status}:\n{output}"
                continue
            with open(os.path.join(folder, f"s{i}.h")) as header:
                models = re.findall(r"retort::orm::table<(\w+)>;", header.read())
            includes += f'#include "s{i}.h"\ninline const Count before_s{i + 1};\n'
            list_of = ", ".join(f"s{i}::{model}" for model in models)
            schema = f"retort::orm::metadata<{list_of}>()" if models else "Metadata{}"
            writes += f'  write("s{i}.toml", {schema}, before_s{i}, before_s{i + 1});\n'
        with open(os.path.join(folder, "main.cpp"), "w") as main:
            main.write(TOGETHER % (includes, writes))
        status, output = self.run(shlex.split(options.compile) + ["main.cpp", "-o", "main"] +
                                  shlex.split(options.link), folder)
        if status:
            return {"all": f"the headers do not compile:\n{output[:4000]}"}
        self.run(["./main"], folder)
        os.makedirs(os.path.join(folder, "migrations"), exist_ok=True)
        for i, (name, file) in enumerate(wanted):
            if name in faults:
                continue
            with open(os.path.join(folder, "migrate.toml"), "w") as config:
                config.write(f'url = "sqlite:///s{i}.db"\nmodels = "s{i}.toml"\n')
            status, output = self.run([options.migrate, "check", "--own-all"], folder)
            if status:
                faults[name] = f"{file}: check ended with {status}:\n{output[:6000]}"
        return faults

    def compare_rows(self, folder, database):
        if os.path.exists(os.path.join(folder, "copy.db")):
            os.remove(os.path.join(folder, "copy.db"))
        status, output = self.run(["./main", "sqlite:///app.db"], folder)
        if status:
            return f"reading the rows ended with {status}:\n{output[-3000:]}"
        connection = sqlite3.connect(database)
        for line in output.splitlines():
            count, _, table = line.partition(" ")
            quoted = table.replace('"', '""')
            there = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]
            if int(count) != there:
                return f"{table} has {there} rows, and {count} were read"
        copy = sqlite3.connect(os.path.join(folder, "copy.db"))
        for (table,) in connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                           "AND name NOT LIKE 'sqlite%'").fetchall():
            quoted = table.replace('"', '""')
            before, after = (sorted(([form_of(value) for value in row] for row in each.execute(f'SELECT * FROM "{quoted}"')),
                                    key=repr) for each in (connection, copy))
            if before != after:
                return f"the rows of {table} are not what they were:\n{before[:3]}\n{after[:3]}"
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--migrate", required=True)
    parser.add_argument("--compile", required=True, help="compiler and flags")
    parser.add_argument("--link", required=True, help="libraries")
    parser.add_argument("--also", action="append", default=[], help="another compiler that has to take it")
    parser.add_argument("--corpus", default="", help="the folder of schemas")
    parser.add_argument("--sql", action="append", default=[], help="a script of DDL beside those")
    parser.add_argument("--only", default="", help="a regular expression for names of schemas")
    parser.add_argument("--which", choices=["ends", "all"], default="ends")
    parser.add_argument("--random", help="the program that writes random schemas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--together", action="store_true")
    parser.add_argument("--rows", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", help="a folder for what was made")
    options = parser.parse_args()
    if options.corpus and not os.path.isdir(options.corpus):
        print(f"{options.corpus} is not there")
        return 77
    wanted = []
    if options.corpus:
        wanted = [each for each in schemas(options.corpus, options.which) if re.search(options.only, each[0])]
    wanted += [(os.path.basename(file), os.path.abspath(file)) for file in options.sql]
    if options.random:
        folder = tempfile.mkdtemp(prefix="retort-random-")
        subprocess.run([options.random, folder, str(options.seed), str(options.count)], check=True)
        wanted += [(file, os.path.join(folder, file)) for file in sorted(os.listdir(folder))]
    trial = Trial(options)
    if options.together:
        faults = trial.together(wanted)
        for name, fault in faults.items():
            print(f"WRONG {name}\n{fault}")
        print(f"{len(wanted)} schemas, {len(faults)} wrong")
        return 1 if faults else 0
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (name, _), (fault, took) in zip(wanted, pool.map(lambda each: trial.trial(*each), wanted)):
            wrong += fault is not None
            print(f"{'ok' if fault is None else 'WRONG':5} {name}: {took['tables']} models, {took['lines']} lines, "
                  f"{took['seconds']:.1f} s to compile, "
                  f"{took['unsaid']} without a model", flush=True)
            if fault:
                print(fault, flush=True)
    print(f"{len(wanted)} schemas, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
