// The rules of lint, one function for each theme: migrate/lint/THEME.cpp.

#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <retort/migrate/lint.h>
#include <retort/migrate/operation.h>
#include <retort/schema/metadata.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

/// What was there when the revision began, by the names that it has by now.
class Beginning {
 public:
  explicit Beginning(const schema::Metadata& schema);

  /// Each operation in turn, when it has been looked at.
  void note(const Operation& operation);

  bool had_table(const std::string& table) const { return columns_.contains(table); }
  bool had_column(const std::string& table, const std::string& column) const;

 private:
  using Names = std::set<std::string, schema::NameLess>;
  /// By table.
  std::map<std::string, Names, schema::NameLess> columns_;
};

/// One operation of a script.
struct LintStep {
  const Script& script;
  const Operation& operation;
  const schema::Metadata& before;
  const schema::Metadata& after;
  const Beginning& beginning;
  const LintOptions& options;
};

/// A whole script.
struct LintScript {
  const Script& script;
  /// The schemas at its beginning and at its end.
  const schema::Metadata& before;
  const schema::Metadata& after;
};

/// Takes a code, the object, and one sentence about it.
using Report = std::function<void(std::string_view code, const std::string& subject,
                                  const std::string& message)>;

using StepRule = void (*)(const LintStep& step, const Report& report);
using ScriptRule = void (*)(const LintScript& script, const Report& report);

/// Those of one database beside those of all.
struct LintRules {
  std::vector<StepRule> of_steps{};
  std::vector<ScriptRule> of_scripts{};
};

// Of all databases.
void lint_losses(const LintStep& step, const Report& report);
void lint_rows(const LintStep& step, const Report& report);
void lint_references(const LintScript& script, const Report& report);
void lint_way_back(const LintScript& script, const Report& report);

}  // namespace retort::migrate::detail
