// Watches foreign keys while their enforcement is off: what was broken before may stay broken, but
// a run may not break more.
//
// Before a table is touched, the rows that refer to nothing are noted in a temporary table; the last
// plan of the run compares, and drops the note. Only tables that the run can have hurt are looked
// at, since looking reads them all.

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

using TableNames = std::set<std::string, schema::NameLess>;

class ForeignKeyWatch {
 public:
  explicit ForeignKeyWatch(const engine::Dialect& dialect) : dialect_(dialect) {}

  /// The steps that have to run before these tables are rebuilt, made or dropped. `now` is the
  /// schema before that, and `after` the one behind it: a table may come to refer to one of them.
  std::vector<Step> note(const schema::Metadata& now, const schema::Metadata& after,
                         const TableNames& touched);
  /// The same before a person's own SQL: nobody knows which rows it will touch.
  std::vector<Step> note_all(const schema::Metadata& now);

  void renamed(const std::string& table, const std::string& new_name);
  /// The table of that name is gone, or another one from here on.
  void replaced(const std::string& table);

  bool is_needed() const { return everything_ || !touched_.empty(); }
  /// The steps at the end of the run; `after` is the schema then.
  std::vector<Step> compare(const schema::Metadata& after) const;

 private:
  struct Noted {
    /// What the note calls the table, whatever its name becomes.
    std::string label;
    bool is_checkable = false;
  };

  bool is_affected(const schema::Table& table) const;

  const engine::Dialect& dialect_;
  TableNames touched_;
  bool everything_ = false;
  std::map<std::string, Noted, schema::NameLess> noted_;
  std::size_t labels_ = 0;
  /// Whether the temporary table is there.
  bool has_table_ = false;
};

}  // namespace retort::migrate::sqlite
