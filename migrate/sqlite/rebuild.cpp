#include <retort/migrate/sqlite/rebuild.h>

#include <algorithm>

#include <retort/migrate/detail/expression.h>
#include <retort/migrate/sqlite/copy_comparison.h>
#include <retort/migrate/sqlite/free_name.h>
#include <retort/migrate/sqlite/integrity.h>
#include <retort/migrate/sqlite/kept_indexes.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/migrate/sqlite/statistics.h>
#include <retort/migrate/sqlite/table_text.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

class Rebuild {
 public:
  Rebuild(const TableChange& change, const std::string& why, const schema::Metadata& now,
          const engine::Dialect& dialect, const std::vector<std::string>& statistics,
          EditProbe& probe)
      : change_(change),
        why_(why),
        now_(now),
        dialect_(dialect),
        statistics_(statistics),
        probe_(probe),
        new_name_(free_name(now, "_retort_new_" + name())) {}

  std::vector<Step> steps() && {
    add(new_table(), change_.reason() + " (" + why_ + ")");
    copy_rows();
    hand_over();
    carry_counter();
    save_statistics();
    add("DROP TABLE " + old_table(), "the new table takes its place");
    take_name();
    restore_objects();
    restore_statistics();
    // Every row was read out of the new table and is right; its constraints were asked of each row, and its
    // indexes are made of these rows. SQLite's check would say nothing more: it compares no index with its table.
    if (is_compared_ || is_checked_wrongly(change_.after)) return std::move(steps_);
    add("SELECT quick_check AS problem FROM pragma_quick_check(" + dialect_.literal(name()) +
            ") WHERE quick_check <> 'ok' LIMIT 4",
        "the new table is not sound", Step::Kind::must_be_empty);
    return std::move(steps_);
  }

 private:
  const std::string& name() const { return change_.after.name; }
  // As it was spelled before, where the change touches no letter of it.
  std::string old_table() const { return dialect_.quote(name()); }
  std::string new_table_name() const { return dialect_.quote(new_name_); }

  void add(std::string sql, const std::string& why, Step::Kind kind = Step::Kind::run) {
    steps_.push_back(
        {.sql = std::move(sql), .reason = "rebuild " + name() + ": " + why, .kind = kind});
  }

  void add_all(std::vector<Step> steps) {
    for (Step& step : steps) {
      step.reason = "rebuild " + name() + ": " + step.reason;
      steps_.push_back(std::move(step));
    }
  }

  // The one place that decides what the new table's text is: a person's own, where it can be kept.
  std::string new_table() {
    if (auto text = changed_text(*change_.before, change_.after, new_name_, dialect_)) return *text;
    schema::Table table = change_.after;
    table.name = new_name_;
    for (schema::Check& check : table.checks) {
      if (!detail::has_qualifier(check.expression, name())) continue;
      check.expression = detail::rename_qualifier(check.expression, name(), new_name_);
      is_qualified_ = true;
    }
    return dialect_.create_table(table);
  }

  // OR ABORT, so that no ON CONFLICT clause of the new table drops a row in silence.
  void copy_rows() {
    const auto [columns, values] = copied_values(change_, dialect_);
    // Nothing to copy from (neither a column nor a rowid stays): there may be no rows then.
    if (columns.empty())
      return add("SELECT count(*) AS \"rows\" FROM " + old_table() + " HAVING count(*) > 0",
                 "no column of it stays, and it has rows", Step::Kind::must_be_empty);
    add("INSERT OR ABORT INTO " + new_table_name() + " (" + columns + ") SELECT " + values +
            " FROM " + old_table(),
        "copy the rows", Step::Kind::copy);
    steps_.back().stand_in = new_name_;
    steps_.back().stands_for = name();
    if (const auto rowid = rowid_name(*change_.before, change_.after))
      steps_.back().extent =
          "SELECT count(*), min(" + *rowid + "), max(" + *rowid + ") FROM " + old_table();
    std::vector<Step> comparison = compare_copy(change_, new_name_, dialect_);
    // The first counts the rows; the others find each one.
    is_compared_ = comparison.size() > 1;
    add_all(std::move(comparison));
  }

  // Only what was compared is known to have the same values.
  void hand_over() {
    if (is_compared_ && probe_.may_edit()) kept_ = probe_.complete(name(), kept_indexes(change_));
    add_all(hand_over_indexes(kept_, new_name_, dialect_));
  }

  // The counter of AUTOINCREMENT may be ahead of the largest key, and must stay so.
  void carry_counter() {
    const auto counts = [](const schema::Table& table) {
      return table.primary_key && table.primary_key->autoincrement;
    };
    if (!counts(*change_.before) || !counts(change_.after)) return;
    const std::string new_name = dialect_.literal(new_name_);
    add("DELETE FROM sqlite_sequence WHERE name = " + new_name, "the AUTOINCREMENT counter");
    add("INSERT INTO sqlite_sequence (name, seq) SELECT " + new_name +
            ", seq FROM sqlite_sequence WHERE name = " + dialect_.literal(change_.before->name),
        "the AUTOINCREMENT counter");
  }

  // Left to itself, SQLite would look into every view and trigger, and stop at those that use the
  // table, which does not exist at this moment. The legacy rename does not look; but neither does it
  // look into a CHECK that has the table's name before a column. With
  // the schema open for writing SQLite looks, and goes on.
  void take_name() {
    const std::string pragma =
        is_qualified_ ? "PRAGMA writable_schema = " : "PRAGMA legacy_alter_table = ";
    add(pragma + "ON", "views and triggers that use it stay as they are");
    steps_.back().undo = pragma + "OFF";
    add("ALTER TABLE " + new_table_name() + " RENAME TO " + old_table(),
        "the new table takes its name");
    add(pragma + "OFF", "back to SQLite's own rule");
  }

  void restore_objects() {
    add_all(restore_texts(kept_, dialect_));
    for (const schema::Index& index : change_.after.indexes)
      if (std::ranges::find(kept_, index) == kept_.end())
        add(index.sql.empty() ? dialect_.create_index(name(), index) : index.sql,
            "its index " + index.name);
    for (const schema::Trigger& trigger : now_.triggers)
      if (schema::same_name(trigger.table, name())) add(trigger.sql, "its trigger " + trigger.name);
  }

  // What ANALYZE has found out would go with the old table. It waits under the name that the new
  // one has until then.
  void save_statistics() {
    for (const std::string& table : statistics_)
      add("UPDATE " + table + " SET tbl = " + dialect_.literal(new_name_) +
              " WHERE tbl = " + dialect_.literal(change_.before->name),
          "what ANALYZE knows of it");
  }

  // Without what it knows of indexes that are not there any more, or not the same.
  void restore_statistics() {
    for (const std::string& table : statistics_) {
      const std::string own = " WHERE tbl = " + dialect_.literal(new_name_);
      add("DELETE FROM " + table + own + " AND " + outdated_statistics(change_, dialect_),
          "what ANALYZE knew of indexes that are gone");
      add("UPDATE " + table + " SET tbl = " + dialect_.literal(name()) + own,
          "what ANALYZE knows of it");
    }
  }

  const TableChange& change_;
  const std::string& why_;
  const schema::Metadata& now_;
  const engine::Dialect& dialect_;
  const std::vector<std::string>& statistics_;
  EditProbe& probe_;
  std::string new_name_;
  /// Indexes that are handed over.
  std::vector<schema::Index> kept_;
  /// Whether its own name stands in a CHECK.
  bool is_qualified_ = false;
  bool is_compared_ = false;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> rebuild(const TableChange& change, const std::string& why,
                          const schema::Metadata& now, const engine::Dialect& dialect,
                          const std::vector<std::string>& statistics, EditProbe& probe) {
  return Rebuild(change, why, now, dialect, statistics, probe).steps();
}

}  // namespace retort::migrate::sqlite
