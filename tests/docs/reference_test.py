#!/usr/bin/env python3
"""Makes the reference in a folder of its own and reads it: reference_test.py scripts/reference DOCS"""
import os
import re
import subprocess
import sys
import tempfile

EXPECTED = {  # a page, and what has to be on it
    "orm-session.md": ["## `Session`", "  Handle<Entity<Model>> add(Model<Values> entity);", "  void commit();",
                       "/// The row is deleted by the next flush."],
    "orm-constraints.md": ["## `index_on`", "struct check_that {};"],
    "engine-engine.md": ["## `Engine`", "  Connection connect();", "  bool foreign_keys = true;"],
    "schema-metadata.md": ["  std::vector<Table> tables{};"],
    "migrate-model_header.md": ["## `model_header`"],
}
NOWHERE = ["pool_;", "private:", "static_assert(", "detail::Mapper&"]


def anchors(text):
    return {re.sub(r"[^\w\- ]", "", line.strip("# `\n").lower()).replace(" ", "-")
            for line in text.split("\n") if line.startswith("#")}


def faults(folder):
    pages = {}
    for file in os.listdir(folder):
        with open(os.path.join(folder, file)) as page:
            pages[file] = page.read()
    for file, wanted in EXPECTED.items():
        for part in wanted:
            if part not in pages.get(file, ""):
                yield f"{file} lacks {part!r}"
    for file, text in pages.items():
        code = re.findall(r"^```(?:cpp|console)\n(.*?)^```$", text, re.M | re.S)
        for part in NOWHERE:
            if any(part in block for block in code):
                yield f"{file} shows {part!r}"
        if text.count("```") % 2:
            yield f"{file} has a code block without an end"
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.S)):
            name, _, anchor = target.partition("#")
            path = os.path.normpath(os.path.join(folder, name))
            if not os.path.exists(path):
                yield f"{file} links to {target}, which is not there"
            elif anchor and anchor not in anchors(pages[name]):
                yield f"{file} links to {target}, which has no such heading"


def links_of_docs(docs):
    for page in sorted(os.listdir(docs)):
        if not page.endswith(".md"):
            continue
        with open(os.path.join(docs, page)) as file:
            text = re.sub(r"```.*?```", "", file.read(), flags=re.S)
        for target in re.findall(r"\]\(([^)\s:]+?)(?:#[^)]*)?\)", text):
            if target and not target.startswith("#") and not os.path.exists(os.path.join(docs, target)):
                yield f"docs/{page} links to {target}, which is not there"


def main():
    script, docs = sys.argv[1:]
    # Each public header opens with what it is and an example.
    check = subprocess.run([sys.executable, script, "--check"], stdout=subprocess.PIPE, text=True)
    found = check.stdout.splitlines() if check.returncode else []
    found += links_of_docs(docs)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, script, folder], check=True)
        found += list(faults(folder))
    print("\n".join(found) or "the reference is whole")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
