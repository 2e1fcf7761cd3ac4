// Scripts as TOML: parse_script, parse_revision and write_script.

#include <algorithm>
#include <utility>

#include <retort/migrate/detail/plain_header.h>
#include <retort/migrate/detail/read_script.h>
#include <retort/migrate/detail/script_header.h>
#include <retort/migrate/detail/script_sql.h>
#include <retort/migrate/detail/toml_operation.h>
#include <retort/migrate/error.h>
#include <retort/migrate/script.h>

namespace retort::migrate {

namespace {

using schema::detail::TomlNode;
using schema::detail::TomlReader;

constexpr std::string_view empty_lists = R"text(
# Nothing happens here yet. A revision is two lists of operations, for example:
#
# [[upgrade]]
# op = "add_column"
# table = "artists"
# column = { name = "country", type = "VARCHAR(2)" }
#
# [[downgrade]]
# op = "drop_column"
# table = "artists"
# column = "country"
#
# Others are create_table, drop_table, rename_table, alter_column, create_index, drop_index,
# create_unique_constraint, drop_constraint, execute, bulk_insert.
)text";

std::vector<Operation> read_operations(TomlReader& reader, std::string_view key) {
  std::vector<Operation> operations;
  for (const TomlNode& node : reader.list(key)) {
    TomlReader entry(node, reader.source(), "operation");
    operations.push_back(detail::read_operation(entry));
  }
  return operations;
}

// Where the first list begins: what stands before it is the header. A header with a text of several
// lines in it could hold anything, so that one is read to its end.
std::string_view header_of(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    while (line.starts_with(' ') || line.starts_with('\t')) line.remove_prefix(1);
    if (line.starts_with("[[upgrade]]") || line.starts_with("[[downgrade]]"))
      return text.substr(0, begin);
    if (line.find("'''") != line.npos || line.find("\"\"\"") != line.npos) return text;
    begin = end + 1;
  }
  return text;
}

Revision read_head(std::string_view text, const std::filesystem::path& path) {
  const std::string_view header = header_of(text);
  if (std::optional<Revision> plain = detail::read_plain_header(header)) return std::move(*plain);
  return detail::with_reader(header, path, [&](TomlReader& reader) {
    Revision read = detail::read_header(reader);
    if (header.size() == text.size()) {  // the lists may be there all the same; `load` reads them
      reader.find("upgrade");
      reader.find("downgrade");
    }
    return read;
  });
}

// It would end the SQL, and the message about it.
void refuse_nul(std::string_view text, const std::filesystem::path& path) {
  const std::size_t nul = text.find('\0');
  if (nul == text.npos) return;
  const auto line = 1 + std::ranges::count(text.substr(0, nul), '\n');
  throw MigrateError(path.string() + ":" + std::to_string(line) +
                     ": a NUL byte stands here, so this is no text");
}

void append(std::string& text, std::string_view list, const std::vector<Operation>& operations) {
  for (const Operation& operation : operations)
    text.append("\n").append(list).append("\n") += detail::write_operation(operation).lines();
}

}  // namespace

Script parse_script(std::string_view text, const std::filesystem::path& path) {
  refuse_nul(text, path);
  if (detail::is_sql_script(path)) return detail::parse_sql_script(text, path);
  return detail::with_reader(text, path, [&](TomlReader& reader) {
    Script script{detail::read_header(reader)};
    script.upgrade = read_operations(reader, "upgrade");
    script.downgrade = read_operations(reader, "downgrade");
    script.path = path;
    script.text = text;
    return script;
  });
}

Revision parse_revision(std::string text, const std::filesystem::path& path) {
  refuse_nul(text, path);
  if (detail::is_sql_script(path)) {
    Script script = detail::parse_sql_script(text, path);
    return std::move(static_cast<Revision&>(script));
  }
  Revision revision = read_head(text, path);
  revision.path = path;
  revision.text = std::move(text);
  return revision;
}

Script load(const Revision& revision) {
  if (!revision.read) return parse_script(revision.text, revision.path);
  const std::scoped_lock lock(revision.read->mutex);
  auto& script = revision.read->script;
  if (!script) script = std::make_unique<const Script>(parse_script(revision.text, revision.path));
  return *script;
}

std::string write_script(const Script& script) {
  try {
    if (detail::is_sql_script(script.path)) return detail::write_sql_script(script);
    std::string text = detail::header_fields(script).lines();
    append(text, "[[upgrade]]", script.upgrade);
    append(text, "[[downgrade]]", script.downgrade);
    // A merge has nothing to do but to exist.
    const bool empty = script.upgrade.empty() && script.downgrade.empty();
    if (empty && script.down_revisions.size() < 2) text += empty_lists;
    return text;
  } catch (const Error& error) {
    throw MigrateError("revision " + script.revision + " cannot be written: " + error.what());
  }
}

}  // namespace retort::migrate
