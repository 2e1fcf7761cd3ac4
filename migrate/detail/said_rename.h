// Renames that somebody has asked for, and which of them apply.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include <retort/migrate/given_answers.h>

namespace retort::migrate::detail {

/// Who said it, the weakest first.
enum class Source { models, file, option };

struct SaidRename {
  std::string from;
  std::string to;
  Source source;
  /// As it was said, for messages: "rename_column t.a to b", "--rename t.a:b".
  std::string said;
  bool applies = false;
};

/// Whether the schema before, or after, has an object of that name.
struct Presence {
  std::function<bool(const std::string&)> before;
  std::function<bool(const std::string&)> after;
};

/// Takes out what a stronger source overrules and sets `applies`. Names may move in a chain; in a
/// circle, too, where a person says so, but not for the models: their hints stay there when all is done, and
/// would turn the circle again each time. Throws MigrateError where one source contradicts itself.
void settle_renames(std::vector<SaidRename>& renames, const Presence& presence);

}  // namespace retort::migrate::detail
