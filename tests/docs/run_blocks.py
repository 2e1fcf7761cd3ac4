#!/usr/bin/env python3
"""Runs the code blocks of a Markdown page, in order, in an empty folder.

  console   lines that begin with `$ ` are run by bash; the lines after each are what it prints, both
            streams together. A line `...` stands for any number of lines.
  cpp       a program: compiled with the build's compiler and libraries, then run; the next `text`
            block is what it prints. A block without `main` is compiled only. A program whose first line is
            `// file: NAME.cpp` becomes the program NAME, for the console blocks to run, and is compiled
            anew when a header is written that it includes.
  toml, sql, json, cpp whose first line is a comment `file: NAME`: written to that file.
  sh, cmake  not run here (what they say has tests of its own: the demo, tests/install).
  python     not run: what a reader knows from elsewhere.

Any other language is an error, so that no block is left untested by accident. Revision ids and times
differ from run to run and compare equal.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile


def blocks(text):
    for match in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S):
        yield text.count("\n", 0, match.start()) + 1, match.group(1), match.group(2)


def normal(text):
    text = re.sub(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])", "<id>", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time>", text)
    text = re.sub(r"\d{8}T\d{6}Z", "<time>", text)
    return [line.rstrip() for line in text.rstrip("\n").split("\n")] if text.strip() else []


def matches(expected, actual):
    """Whether the lines agree, `...` standing for any number of lines."""
    if not expected:
        return not actual
    if expected[0].strip() == "...":
        return any(matches(expected[1:], actual[i:]) for i in range(len(actual) + 1))
    return bool(actual) and expected[0] == actual[0] and matches(expected[1:], actual[1:])


class Page:
    def __init__(self, arguments, folder):
        self.arguments, self.folder = arguments, folder
        self.failures = []
        self.output = None
        self.programs = {}
        self.environment = dict(os.environ, PATH=arguments.bin + ":" + os.environ["PATH"],
                                NO_COLOR="1")

    def fail(self, line, message):
        self.failures.append(f"{self.arguments.page}:{line}: {message}")

    def expect(self, line, expected, actual):
        if not matches(normal(expected), normal(actual)):
            self.fail(line, f"expected\n{expected}\nbut it printed\n{actual}")

    def run(self, command):
        done = subprocess.run(command, cwd=self.folder, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        return done.returncode, done.stdout

    def console(self, line, body):
        for part in re.split(r"^(?=\$ )", body, flags=re.M):
            if not part.strip():
                continue
            command, _, expected = part[2:].partition("\n")
            _, output = self.run(["bash", "-c", command])
            self.expect(line, expected, output)

    def file(self, body):
        first = body.split("\n", 1)[0]
        name = re.match(r"^(?://|#|--) file: (\S+)$", first)
        if name:
            path = os.path.join(self.folder, name.group(1))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(body)
            for source, line in self.programs.items():
                with open(source) as program:
                    if f'#include "{name.group(1)}"' in program.read():
                        self.compile(line, source, True)
        return name.group(1) if name else None

    def compile(self, line, source, whole):
        compile_it = self.arguments.compile.split() + ["-I", self.folder, source]
        if not whole:
            compile_it.append("-fsyntax-only")
        else:
            compile_it += ["-o", source[:-4]] + self.arguments.link.split()
        status, output = self.run(compile_it)
        if status:
            self.fail(line, "does not compile:\n" + output)
        return status == 0

    def program(self, line, body):
        source = os.path.join(self.folder, f"block_{line}.cpp")
        with open(source, "w") as file:
            file.write(body)
        whole = re.search(r"^int main", body, re.M)
        if self.compile(line, source, whole) and whole:
            status, self.output = self.run([source[:-4]])
            if status:
                self.fail(line, f"exit status {status}:\n{self.output}")

    def block(self, line, language, body):
        if language == "console":
            self.console(line, body)
        elif language == "cpp":
            name = self.file(body)
            if not name:
                self.program(line, body)
            elif re.search(r"^int main", body, re.M):
                source = os.path.join(self.folder, name)
                self.programs[source] = line
                self.compile(line, source, True)
        elif language == "text":
            if self.output is not None:
                self.expect(line, body, self.output)
            self.output = None
        elif language in ("toml", "sql", "json"):
            self.file(body)
        elif language not in ("sh", "cmake", "python"):
            self.fail(line, f"a block of an unknown language `{language}`")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("--bin", required=True, help="the folder of the built `migrate`")
    parser.add_argument("--compile", required=True, help="compiler and flags")
    parser.add_argument("--link", required=True, help="libraries")
    arguments = parser.parse_args()
    with open(arguments.page) as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as folder:
        page = Page(arguments, folder)
        count = 0
        for line, language, body in blocks(text):
            page.block(line, language, body)
            count += 1
    for failure in page.failures:
        print(failure)
    print(f"{count} blocks, {len(page.failures)} failed")
    return 1 if page.failures else 0


if __name__ == "__main__":
    sys.exit(main())
