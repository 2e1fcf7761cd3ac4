// What the migration side refuses. what() is one line that names the file, revision or object.
// Each class stands for one exit status of the `migrate` command.

#pragma once

#include <retort/schema/error.h>

namespace retort::migrate {

/// A configuration, script, revision graph or model source that cannot be used (exit status 3).
class MigrateError : public Error {
 public:
  using Error::Error;
};

/// A person has to decide first: a step would destroy data, or rows are in the way (exit status 5).
class DecisionNeeded : public Error {
 public:
  using Error::Error;
};

}  // namespace retort::migrate
