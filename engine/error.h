// What a database refuses.
//
//   try { connection.execute("INSERT INTO t VALUES (?)", {Value{1}}); }
//   catch (const engine::UniqueViolation& error) { std::cerr << error.message(); }
//
// what() is one line: what the database said, the statement and its parameters, long ones by their
// beginning and rows that are written alike by their number; sql() has all of it. The subclasses are
// those that a caller handles differently.

#pragma once

#include <source_location>
#include <string>
#include <vector>

#include <retort/engine/value.h>
#include <retort/schema/error.h>

namespace retort::engine {

class DatabaseError : public Error {
 public:
  struct Details {
    /// The database's extended result code (SQLite: https://sqlite.org/rescode.html) and its name.
    int code = 0;
    std::string code_name{};
    /// What the database said, unchanged.
    std::string message{};
    std::string sql{};
    std::vector<Value> parameters{};
    /// What was being done, where no statement says it: "cannot open app.db".
    std::string doing{};
    /// What else is known, and what to do about it.
    std::string hint{};
    /// Of a constraint that said no, as far as the database names them.
    std::string table{};
    std::vector<std::string> columns{};
  };

  explicit DatabaseError(Details details,
                         std::source_location where = std::source_location::current());

  int code() const { return details_.code; }
  const std::string& message() const { return details_.message; }
  const std::string& sql() const { return details_.sql; }
  const std::vector<Value>& parameters() const { return details_.parameters; }
  const std::source_location& where() const { return where_; }
  /// Whose constraint it was; empty where the database does not say. SQLite names those of UNIQUE, of
  /// keys and of NOT NULL.
  const std::string& table() const { return details_.table; }
  const std::vector<std::string>& columns() const { return details_.columns; }

  /// For whom the error only passes through and who knows what was run with which parameters; a
  /// driver does not. what() is rewritten.
  void set_statement(std::string sql, std::vector<Value> parameters);

 private:
  Details details_;
  std::source_location where_;
};

/// A constraint said no; the statement had no effect.
class IntegrityError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};
class UniqueViolation : public IntegrityError {
 public:
  using IntegrityError::IntegrityError;
};
class ForeignKeyViolation : public IntegrityError {
 public:
  using IntegrityError::IntegrityError;
};
class NotNullViolation : public IntegrityError {
 public:
  using IntegrityError::IntegrityError;
};
class CheckViolation : public IntegrityError {
 public:
  using IntegrityError::IntegrityError;
};

/// Another connection holds the lock, longer than the busy timeout.
class BusyError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

/// The file cannot be opened, or is not a database.
class ConnectError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

/// The file or the connection may not be written.
class ReadOnlyError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

/// Somebody asked for the statement to be stopped (interruption.h); it had no effect.
class Interrupted : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

/// All connections that the pool may have are in use, for longer than Options::pool_timeout.
class PoolTimeout : public Error {
 public:
  using Error::Error;
};

/// A URL that cannot be understood, or names a database that this build does not know.
class UrlError : public Error {
 public:
  using Error::Error;
};

/// The program used the engine wrongly: a second transaction inside one, a closed connection.
class UsageError : public Error {
 public:
  using Error::Error;
};

}  // namespace retort::engine
