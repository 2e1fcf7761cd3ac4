#include <retort/engine/sqlite/ddl/split.h>
#include <retort/migrate/sqlite/lint/rules.h>
#include <retort/migrate/sqlite/row_values.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

// The table of content = 'albums', or nothing.
std::string content_of(const schema::VirtualTable& table) {
  const ddl::Tokens tokens = ddl::tokenize(table.sql);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i)
    if (schema::same_name(tokens[i].text, "content") && tokens[i + 1].is("="))
      return name_in(tokens[i + 2]);
  return "";
}

void compare(const schema::Table& before, const schema::Table& after,
             const detail::Report& report) {
  const std::string& name = after.name;
  const schema::Column* key_before = rowid_alias(before);
  const schema::Column* key_after = rowid_alias(after);
  if (!before.options.without_rowid && after.options.without_rowid && !key_before)
    return report("RI101", name,
                  "table " + name +
                      " becomes WITHOUT ROWID, so its rowids are gone; what holds them elsewhere "
                      "refers to nothing");
  if (key_before && !key_after)
    report("RI102", name,
           "column " + name + '.' + key_before->name +
               " is no INTEGER PRIMARY KEY any more, so nothing keeps the rowids: VACUUM may give "
               "others");
  const auto counts = [](const schema::Table& table) {
    return table.primary_key && table.primary_key->autoincrement;
  };
  if (counts(before) && !counts(after))
    report("RI103", name,
           "table " + name +
               " loses AUTOINCREMENT, so keys of rows that were deleted are given again");
}

}  // namespace

void lint_rowid(const detail::LintScript& script, const detail::Report& report) {
  for (const schema::Table& after : script.after.tables)
    if (const schema::Table* before = script.before.find_table(after.name))
      compare(*before, after, report);
  for (const schema::VirtualTable& table : script.after.virtual_tables) {
    if (script.before.find_virtual_table(table.name)) continue;
    const std::string content = content_of(table);
    const schema::Table* held = content.empty() ? nullptr : script.after.find_table(content);
    if (held && !held->options.without_rowid && !rowid_alias(*held))
      report("RI104", table.name,
             "virtual table " + table.name + " holds rowids of table " + content +
                 ", which has no INTEGER PRIMARY KEY to keep them: VACUUM may give others");
  }
}

}  // namespace retort::migrate::sqlite
