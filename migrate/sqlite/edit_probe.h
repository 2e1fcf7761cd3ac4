// What has to be known of a database before the stored text of a table is edited.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/planner.h>
#include <retort/schema/metadata.h>

namespace retort::migrate::sqlite {

/// One planning's; `connection` must outlive it. Nothing that it does stays.
class EditProbe {
 public:
  EditProbe(engine::Connection& connection, const PlanOptions& options);

  /// Whether SQLite lets the connection do it: in its defensive mode it does not.
  bool may_edit();

  /// Whether rows have no value of one of these columns on disk and read it from the DEFAULT in the
  /// schema, as those do that were there before ADD COLUMN: another DEFAULT would change them. `now` is
  /// the schema. Reads the table, unless its text says that there can be none.
  bool relies_on_default(const schema::Metadata& now, const schema::Table& table,
                         const std::vector<std::string>& columns);

  /// Those of the table's indexes that have as many entries as it has rows. One that was damaged must not
  /// outlive the rows by which it can be made again. Counts, which reads every page and no value.
  std::vector<schema::Index> complete(const std::string& table, std::vector<schema::Index> indexes);

 private:
  bool reads(const schema::Metadata& now, const schema::Table& table,
             const std::vector<std::string>& columns);
  bool may_read(const schema::Table& table, const std::vector<std::string>& columns);

  engine::Connection& connection_;
  PlanOptions options_;
  std::optional<bool> may_edit_;
};

/// Whether ADD COLUMN cannot have made the column on a table with rows, to go by the table's text.
bool is_in_every_row(const schema::Table& table, const std::string& column);

}  // namespace retort::migrate::sqlite
