// detail::RowWriter: INSERT, UPDATE and DELETE of rows, with one prepared statement for each table and
// set of columns. Writing a further row of the same kind builds no text and allocates nothing.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/orm/detail/column_set.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

/// What an INSERT says of a row, and what the database is left to make.
struct InsertShape {
  ColumnSet said{};
  ColumnSet returned{};
  bool makes_key = false;

  bool operator==(const InsertShape&) const = default;
};

class RowWriter {
 public:
  /// So many rows are inserted at once. More of them gain little: 64 take 0.6 of the time of single
  /// ones, 512 take 0.58.
  static constexpr std::size_t rows_at_once = 64;

  explicit RowWriter(engine::Connection& connection) : connection_(connection) {}

  // `table` is the one of the model's tables that is written.

  /// Fills in the key and the defaults that the database made. The columns of `as_null` are written
  /// as NULL, whatever the entity says.
  void insert(Instance& instance, const Mapper& table, const ColumnSet& as_null = {});

  // The same for entities that are no objects, and are complete.
  static InsertShape shape_of(const Mapper& mapper, const Mapper& table, const void* entity);
  void insert(const Mapper& mapper, const Mapper& table, void* entity, const InsertShape& shape,
              const ColumnSet& as_null = {});
  /// rows_at_once of them, of a model that has one table. Nothing is returned, and keys are made only
  /// where gives_keys_in_order().
  void insert(const Mapper& mapper, std::span<void* const> entities, const InsertShape& shape);
  /// Rows of one statement get keys that follow one another.
  bool gives_keys_in_order(const Mapper& mapper);
  bool in_transaction() const { return connection_.in_transaction(); }

  // These throw StaleObjectError when there is no row of that key, and version where it has one.
  /// With the next version and what on_update_with<> gives, which the entity has afterwards too.
  /// Returns the columns that were written or read back.
  ColumnSet update(Instance& instance, const Mapper& table, ColumnSet columns,
                   const ColumnSet& as_null = {});
  void erase(const Instance& instance, const Mapper& table);
  /// Gives columns of the row these values, in the order of the model.
  void set(const Instance& instance, const Mapper& table, const ColumnSet& columns,
           const std::vector<engine::Value>& values);

 private:
  enum class Kind { insert, insert_many, update, set, erase };
  struct Kept {
    Kind kind;
    const Mapper* mapper;
    const Mapper* table;
    ColumnSet columns;
    engine::Statement statement;
  };

  engine::Statement& statement(Kind kind, const Mapper& mapper, const Mapper& table,
                               const ColumnSet& columns, const ColumnSet& returned);
  /// What is done to a row that is there.
  struct Way {
    const char* what;
    /// Where the returned columns are read into.
    void* entity = nullptr;
    ColumnSet returned{};
    /// That the row has to have.
    std::optional<engine::Value> version{};
  };
  void run_on(engine::Statement& statement, const Instance& instance, const Mapper& table,
              int parameter, const Way& way);

  engine::Connection& connection_;
  /// The one used last at the end.
  std::vector<std::unique_ptr<Kept>> kept_;
};

/// Whether each change of the row writes to this one of its tables: its version, the time.
bool counts_changes(const Mapper& mapper, const Mapper& table);

}  // namespace retort::orm::detail
