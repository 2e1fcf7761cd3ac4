#include <retort/migrate/rebase.h>

#include <algorithm>
#include <set>

#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/header_edit.h>
#include <retort/migrate/detail/text_diff.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/migrate/revision_test.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

namespace {

using Names = std::set<std::string>;

// A revision and all that it follows. Nothing for the base.
Names followed(const Graph& graph, const Revision* revision) {
  Names names;
  std::vector<const Revision*> open;
  if (revision != nullptr) open.push_back(revision);
  while (!open.empty()) {
    const Revision* next = open.back();
    open.pop_back();
    if (!names.insert(next->revision).second) continue;
    for (const std::string& parent : next->down_revisions) open.push_back(graph.find(parent));
  }
  return names;
}

// The only head that is not above the revision, where nobody says what the new parent is.
const Revision& other_head(const Graph& graph, const Revision& revision) {
  std::vector<const Revision*> others;
  std::string names;
  for (const Revision* head : graph.heads()) {
    if (followed(graph, head).contains(revision.revision)) continue;
    others.push_back(head);
    names += (names.empty() ? "" : ", ") + head->revision;
  }
  if (others.size() == 1) return *others.front();
  throw MigrateError(others.empty() ? "there is no other head to put " + revision.revision +
                                          " on; --onto names its new parent"
                                    : "there are several heads to put " + revision.revision +
                                          " on: " + names + "; --onto names one");
}

// Where those that move begin.
const Revision& first_of(const Graph& graph, const Names& moved) {
  const Revision* first = nullptr;
  for (const std::string& name : moved) {
    const Revision* revision = graph.find(name);
    const auto moves = [&](const std::string& parent) { return moved.contains(parent); };
    if (std::ranges::any_of(revision->down_revisions, moves)) continue;
    if (first != nullptr)
      throw MigrateError("both " + first->revision + " and " + revision->revision +
                         " begin what would move; rebase one of them");
    first = revision;
  }
  return *first;
}

// A part of one that was squashed counts, too.
void require_not_applied(const Graph& graph, Names moved, const std::vector<std::string>& rows) {
  for (const std::string& name : Names(moved)) {
    const std::vector<std::string>& parts = graph.find(name)->replaces;
    moved.insert(parts.begin(), parts.end());
  }
  const std::optional<Graph> own = database_graph(graph, rows);
  for (const Revision* revision : (own ? *own : graph).applied(rows))
    if (moved.contains(revision->revision))
      throw DecisionNeeded("the database has revision " + revision->revision +
                           " applied; `migrate downgrade` it there first, and leave revisions "
                           "alone that other databases have");
}

// The ways back from where it moved, and from what follows. What did not work before is not the new
// order's fault.
void prove_downgrades(const engine::Engine& engine, const Graph& graph, const Graph& rebased,
                      const std::string& first) {
  const TestOptions options{.range = first + ":", .rows = 0};
  std::optional<std::vector<RevisionTest>> before;
  for (const RevisionTest& test : test_revisions(engine, rebased, options)) {
    if (test.outcome != RevisionTest::Outcome::failed) continue;
    if (!before) before = test_revisions(engine, graph, options);
    const bool failed_before = std::ranges::any_of(*before, [&](const RevisionTest& other) {
      return other.revision->revision == test.revision->revision &&
             other.outcome == RevisionTest::Outcome::failed;
    });
    if (!failed_before)
      throw MigrateError("in the new order revision " + test.revision->revision +
                         " cannot be undone and made again, nothing was written: " + test.problem);
  }
}

void prove(const engine::Engine& engine, const Graph& graph, const Rebase& rebase) {
  std::vector<Revision> scripts = graph.revisions();
  for (Revision& script : scripts)
    if (script.revision == rebase.first.revision)
      script = parse_revision(rebase.text, rebase.first.path);
  const Graph rebased(std::move(scripts));
  engine::Connection scratch = engine.scratch();
  try {
    replay(scratch, rebased);
  } catch (const Error& error) {
    throw MigrateError(
        std::string("in the new order the history does not run, nothing was written: ") +
        error.what());
  }
  prove_downgrades(engine, graph, rebased, rebase.first.revision);
}

}  // namespace

Rebase plan_rebase(const engine::Engine& engine, const Graph& graph, std::string_view identifier,
                   std::string_view onto, const std::vector<std::string>& rows) {
  const Revision& revision = graph.resolve(identifier);
  const Revision* parent = nullptr;
  if (onto.empty())
    parent = &other_head(graph, revision);
  else if (onto != "base")
    parent = &graph.resolve(onto);

  const Names below = followed(graph, parent);
  Names moved;
  if (parent == nullptr)
    moved.insert(revision.revision);
  else
    for (const std::string& name : followed(graph, &revision))
      if (!below.contains(name)) moved.insert(name);
  if (moved.empty())
    throw MigrateError("revision " + revision.revision + " is below " + parent->revision +
                       " already, so it cannot be put on it");
  Rebase rebase{.first = first_of(graph, moved), .onto = parent ? parent->revision : ""};
  for (const Revision* one : graph.applied({revision.revision}))
    if (moved.contains(one->revision)) rebase.moved.push_back(one->revision);
  const std::vector<std::string> parents =
      parent ? std::vector{parent->revision} : std::vector<std::string>();
  if (rebase.first.down_revisions == parents) return rebase;
  require_not_applied(graph, moved, rows);
  rebase.text = detail::with_down_revision(rebase.first, parents);
  prove(engine, graph, rebase);
  return rebase;
}

std::string unified_diff(const Rebase& rebase, bool colour) {
  const std::string file = rebase.first.path.string();
  return detail::text_diff(rebase.first.text, rebase.text, {file, file}, colour);
}

void write_rebase(const Rebase& rebase) { detail::replace_file(rebase.first.path, rebase.text); }

}  // namespace retort::migrate
