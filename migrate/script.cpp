// Scripts as text: parse_script and write_script.

#include <algorithm>

#include <retort/migrate/detail/revision_name.h>
#include <retort/migrate/detail/toml_operation.h>
#include <retort/migrate/error.h>
#include <retort/migrate/script.h>

namespace retort::migrate {

namespace {

using schema::detail::TomlDate;
using schema::detail::TomlFields;
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

void require_name(const TomlReader& reader, const TomlNode& node, const std::string& name,
                  std::string_view key) {
  const std::string fault = detail::fault_of_name(name);
  if (!fault.empty())
    reader.fail(node.line, "\"" + std::string(key) + "\" cannot be \"" + name + "\": " + fault);
}

// A key that is one name or a list of them.
std::vector<std::string> read_names(TomlReader& reader, std::string_view key) {
  const TomlNode* node = reader.find(key);
  if (!node) return {};
  const auto* one = std::get_if<std::string>(&node->value);
  const std::vector<std::string> names = one ? std::vector{*one} : reader.texts(key);
  for (const std::string& name : names) {
    require_name(reader, *node, name, key);
    if (std::ranges::count(names, name) > 1)
      reader.fail(node->line, "\"" + std::string(key) + "\" has \"" + name + "\" twice");
  }
  return names;
}

std::string read_created(TomlReader& reader) {
  const TomlNode* node = reader.find("created");
  if (!node) return "";
  const auto* date = std::get_if<TomlDate>(&node->value);
  if (!date || !date->offset)
    reader.fail(node->line,
                "\"created\" has to be a time with its zone, such as 2026-11-22T11:30:00Z, "
                "without quotes");
  return date->text;
}

std::vector<Operation> read_operations(TomlReader& reader, std::string_view key) {
  std::vector<Operation> operations;
  for (const TomlNode& node : reader.list(key)) {
    TomlReader entry(node, reader.source(), "operation");
    operations.push_back(detail::read_operation(entry));
  }
  return operations;
}

Script read(TomlReader& reader) {
  Script script;
  script.revision = reader.text("revision");
  require_name(reader, *reader.find("revision"), script.revision, "revision");
  script.down_revisions = read_names(reader, "down_revision");
  script.depends_on = read_names(reader, "depends_on");
  script.branch_labels = read_names(reader, "branch_labels");
  script.message = reader.text_or_empty("message");
  script.created = read_created(reader);
  script.upgrade = read_operations(reader, "upgrade");
  script.downgrade = read_operations(reader, "downgrade");
  reader.finish();
  return script;
}

TomlFields header(const Script& script) {
  TomlFields fields;
  fields.text("revision", script.revision);
  if (script.down_revisions.size() == 1) fields.text("down_revision", script.down_revisions[0]);
  if (script.down_revisions.size() > 1) fields.texts("down_revision", script.down_revisions);
  if (!script.depends_on.empty()) fields.texts("depends_on", script.depends_on);
  if (!script.branch_labels.empty()) fields.texts("branch_labels", script.branch_labels);
  fields.text_unless_empty("message", script.message);
  if (!script.created.empty()) fields.raw("created", script.created);
  return fields;
}

void append(std::string& text, std::string_view list, const std::vector<Operation>& operations) {
  for (const Operation& operation : operations)
    text.append("\n").append(list).append("\n") += detail::write_operation(operation).lines();
}

}  // namespace

Script parse_script(std::string_view text, const std::filesystem::path& path) {
  try {
    const std::string source = path.string();
    const schema::detail::TomlTable root = schema::detail::parse_toml(text, source);
    TomlReader reader(root, 1, source, "script");
    Script script = read(reader);
    script.path = path;
    return script;
  } catch (const MigrateError&) {
    throw;
  } catch (const Error& error) {
    throw MigrateError(error.what());
  }
}

std::string write_script(const Script& script) {
  try {
    std::string text = header(script).lines();
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
