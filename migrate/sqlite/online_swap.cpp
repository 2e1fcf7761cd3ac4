// The swap of an online copy: names change hands, and no row is touched but the last ones of the log.

#include <algorithm>

#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/engine/sqlite/ddl/text_edit.h>
#include <retort/migrate/sqlite/free_name.h>
#include <retort/migrate/sqlite/online_copy.h>
#include <retort/migrate/sqlite/statistics.h>
#include <retort/migrate/sqlite/stored_text.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

std::string renamed_index(const std::string& sql, const std::string& name, const std::string& table,
                          const engine::Dialect& dialect) {
  const ddl::Tokens tokens = ddl::tokenize(sql);
  const auto index = ddl::parse_as<ddl::CreateIndex>(tokens);
  ddl::TextEdit edit(tokens);
  edit.replace(index.name.name.range, dialect.quote(name));
  edit.replace(index.table.range, dialect.quote(table));
  return edit.text();
}

bool counts(const schema::Table& table) {
  return table.primary_key && table.primary_key->autoincrement;
}

}  // namespace

std::vector<Step> OnlineCopy::swap(const schema::Metadata& now,
                                   const std::vector<std::string>& statistics) const {
  const schema::Table& before = *change_.before;
  const schema::Table& after = change_.after;
  const std::string table = dialect_.quote(before.name);
  std::vector<Step> steps = replay("1");
  const auto add = [&](std::string sql, const std::string& why) {
    steps.push_back(step(std::move(sql), why));
  };
  for (const Capture& trigger : capture())
    add("DROP TRIGGER " + dialect_.quote(names_.trigger_of(trigger.event)),
        "nothing is noted any more");
  add("DROP TABLE " + dialect_.quote(names_.log), "nothing is noted any more");
  add("DROP TABLE " + dialect_.quote(names_.state), "nothing is noted any more");

  std::vector<const schema::Trigger*> triggers;
  for (const schema::Trigger& trigger : now.triggers)
    if (schema::same_name(trigger.table, before.name)) triggers.push_back(&trigger);
  for (const schema::Trigger* trigger : triggers)
    add("DROP TRIGGER " + dialect_.quote(trigger->name), "its trigger " + trigger->name);

  const std::string why = "the copy takes its place";
  add("PRAGMA legacy_alter_table = ON", why);
  steps.back().undo = "PRAGMA legacy_alter_table = OFF";
  add("ALTER TABLE " + table + " RENAME TO " + dialect_.quote(names_.old), why);
  add("ALTER TABLE " + dialect_.quote(names_.copy) + " RENAME TO " + table, why);
  add("PRAGMA legacy_alter_table = OFF", why);

  std::vector<std::string> updates = {update_of_text(after.name, final_text_, dialect_)};
  const auto rename_index = [&](const std::string& from, const std::string& to,
                                const std::string& sql) {
    updates.push_back("UPDATE sqlite_schema SET name = " + dialect_.literal(to) +
                      ", sql = " + dialect_.literal(sql) +
                      " WHERE type = 'index' AND name = " + dialect_.literal(from));
  };
  for (const schema::Index& index : before.indexes) {
    const std::string name = OnlineNames::index_of_old(index.name);
    rename_index(index.name, name, renamed_index(index.sql, name, names_.old, dialect_));
  }
  for (const schema::Index& index : after.indexes)
    rename_index(OnlineNames::index_of_copy(index.name), index.name,
                 index.sql.empty() ? dialect_.create_index(after.name, index) : index.sql);
  for (Step& made : write_schema(updates, free_name(now, "_retort_version"), why, dialect_)) {
    add(std::move(made.sql), why);
    steps.back().undo = made.undo;
  }

  if (counts(before) && counts(after)) {
    const std::string name = dialect_.literal(after.name);
    add("DELETE FROM sqlite_sequence WHERE name = " + name, "the AUTOINCREMENT counter");
    add("INSERT INTO sqlite_sequence (name, seq) SELECT " + name +
            ", seq FROM sqlite_sequence WHERE name = " + dialect_.literal(names_.old),
        "the AUTOINCREMENT counter");
  }
  for (const schema::Trigger* trigger : triggers) add(trigger->sql, "its trigger " + trigger->name);
  for (const std::string& known : statistics)
    add("DELETE FROM " + known + " WHERE tbl = " + dialect_.literal(after.name) + " AND " +
            outdated_statistics(change_, dialect_),
        "what ANALYZE knew of indexes that are gone");
  return steps;
}

}  // namespace retort::migrate::sqlite
