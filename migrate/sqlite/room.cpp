#include <retort/migrate/sqlite/room.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <system_error>

#include <retort/engine/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace fs = std::filesystem;

std::int64_t number(engine::Connection& connection, const std::string& sql,
                    const std::string& parameter = {}) {
  std::optional<engine::Value> value;
  if (parameter.empty()) {
    value = connection.scalar(sql);
  } else {
    const engine::Value bound = parameter;
    value = connection.scalar(sql, {&bound, 1});
  }
  const auto* found = value ? std::get_if<std::int64_t>(&*value) : nullptr;
  return found == nullptr ? 0 : *found;
}

std::uint64_t pages(engine::Connection& connection, const std::string& pragma) {
  return static_cast<std::uint64_t>(number(connection, "PRAGMA " + pragma) *
                                    number(connection, "PRAGMA page_size"));
}

// Where SQLite sorts what it builds indexes of: https://sqlite.org/tempfiles.html, section 5.
fs::path temporary_folder() {
  for (const char* name : {"SQLITE_TMPDIR", "TMPDIR"})
    if (const char* folder = std::getenv(name); folder != nullptr && *folder != '\0') return folder;
  std::error_code ignored;
  for (const char* folder : {"/var/tmp", "/usr/tmp", "/tmp"})
    if (fs::is_directory(folder, ignored)) return folder;
  return ".";
}

std::string file_of(engine::Connection& connection) {
  const auto value = connection.scalar("SELECT file FROM pragma_database_list WHERE name = 'main'");
  const auto* file = value ? std::get_if<std::string>(&*value) : nullptr;
  return file == nullptr ? "" : *file;
}

bool has_indexes(engine::Connection& connection, const std::string& table) {
  return number(connection, "SELECT count(*) FROM pragma_index_list(?)", table) > 0;
}

}  // namespace

std::uint64_t table_bytes(engine::Connection& connection, const std::string& table) {
  try {
    return static_cast<std::uint64_t>(number(
        connection,
        "SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name IN (SELECT name FROM "
        "sqlite_schema WHERE tbl_name = ? COLLATE NOCASE)",
        table));
  } catch (const engine::DatabaseError&) {
    return pages(connection, "page_count");
  }
}

std::vector<detail::RoomNeeded> room_needed(engine::Connection& connection, const Plan& plan,
                                            detail::Sizes sizes) {
  std::set<std::string, schema::NameLess> tables;
  for (const Step& step : plan.steps)
    if (step.kind == Step::Kind::copy) tables.insert(step.stands_for);
  if (tables.empty()) return {};
  const std::string file = file_of(connection);
  if (file.empty()) return {};

  const std::uint64_t most = pages(connection, "page_count");
  std::uint64_t bytes = 0;
  std::uint64_t sorted = 0;
  std::string why = "rebuild ";
  for (const std::string& table : tables) {
    const std::uint64_t size =
        sizes == detail::Sizes::measured ? table_bytes(connection, table) : most;
    bytes = std::min(bytes + size, most);
    if (has_indexes(connection, table)) sorted = std::max(sorted, size);
    why += (table == *tables.begin() ? "" : ", ") + table;
  }
  const bool is_wal = connection.scalar("PRAGMA journal_mode") == engine::Value{std::string("wal")};
  const auto grown = static_cast<std::uint64_t>(static_cast<double>(bytes) * (is_wal ? 2.4 : 1.7));
  const std::uint64_t unused = pages(connection, "freelist_count");
  std::vector<detail::RoomNeeded> needs = {
      {fs::path(file).parent_path(), grown > unused ? grown - unused : 0, why}};
  if (sorted > 0 && connection.scalar("PRAGMA temp_store") != engine::Value{std::int64_t{2}})
    needs.push_back({temporary_folder(), sorted / 2, why + " (sorting for its indexes)"});
  return needs;
}

}  // namespace retort::migrate::sqlite
