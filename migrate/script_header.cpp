#include <algorithm>

#include <retort/migrate/detail/revision_name.h>
#include <retort/migrate/detail/script_header.h>

namespace retort::migrate::detail {

namespace {

using schema::detail::TomlDate;
using schema::detail::TomlFields;
using schema::detail::TomlNode;
using schema::detail::TomlReader;

void require_name(const TomlReader& reader, const TomlNode& node, const std::string& name,
                  std::string_view key) {
  const std::string fault = fault_of_name(name);
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

std::vector<Suppression> read_suppressions(TomlReader& reader) {
  std::vector<Suppression> result;
  const TomlNode* node = reader.find("suppress");
  if (!node) return result;
  const auto* table = std::get_if<schema::detail::TomlTable>(&node->value);
  if (!table)
    reader.fail(node->line,
                "\"suppress\" has to be a table of codes and reasons, such as "
                "{ DS102 = \"never filled\" }");
  for (const schema::detail::TomlEntry& entry : *table) {
    const auto* reason = std::get_if<std::string>(&entry.node.value);
    if (!reason || reason->empty())
      reader.fail(entry.line, "\"suppress\" needs a reason for " + entry.key);
    result.push_back({entry.key, *reason});
  }
  return result;
}

}  // namespace

Revision read_header(TomlReader& reader) {
  Revision header;
  header.revision = reader.text("revision");
  require_name(reader, *reader.find("revision"), header.revision, "revision");
  header.down_revisions = read_names(reader, "down_revision");
  header.depends_on = read_names(reader, "depends_on");
  header.branch_labels = read_names(reader, "branch_labels");
  header.replaces = read_names(reader, "replaces");
  header.message = reader.text_or_empty("message");
  header.created = read_created(reader);
  header.allow_destructive = reader.flag("allow_destructive");
  header.suppress = read_suppressions(reader);
  return header;
}

TomlFields header_fields(const Revision& revision) {
  TomlFields fields;
  fields.text("revision", revision.revision);
  if (revision.down_revisions.size() == 1) fields.text("down_revision", revision.down_revisions[0]);
  if (revision.down_revisions.size() > 1) fields.texts("down_revision", revision.down_revisions);
  if (!revision.depends_on.empty()) fields.texts("depends_on", revision.depends_on);
  if (!revision.branch_labels.empty()) fields.texts("branch_labels", revision.branch_labels);
  if (!revision.replaces.empty()) fields.texts("replaces", revision.replaces);
  fields.text_unless_empty("message", revision.message);
  if (!revision.created.empty()) fields.raw("created", revision.created);
  fields.flag_if("allow_destructive", revision.allow_destructive);
  if (!revision.suppress.empty()) {
    TomlFields codes;
    for (const Suppression& one : revision.suppress) codes.text(one.code, one.reason);
    fields.raw("suppress", codes.inline_table());
  }
  return fields;
}

}  // namespace retort::migrate::detail
