#!/usr/bin/env python3
"""Real schema histories (shared/corpus), judged by their own referee: `migrate` carries filled databases
from each version to the next, back, over ten versions at once and from the first to the last.

    judge.py --corpus ../shared/corpus --migrate build/release/cli/migrate
    ... --way down --told no --project nix     one way, not told of renames and fill values, one project
    ... --limit 50                             about so many steps of each way, spread over the corpus

Prints one table and what failed. Exits with 1 for a step that needs no answer from a person and is not
ok, one that needs an answer and is neither ok nor refused, and one that was refused with a change; with
77, and says so, where the corpus is not there.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

WAYS = ["step", "down", "jump:10", "ends"]


def judge(arguments, way, told):
    """The referee's results: a list of steps with their verdicts."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "results.json")
        command = [sys.executable, "referee.py", "--adapter", "migrate_adapter.py:Migrate", "-q",
                   "--pairs", way, "-o", out]
        if told:
            command.append("--hints")
        for project in arguments.project or []:
            command += ["--project", project]
        if arguments.limit:
            command += ["--limit", str(arguments.limit)]
        if arguments.jobs:
            command += ["--jobs", str(arguments.jobs)]
        environment = dict(os.environ, MIGRATE=os.path.abspath(arguments.migrate),
                           PYTHONDONTWRITEBYTECODE="1")
        done = subprocess.run(command, cwd=arguments.corpus, env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if not os.path.exists(out):
            sys.exit(f"the referee failed ({way}):\n{done.stdout}")
        with open(out) as file:
            return json.load(file)


def is_failure(step):
    if step["verdict"] == "ok":
        return False
    return not (step.get("hard") and step["verdict"] == "refused" and step.get("left") == "clean")


def row(way, told, steps):
    easy = [s for s in steps if not s.get("hard")]
    hard = [s for s in steps if s.get("hard")]
    ok = lambda some: sum(s["verdict"] == "ok" for s in some)
    flags = sum(bool(s.get("flags")) for s in steps if s["verdict"] == "ok")
    share = 100 * ok(easy) / len(easy) if easy else 100
    return (f"{way:8} {'yes' if told else 'no':5} {len(steps):6} {ok(easy):6} of {len(easy):<5} {share:6.1f}% "
            f"{ok(hard):8} {sum(s['verdict'] == 'refused' for s in hard):8} of {len(hard):<5}"
            f"{flags:6} {sum(map(is_failure, steps)):7}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--migrate", required=True)
    parser.add_argument("--way", action="append", choices=WAYS, help="all, unless given")
    parser.add_argument("--told", choices=["yes", "no"],
                        help="of renames and fill values; both, unless given")
    parser.add_argument("--project", action="append", help="only this one; may be given again")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--jobs", type=int)
    arguments = parser.parse_args()
    arguments.corpus = os.path.abspath(arguments.corpus)
    if not os.path.exists(os.path.join(arguments.corpus, "referee.py")):
        print(f"SKIPPED: there is no corpus at {arguments.corpus}", flush=True)
        return 77

    print("                     need no answer             need one                       \n"
          "way      told   steps     ok               ok  refused          flags  failed", flush=True)
    failed, flags, total = [], collections.Counter(), 0
    for way in arguments.way or WAYS:
        for told in {"yes": [True], "no": [False], None: [True, False]}[arguments.told]:
            steps = judge(arguments, way, told)
            total += len(steps)
            print(row(way, told, steps), flush=True)
            failed += [(way, told, s) for s in steps if is_failure(s)]
            for step in steps:
                if step["verdict"] == "ok":
                    flags.update({re.match(r"\w+", flag).group() for flag in step.get("flags", [])})
    if flags:
        print("flags, which are no failures:", ", ".join(f"{k} {n}" for k, n in flags.most_common()))
    for way, told, step in failed:
        print(f"FAILED {step['project']} -n {step['n']} --pairs {way}{' --hints' if told else ''}: "
              f"{step['verdict']} ({step.get('left', 'ran')}): {step.get('why', '')}"
              + (f" [needs: {'; '.join(step['hard'])}]" if step.get("hard") else ""))
    if total == 0:
        print("FAILED: there was nothing to judge")
    return 1 if failed or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
