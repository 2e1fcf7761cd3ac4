// The seam between the engine and one database. A folder engine/NAME/ implements these three
// interfaces and defines `const Driver& NAME_driver()`; CMake lists the folders it finds
// (cmake/RetortDatabases.cmake), and nothing else names a database.
//
// Every function throws engine::DatabaseError or a subclass; the engine adds the parameters.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/engine/row_receiver.h>
#include <retort/engine/select_list.h>
#include <retort/engine/statement.h>
#include <retort/engine/transaction.h>

namespace retort::engine::detail {

class DriverStatement {
 public:
  virtual ~DriverStatement() = default;

  /// To that parameter and those after it. Texts and blobs are not copied.
  virtual void bind(int first, std::span<const Cell> cells) = 0;

  virtual bool step() = 0;
  virtual bool step(RowReceiver& receiver) = 0;
  /// Ready to run again; what was bound stays bound.
  virtual void reset() noexcept = 0;
  /// Forgets what was bound: every parameter is NULL.
  virtual void clear() noexcept = 0;

  virtual bool writes() const = 0;
  virtual int column_count() const = 0;
  virtual int parameter_count() const = 0;
  virtual std::string_view column_name(int column) const = 0;
  virtual Cell cell(int column) const = 0;
  virtual void cells(int first, std::span<Cell> into) const = 0;
  virtual Storage storage(int column) const = 0;
  virtual std::int64_t int64(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::span<const std::byte> blob(int column) const = 0;
};

class DriverConnection {
 public:
  virtual ~DriverConnection() = default;

  /// Prepares the first statement of the text and removes it from there. Returns null when only
  /// white space and comments were left.
  virtual std::unique_ptr<DriverStatement> prepare(std::string_view& sql) = 0;
  /// The statement of Connection::prepare(sql, list); null where the other one has to do.
  virtual std::unique_ptr<DriverStatement> prepare_rows(std::string_view, const SelectList&) {
    return nullptr;
  }

  /// Rows changed by the statement that was started last.
  virtual std::int64_t changes() const = 0;
  virtual bool changed_more() const = 0;
  virtual std::int64_t last_insert_id() const = 0;
  virtual bool in_transaction() const = 0;
  /// Calls `tick`, with last_insert_id(), every now and then while a statement runs; an empty one ends
  /// that.
  virtual void watch(std::function<void(std::int64_t)> tick) = 0;
  /// Statements look at the flag every now and then and fail with Interrupted once it is set; null ends
  /// that.
  virtual void stop_when(const std::atomic<bool>* flag) = 0;
  /// Makes the content of `to`, a connection of the same driver, that of this database, in one piece.
  virtual void copy_to(DriverConnection& to) = 0;
  virtual std::string_view begin(Mode mode) const = 0;
  /// Puts settings that the program may have changed back to what the options say, before the
  /// connection is lent again. No transaction is open.
  virtual void restore() noexcept = 0;
};

/// Holds an advisory lock; letting go of it is all it does.
class DriverLock {
 public:
  virtual ~DriverLock() = default;
};

class Driver {
 public:
  virtual ~Driver() = default;

  virtual const Dialect& dialect() const = 0;
  virtual std::unique_ptr<DriverConnection> connect(const Url& url,
                                                    const Options& options) const = 0;
  virtual std::unique_ptr<DriverConnection> scratch(const Options& options) const = 0;
  /// An advisory lock on the database; null while somebody else holds one of that name.
  virtual std::unique_ptr<DriverLock> try_lock(const Url& url, std::string_view name) const = 0;
  /// Whether the database, or one that is attached to it, dies with its last connection. Throws for
  /// URLs and names that cannot be.
  virtual bool in_memory(const Url& url, const Options& options) const = 0;
  /// Whether the URL's `database` is the path of a file.
  virtual bool is_file(const Url&) const { return false; }
};

/// The driver for a scheme, or null. Defined in the file that CMake writes.
const Driver* find_driver(std::string_view scheme);

}  // namespace retort::engine::detail
