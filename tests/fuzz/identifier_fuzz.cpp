// Identifiers and ranges of any content, in a history with branches, merges, labels and dependencies:
// each has a meaning or is refused with a message.

#include <cstdlib>
#include <iostream>

#include <retort/migrate/graph.h>
#include <retort/schema/error.h>

#include "fuzz/fuzz.h"

namespace retort::fuzz {

namespace {

using migrate::Graph;

migrate::Revision revision(const std::string& id, std::vector<std::string> parents,
                           std::vector<std::string> labels = {},
                           std::vector<std::string> depends_on = {}) {
  migrate::Revision made;
  made.revision = id;
  made.down_revisions = std::move(parents);
  made.branch_labels = std::move(labels);
  made.depends_on = std::move(depends_on);
  return made;
}

const Graph& graph() {
  static const Graph made(std::vector{
      revision("abcd1", {}), revision("abcd2", {"abcd1"}), revision("left1", {"abcd2"}, {"left"}),
      revision("right1", {"abcd2"}, {"right"}), revision("merge1", {"left1", "right1"}),
      revision("films1", {}, {"films"}), revision("films2", {"films1"}, {}, {"left1"})});
  return made;
}

template <class Ask>
void ask(std::string_view text, Ask question) {
  try {
    question();
  } catch (const Error& error) {
    if (*error.what() != 0) return;
    std::cerr << "no message for " << text << '\n';
    std::abort();
  }
}

}  // namespace

void fuzz_one(std::string_view data) {
  const std::vector<std::string> rows = {"films2", "right1"};
  ask(data, [&] { graph().resolve(data); });
  ask(data, [&] { graph().resolve_all(data, rows); });
  ask(data, [&] { graph().range(data, rows); });
  ask(data, [&] { migrate::depends_on_rows(data); });
  ask(data, [&] { graph().upgrade_path(rows, data); });
  ask(data, [&] { graph().downgrade_path(rows, data); });
  ask(data, [&] { graph().stamp(rows, {std::string(data)}); });
}

std::vector<std::string> corpus() {
  return {"head",      "heads",        "base",       "current",     "abcd1",    "abc",
          "left",      "left@head",    "left@base",  "films@heads", "+2",       "-1",
          "left@+1",   "films@-1",     "abcd1+2",    "merge1-1",    "base+1",   "head-1",
          "a:b",       "abcd1:merge1", "-1:current", "left@base:",  ":current", "current-1:+1",
          "right@abc", "+2147483647",  "-2147483648"};
}

}  // namespace retort::fuzz
