#include <retort/migrate/stamp_sql.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/version_table.h>

namespace retort::migrate {

namespace {

std::vector<std::string> without(const std::vector<std::string>& rows,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> result;
  std::ranges::copy_if(rows, std::back_inserter(result), [&](const std::string& row) {
    return std::ranges::find(others, row) == others.end();
  });
  return result;
}

}  // namespace

std::string stamp_sql(engine::Connection scratch, const std::string& version_table,
                      const std::vector<std::string>& before, const std::vector<std::string>& after,
                      bool create) {
  const engine::Dialect& dialect = scratch.dialect();
  const std::string table = dialect.quote(version_table);
  const auto literal = [&](const std::string& row) { return dialect.literal(row); };
  std::string sql = "BEGIN;\n";
  if (create) {
    // VersionTable knows what its table looks like: it makes one, and this is its text.
    VersionTable(version_table).move(scratch, {}, {});
    for (const schema::Table& made : introspect::introspect(scratch).tables)
      sql += made.sql + ";\n";
  }
  const std::vector<std::string> gone = without(before, after), come = without(after, before);
  const std::size_t replaced = std::min(gone.size(), come.size());
  for (std::size_t i = 0; i < replaced; ++i)
    sql += "UPDATE " + table + " SET version_num = " + literal(come[i]) +
           " WHERE version_num = " + literal(gone[i]) + ";\n";
  for (std::size_t i = replaced; i < gone.size(); ++i)
    sql += "DELETE FROM " + table + " WHERE version_num = " + literal(gone[i]) + ";\n";
  for (std::size_t i = replaced; i < come.size(); ++i)
    sql += "INSERT INTO " + table + " (version_num) VALUES (" + literal(come[i]) + ");\n";
  return sql + "COMMIT;\n";
}

}  // namespace retort::migrate
