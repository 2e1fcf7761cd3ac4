// migrate::decide: what two schemas alone cannot tell, settled before a script is worked out.
//
//   std::vector<std::string> notices;
//   migrate::Answers answers = migrate::decide(compared, given, &asker, &connection, notices);
//   migrate::Script script = migrate::autogenerate(engine, compared, answers);
//
// Is a thing that is gone and a new one like it a rename? What do rows that are there get in a column
// that has to have a value? The models may say (renamed_from, fill, a default), a person may have said so
// already, or is asked. Where nobody is there to ask, it is refused with the options that would
// answer.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/given_answers.h>

namespace retort::migrate {

/// Of a table where `column` is empty, else of a column of that table, by its old name.
struct RenameQuestion {
  std::string table{};
  std::string column{};
  std::string new_name{};
};

/// By its new names. A column that is not new becomes NOT NULL and has NULLs.
struct FillQuestion {
  std::string table{};
  schema::Column column{};
  bool is_new = false;
};

/// A person who can be asked. The answers are given once; what is no answer is for the Asker to ask
/// again.
class Asker {
 public:
  virtual ~Asker() = default;
  /// Whether it is a rename; if not, what is gone is dropped.
  virtual bool is_rename(const RenameQuestion& question) = 0;
  /// An SQL expression.
  virtual std::string fill(const FillQuestion& question) = 0;
};

/// The answers for autogenerate. `asker` may be null; then open questions are DecisionNeeded, each
/// with the options to choose from. `database` is the live one and may be null: then nobody knows
/// whether there are rows, and a notice tells what an upgrade would refuse. Notices are lines for a
/// person. Throws MigrateError for answers that contradict each other or can mean two things.
Answers decide(const Comparison& comparison, const GivenAnswers& given, Asker* asker,
               engine::Connection* database, std::vector<std::string>& notices);

/// What stands between a comparison and its script: lines for a person.
struct Undecided {
  /// What decide() would ask or refuse.
  std::vector<std::string> questions{};
  std::vector<std::string> notices{};
};

/// As decide() with no answers and nobody to ask, but nothing is thrown for an open question.
Undecided undecided(const Comparison& comparison, engine::Connection* database);

/// What the models say themselves, for a comparison that writes nothing.
Answers declared_answers(const Comparison& comparison);

}  // namespace retort::migrate
