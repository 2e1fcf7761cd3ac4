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
#include <retort/orm/detail/schema_map.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/mapping/stored_row.h>
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
  /// So many rows are written at once. More of them gain little: inserting 64 takes 0.6 of the time of
  /// single ones, 512 take 0.58; changing 64 takes 0.73, as do 256.
  static constexpr std::size_t rows_at_once = 64;
  /// For fewer rows the longer statement costs more to prepare than it saves.
  static constexpr std::size_t worth_it = 256;

  /// `schemas` is where tables are looked for; null where models say it.
  RowWriter(engine::Connection& connection, const SchemaMap* schemas)
      : connection_(connection), schemas_(schemas) {}

  // `table` is the one of the model's tables that is written.

  /// Fills in the key and the defaults that the database made. The columns of `as_null` are written
  /// as NULL, whatever the entity says.
  void insert(Instance& instance, const Mapper& table, const ColumnSet& as_null = {});

  // The same for entities that are no objects, and are complete.
  static InsertShape shape_of(const Mapper& mapper, const Mapper& table, const void* entity);
  void insert(const Mapper& mapper, const Mapper& table, void* entity, const InsertShape& shape,
              const ColumnSet& as_null = {});
  /// All columns of a row, but for a key that the database makes, of a model that says_all(). Nothing is
  /// filled in.
  void insert_whole(const Mapper& mapper, const void* entity);
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
  /// These columns of rows_at_once of them, of a model that has one table, no version, and nothing that
  /// the database makes. Returns false, and may have changed some, where not every row was there.
  bool update(std::span<Instance* const> instances, const ColumnSet& columns);
  /// Returns whether other rows changed with it.
  bool erase(const Instance& instance, const Mapper& table);
  /// Gives columns of the row these values, in the order of the model.
  void set(const Instance& instance, const Mapper& table, const ColumnSet& columns,
           const std::vector<engine::Value>& values);

 private:
  enum class Kind { insert, insert_many, update, update_many, set, erase };
  struct Kept {
    Kind kind;
    const Mapper* mapper;
    const Mapper* table;
    ColumnSet columns;
    /// Those columns, each with its place in the order of the model.
    TypedFields fields;
    std::size_t width = 0;
    engine::Statement statement;
  };

  std::string sql_of(Kind kind, const Mapper& mapper, const Mapper& table, const ColumnSet& columns,
                     const ColumnSet& returned) const;
  Kept& kept(Kind kind, const Mapper& mapper, const Mapper& table, const ColumnSet& columns,
             const ColumnSet& returned);
  /// Adds what the entity says of them to row_.
  void store(const Kept& kept, const void* entity);
  void store(const Kept& kept, const void* entity, const ColumnSet& as_null);
  /// What is done to a row that is there.
  struct Way {
    const char* what;
    /// Where the returned columns are read into.
    void* entity = nullptr;
    ColumnSet returned{};
    /// That the row has to have.
    std::optional<engine::Value> version{};
  };
  /// With what is in row_, and the key behind it.
  void run_on(engine::Statement& statement, const Instance& instance, const Mapper& table,
              const Way& way);

  engine::Connection& connection_;
  const SchemaMap* schemas_;
  void clear_row();

  /// What is bound; used again for each statement.
  StoredRow row_;
  /// Forms in it that had to be made.
  StoredRow made_;
  /// The one used last at the end.
  std::vector<std::unique_ptr<Kept>> kept_;
  /// What insert_whole() used last, which most programs call for many rows of a model.
  struct Whole {
    const Mapper* mapper = nullptr;
    bool makes_key = false;
    Kept* kept = nullptr;
  };
  Whole whole_;
};

/// Whether each change of the row writes to this one of its tables: its version, the time.
bool counts_changes(const Mapper& mapper, const Mapper& table);
/// What a conflict does to one row of the table must not happen to those that are written with it.
bool says_on_conflict(const schema::Table& table);

}  // namespace retort::orm::detail
