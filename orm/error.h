// What a session, a query or a model refuses. What the database refuses is in engine/error.h.
//
//   try { session.commit(); }
//   catch (const orm::ValidationError& error) { std::cerr << error.column() << error.reason(); }

#pragma once

#include <string>
#include <string_view>

#include <retort/schema/error.h>

namespace retort::orm {

/// A value that its column does not take. Validators throw it with the reason alone; whoever called
/// the validator adds table, column and value.
class ValidationError : public Error {
 public:
  explicit ValidationError(const std::string& reason) : Error(reason), reason_(reason) {}
  ValidationError(std::string_view table, std::string_view column, std::string_view value,
                  std::string_view reason);

  /// Empty until the validator's caller has added them.
  const std::string& table() const { return table_; }
  const std::string& column() const { return column_; }
  const std::string& value() const { return value_; }
  const std::string& reason() const { return reason_; }

 private:
  std::string table_;
  std::string column_;
  std::string value_;
  std::string reason_;
};

/// A stored value that does not fit the C++ type of its column: 2 in a bool, 300 in an int8.
class ConversionError : public Error {
 public:
  using Error::Error;
};

/// Something has to be loaded, and the object's session is gone or has let go of it.
class DetachedError : public Error {
 public:
  using Error::Error;
};

/// Something would have to be loaded that the model or the query does not want to be loaded when it
/// is used (Loading::raise, SessionOptions::lazy_loads).
class LazyLoadError : public Error {
 public:
  using Error::Error;
};

/// An earlier flush failed and its transaction was rolled back; call rollback() to go on. The text
/// repeats the first error.
class PendingRollbackError : public Error {
 public:
  using Error::Error;
};

/// one() found no row.
class NoResultFound : public Error {
 public:
  using Error::Error;
};

/// one() or one_or_none() found more than one row.
class MultipleResultsFound : public Error {
 public:
  using Error::Error;
};

/// A row that the session knows is not there any more, or was not there to be changed.
class StaleObjectError : public Error {
 public:
  using Error::Error;
};

/// A query that cannot be written as SQL: a column of a table that it does not select from, a join
/// without a foreign key to follow.
class QueryError : public Error {
 public:
  using Error::Error;
};

/// A session was used wrongly: an object of another session, a key of the wrong length.
class SessionError : public Error {
 public:
  using Error::Error;
};

}  // namespace retort::orm
