// What the migration side refuses. what() is one line that names the file, revision or object.
// Each class stands for one exit status of the `migrate` command.

#pragma once

#include <string>

#include <retort/engine/error.h>
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

/// The database refused a statement of a revision, which was rolled back (exit status 4).
class RevisionFailed : public Error {
 public:
  RevisionFailed(const std::string& revision, const engine::DatabaseError& error)
      : Error(revision + ": " + error.what() + "; the revision was rolled back") {}
};

}  // namespace retort::migrate
