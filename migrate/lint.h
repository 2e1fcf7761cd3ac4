// migrate::lint: what in scripts a person should look at before they run.
//
//   const auto findings = migrate::lint(engine, graph, graph.range("81c0ffee2b1a:", {}));
//   for (const migrate::Finding& finding : findings) std::cerr << migrate::describe(finding) << '\n';
//
// Each rule has a stable code (docs/lint.md has them all), and looks at one operation with the schema
// before and after it. The schemas come from scratch databases; no database of a person's is opened.
// What a rule fears of the rows is settled by `look_at_rows` where there is a database to look at: what
// no row bears out is no finding.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/preview.h>

namespace retort::migrate {

enum class Level { notice, warning, error };

std::string_view word(Level level);
/// Throws MigrateError for another word than "notice", "warning" and "error".
Level level_of(std::string_view word);

/// A rule, as docs/lint.md has it.
struct LintRule {
  std::string_view code;
  Level level;
  /// What it is about.
  std::string_view what;
  std::string_view why;
  /// How to get there safely.
  std::string_view recipe;
};

/// By code.
const std::vector<LintRule>& lint_rules();
/// Null for a code that no rule has.
const LintRule* find_lint_rule(std::string_view code);

struct Finding {
  std::string code{};
  Level level = Level::warning;
  /// The revision, its file, and the operation in words; the last is empty where it is about the script.
  std::string revision{};
  std::string path{};
  std::string operation{};
  /// The object: "artists.notes", "unique constraint uq on albums (title)".
  std::string subject{};
  std::string message{};
  /// What was found in the rows that are there; empty where nobody looked.
  std::string rows{};
  /// Why it is meant to be so, as the script says; empty where it says nothing.
  std::string suppressed{};
};

struct LintOptions {
  /// The oldest version of the database's software that the scripts have to run on; empty: any.
  std::string oldest_version{};
};

/// The upgrades of these revisions in an order of upgrades, on what leads up to them. Findings come in
/// that order, with those that the scripts suppress. Throws MigrateError for scripts that cannot be
/// read, RevisionFailed where one does not run in an empty database.
std::vector<Finding> lint(const engine::Engine& engine, const Graph& graph,
                          std::vector<const Revision*> revisions, const LintOptions& options = {});

/// The same for what a preview plans to upgrade, on the schema that `connection` has.
std::vector<Finding> lint(const engine::Engine& engine, engine::Connection& connection,
                          const Preview& preview, const LintOptions& options = {});

/// Settles by the rows of the preview's database, as far as it could look at them, which findings hold.
/// Rows that stop a run make a finding an error; rebuilds of large tables are added.
void look_at_rows(std::vector<Finding>& findings, const Preview& preview,
                  engine::Connection& connection);

/// Whether a finding that no script suppresses has this level or a higher one.
bool reaches(const std::vector<Finding>& findings, Level level);

/// "3f2a9c1b7d04: error DS102: it drops column artists.notes", in one line.
std::string describe(const Finding& finding);

}  // namespace retort::migrate
