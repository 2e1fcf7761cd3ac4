// What the migration side refuses. what() is one line that names the file, revision or object.
// Each class stands for one exit status of the `migrate` command.

#pragma once

#include <string>
#include <utility>

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

/// Rows are there that a check or a loss of a plan has found.
class RowsFound : public DecisionNeeded {
 public:
  RowsFound(const std::string& message, std::string rows)
      : DecisionNeeded(message), rows_(std::move(rows)) {}

  /// "2 rows (id = 3), (id = 7)".
  const std::string& rows() const { return rows_; }

 private:
  std::string rows_;
};

/// A run was stopped from outside (RunOptions::stop). What it was at was rolled back.
class Stopped : public Error {
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
