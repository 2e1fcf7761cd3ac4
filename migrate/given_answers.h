// What a person has said about a change, as it came: an answers file, and options of the command line.
//
//   migrate::GivenAnswers given{.file = migrate::read_answers("answers.json"),
//                               .renames = {"artists.year:founded"}, .drops = {"albums.notes"}};
//   migrate::Decisions decided = migrate::decide(compared, given, nullptr, nullptr);   // decide.h

#pragma once

#include <string>
#include <vector>

#include <retort/migrate/diff.h>

namespace retort::migrate {

struct GivenAnswers {
  /// What does not apply is passed over with a notice: a file outlives the change it was made for.
  Answers file{};
  /// "old:new" for a table, "table.old:new" for a column. What fits nothing is an error, here and below.
  std::vector<std::string> renames{};
  /// "table.column=EXPRESSION".
  std::vector<std::string> fills{};
  /// A table or "table.column".
  std::vector<std::string> drops{};
};

/// The tables that a person speaks of by the names they have now. They belong to the project from then on.
std::vector<std::string> named_tables(const GivenAnswers& given);

}  // namespace retort::migrate
