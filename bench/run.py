#!/usr/bin/env python3
"""Measures Retort beside the C API of SQLite and its peers, and writes docs/benchmarks/.

    run.py --build build/release            seven rounds, the sizes of the table
    run.py --build build/release --quick    two rounds of small sizes; writes nothing

Each round runs everything once; a ratio is between two times of one round, and the table has its
median over the rounds, and the least and the most. Times are CPU times.
"""
import argparse
import datetime
import json
import math
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile

import alembic_peer
import measure
import picture
import schema
from compile import Compile
from measure import Ratio

# Of each line: what it is, how much it may take at most, and what it is to come down to.
ROWS = {
    "insert_each": ("insert one object a call", 1.05, 1.00),
    "insert_vector": ("insert a vector of objects", 0.75, 0.62),
    "flush": ("add objects to a session, flush once", 1.4, 1.1),
    "load": ("load rows into objects", 0.95, 0.85),
    "stream": ("stream rows", 0.80, 0.60),
    "load_identity": ("load with identity map", 1.5, 1.3),
    "get": ("get by key", 1.05, 1.00),
    "get_many": ("get many keys in one call", 0.50, 0.42),
    "get_held": ("get what the session holds", 0.10, 0.03),
    "filter": ("typed filter, built each time", 1.15, 1.05),
    "filter_composed": ("conditions composed at run time", 1.4, 1.15),
    "update": ("change one column of loaded objects, flush", 1.25, 0.9),
    "eager": ("parents with ten children each, eager", 1.3, 1.1),
}
# What a work is compared with where it is not the C API doing the same.
FLOORS = {"insert_vector": "insert_each", "flush": "insert_each", "load_identity": "load",
          "get_many": "get", "get_held": "get", "filter_composed": "filter"}
SCHEMA = {
    "current": ("`migrate current`, beside `sqlite3 app.db 'select 1'`", 3, 1.5),
    "no-op": ("`migrate upgrade` with nothing to do, beside the same", 3, 1.5),
    "check": ("`check` of unchanged tables, beside the PRAGMAs", 2, 1.2),
    "upgrade": ("`upgrade` through revisions of one statement", 1.5, 1.1),
    "rebuild": ("rebuild of a table with three indexes, beside the best SQL by hand", 1.05, 1.00),
    "edit": ("a change that leaves the rows as they are, beside that rebuild", 0.02, 0.0),
    "fleet": ("upgrade small databases by one process", 1.5, 1.1),
}
# What may be compared with it, too, where it is there.
PYTHON_ROWS = "SQLAlchemy"
# How many models and queries, by whom, and beside what; how many MiB the compiler may take.
COMPILE = {
    "compile": ("compile 5 models and 10 queries, -O0", ("retort", 5, 10), ("raw", 5, 10), 2.5, 1.8,
                180),
    "compile-models": ("compile 20 models and 10 queries, beside the 5", ("retort", 20, 10),
                       ("retort", 5, 10), 1.2, 1.1, None),
    # What the heaviest peer takes, which Debian does not have (docs/benchmarks/notes.md).
    "compile-queries": ("compile 10 models and 30 queries", ("retort", 10, 30), ("raw", 10, 30),
                        21.0, 2.5, 690),
    "compile-soci": ("compile 10 models and 30 queries", ("soci", 10, 30), ("raw", 10, 30), None,
                     None, None),
}


class Programs:
    def __init__(self, build):
        self.build = os.path.abspath(build)
        self.migrate = os.path.join(self.build, "cli", "migrate")
        self.rows = os.path.join(self.build, "bench", "rows", "bench_rows")
        self.include = os.path.join(self.build, "include")
        measure.CHILD = os.path.join(self.build, "bench", "bench_child")
        self.fleet = os.path.join(self.build, "bench", "schema", "bench_fleet")

    def floor(self, name):
        return os.path.join(self.build, "bench", "schema", f"bench_{name}_floor")


def row_works(programs, sizes, wanted):
    """The names that bench_rows has for them, as work/peer/size/iterations:1."""
    names = subprocess.run([programs.rows, "--benchmark_list_tests"], check=True,
                           stdout=subprocess.PIPE, text=True).stdout.split()
    works = [name.split("/")[0] for name in names]
    floors = {FLOORS.get(work, work) for work in works if wanted.search(work)}
    return [name for name, work in zip(names, works)
            if re.search(f"/({'|'.join(sizes)})/iterations", name)
            and (wanted.search(work) or work in floors and "/raw/" in name)]


def measure_rows(programs, names):
    """{(work, peer, size): CPU seconds} of one round, in an order of its own. Each has a process of its own: what one
    work has given back to malloc is tidied up in the time of another."""
    times = {}
    for name in random.sample(names, len(names)):
        output = subprocess.run(
            [programs.rows, "--benchmark_format=json", f"--benchmark_filter=^{name}$"],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        work, peer, size = name.split("/")[:3]
        times[work, peer, int(size)] = json.loads(output)["benchmarks"][0]["cpu_time"] / 1000
    return times


def sqlalchemy_rows(times):
    """The same of SQLAlchemy, which does fewer rows: its time is that of as many rows as the others have."""
    if not alembic_peer.is_there():
        return {}
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rows", "sqlalchemy_rows.py")
    output = subprocess.run([alembic_peer.PYTHON, program], check=True, stdout=subprocess.PIPE,
                            text=True).stdout
    largest = {work: max(size for (w, _, size) in times if w == work) for (work, _, _) in times}
    return {(work, PYTHON_ROWS, largest[work]): seconds / count * largest[work]
            for work, (seconds, count) in json.loads(output).items() if work in largest}


def schema_works(programs, folder, quick):
    def place(name):
        return os.path.join(folder, name)
    counts = {"start": [20] if quick else [20, 200, 1000],
              "upgrade": [100] if quick else [100, 1000, 5000],
              "check": [100] if quick else [100, 1000, 3000],
              "fleet": [100] if quick else [100, 330, 1000],
              "rows": [100_000] if quick else [500_000, 1_650_000, 5_000_000]}
    for count in counts["start"]:
        yield schema.Start("current", programs, place(f"current{count}"), count)
        yield schema.Start("no-op", programs, place(f"noop{count}"), count)
    for count in counts["upgrade"]:
        yield schema.Upgrade(programs, place(f"upgrade{count}"), count)
    for count in counts["check"]:
        yield schema.Check(programs, place(f"check{count}"), count)
    for count in counts["rows"]:
        yield schema.Rebuild(programs, place(f"rebuild{count}"), count)
        yield schema.Edit(programs, place(f"edit{count}"), count)
    for count in counts["fleet"]:
        yield schema.Fleet(programs, place(f"fleet{count}"), count)


def exponent(times_by_size):
    """Of the growth of the median times with the size."""
    points = [(math.log(size), math.log(statistics.median(times)))
              for size, times in sorted(times_by_size.items())]
    if len(points) < 2:
        return None
    (x1, y1), (x2, y2) = points[0], points[-1]
    return (y2 - y1) / (x2 - x1)


def row_results(rounds):
    results = []
    for work, (title, must, aim) in ROWS.items():
        peers = sorted({peer for (w, peer, _) in rounds[0] if w == work and peer != "raw"})
        for peer in peers:
            sizes = sorted({s for (w, p, s) in rounds[0] if (w, p) == (work, peer)})
            floor = FLOORS.get(work, work)
            times = {s: [r[work, peer, s] for r in rounds] for s in sizes}
            ratio = Ratio(times[sizes[-1]], [r[floor, "raw", sizes[-1]] for r in rounds])
            results.append(dict(work=work, title=title, peer=peer, size=sizes[-1], must=must, aim=aim,
                                ratio=ratio.median, least=ratio.least, most=ratio.most,
                                floor_ms=ratio.floor_ms, exponent=exponent(times)))
    return results


def measure_schema(work, before):
    """(seconds, MiB) of the floor, of Retort and of Alembic, where it does that and is there. What `before` has
    of the latter is taken."""
    found = {"floor": work.floor(), "retort": work.retort()}
    if getattr(work, "alembic", None):
        found["Alembic"] = before.get(work.name, {}).get("Alembic") or work.peer()
    return found


def schema_results(rounds):
    results = []
    for kind, (title, must, aim) in SCHEMA.items():
        sizes = sorted({int(name.split("/")[1]) for name in rounds[0] if name.split("/")[0] == kind})
        for peer in ("retort", "Alembic"):
            own = [size for size in sizes if peer in rounds[0][f"{kind}/{size}"]]
            times = {size: [r[f"{kind}/{size}"][peer][0] for r in rounds] for size in own}
            for size in own:
                name = f"{kind}/{size}"
                ratio = Ratio(times[size], [r[name]["floor"][0] for r in rounds])
                results.append(dict(
                    work=kind, title=title, peer=peer, size=size, must=must, aim=aim,
                    ratio=ratio.median, least=ratio.least, most=ratio.most,
                    floor_ms=ratio.floor_ms, exponent=exponent(times) if size == own[-1] else None,
                    mib=max(r[name][peer][1] for r in rounds),
                    floor_mib=max(r[name]["floor"][1] for r in rounds)))
    return results


def compile_results(works, rounds):
    results = []
    for work in works:
        title, (peer, _, queries), _, must, aim, most_mib = COMPILE[work.name]
        ratio = Ratio([r[work.name][1] for r in rounds], [r[work.name][0] for r in rounds])
        results.append(dict(work=work.name, title=title, peer=peer, size=queries, must=must, aim=aim,
                            ratio=ratio.median, least=ratio.least, most=ratio.most,
                            floor_ms=ratio.floor_ms, exponent=None, mib=work.mib,
                            must_mib=most_mib))
    return results


def is_over(result):
    """Of Retort's own lines: too slow, or too large."""
    if result["peer"] != "retort":
        return False
    too_large = result.get("must_mib") and result["mib"] > result["must_mib"]
    return result["ratio"] > result["must"] or bool(too_large)


def versions():
    import sqlite3
    processor = ""
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                processor = line.split(":", 1)[1].strip()
                break
    compiler = subprocess.run(["c++", "--version"], stdout=subprocess.PIPE, text=True,
                              check=True).stdout.splitlines()[0]
    return (f"{datetime.date.today()}, {os.cpu_count()} cores of {processor or platform.machine()}, "
            f"SQLite {sqlite3.sqlite_version}, {compiler}")


def table(results, before):
    lines = ["| work | rows | by | ratio | least – most | floor | memory | grows with | must | aim | last run |",
             "|---|---|---|---|---|---|---|---|---|---|---|"]
    for r in results:
        own = r["peer"] == "retort"
        mark = "" if not own else " **over**" if is_over(r) else " ✓"
        memory = f"{r['mib']:.0f} MiB" if "mib" in r else ""
        if r.get("must_mib"):
            memory += f" of {r['must_mib']}"
        elif "floor_mib" in r:
            memory += f", floor {r['floor_mib']:.0f}"
        power = "" if r["exponent"] is None else f"n^{r['exponent']:.2f}"
        last = before.get((r["work"], r["peer"], r["size"]))
        lines.append(
            f"| {r['title']} | {r['size']:,} | {r['peer']} | {r['ratio']:.2f}{mark} | "
            f"{r['least']:.2f} – {r['most']:.2f} | {r['floor_ms']:.1f} ms | "
            f"{memory} | {power} | "
            f"{r['must'] if own else ''} | {r['aim'] if own else ''} | "
            f"{f'{last:.2f}' if last else ''} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, help="a release build with RETORT_BENCH=ON")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--only", help="only works whose name this regular expression finds")
    parser.add_argument("--out", default="docs/benchmarks")
    arguments = parser.parse_args()
    programs = Programs(arguments.build)
    for program in (programs.migrate, programs.rows, programs.fleet):
        if not os.path.exists(program):
            parser.error(f"there is no {program}: build with RETORT_BENCH=ON, as ./scripts/bench does")
    rounds = arguments.rounds or (2 if arguments.quick else 7)
    wanted = re.compile(arguments.only or "")
    sizes = ["20000", "10000", "2000", "1000"] if arguments.quick else ["[0-9]+"]

    rows = row_works(programs, sizes, wanted)
    row_rounds, schema_rounds, compile_rounds = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        works = [w for w in schema_works(programs, folder, arguments.quick)
                 if wanted.search(w.name)]
        compiled = [Compile(name, programs.include, folder, own, floor)
                    for name, (_, own, floor, *_) in COMPILE.items() if wanted.search(name)]
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            if rows:
                row_rounds.append(measure_rows(programs, rows))
                # Programs in Python take long and differ little: a quick run has them once.
                if number == 0 or not arguments.quick:
                    of_python = sqlalchemy_rows(row_rounds[-1])
                row_rounds[-1].update(of_python)
            before = schema_rounds[0] if schema_rounds and arguments.quick else {}
            schema_rounds.append({w.name: measure_schema(w, before) for w in works})
            # A compiler takes its time, and nearly the same each time: a quick run asks it once.
            if number == 0 or not arguments.quick:
                compile_rounds.append({w.name: (w.floor(), w.retort()) for w in compiled})

    results = (row_results(row_rounds) if row_rounds else []) + schema_results(schema_rounds)
    results += compile_results(compiled, compile_rounds)
    path = os.path.join(arguments.out, "results.json")
    before = {}
    if os.path.exists(path):
        with open(path) as file:
            before = {(r["work"], r["peer"], r["size"]): r["ratio"]
                      for r in json.load(file)["results"]}
    text = table(results, before)
    print(f"{versions()}; {rounds} rounds\n\n{text}")
    if not arguments.quick and not arguments.only:
        os.makedirs(arguments.out, exist_ok=True)
        with open(path, "w") as file:
            json.dump(dict(machine=versions(), rounds=rounds, results=results), file, indent=1)
        with open(os.path.join(arguments.out, "table.md"), "w") as file:
            file.write(f"{versions()}; {rounds} rounds\n\n{text}\n")
        with open(os.path.join(arguments.out, "ratios.svg"), "w") as file:
            file.write(picture.draw(results))
    over = [r for r in results if is_over(r)]
    for r in over:
        memory = f" and {r['mib']:.0f} MiB" if "mib" in r else ""
        asked = f" and {r['must_mib']} MiB are" if r.get("must_mib") else " is"
        print(f"over: {r['title']}: {r['ratio']:.2f}{memory}; {r['must']}{asked} asked for")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
