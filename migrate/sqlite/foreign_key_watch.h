// Watches foreign keys while their enforcement is off: what was broken before may stay broken, but
// a plan may not break more.
//
// The first step of the plan notes in a temporary table which rows refer to nothing; the last ones
// compare and drop the note. Only tables that the plan can have hurt are looked at, since looking
// reads them all.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

class ForeignKeyWatch {
 public:
  /// `now` is the schema before the plan.
  ForeignKeyWatch(const schema::Metadata& now, const engine::Dialect& dialect);

  void renamed(const std::string& table, const std::string& new_name);
  /// The table of that name is gone, or another one from here on.
  void replaced(const std::string& table);
  /// Puts its steps around the others. `after` is the schema after the plan, `touched` the names in
  /// it of tables that were rebuilt.
  void surround(std::vector<Step>& steps, const schema::Metadata& after,
                const std::set<std::string, schema::NameLess>& touched) const;

 private:
  const schema::Metadata& before_;
  const engine::Dialect& dialect_;
  /// The name before the plan of each table that was there then, by its name now.
  std::map<std::string, std::string, schema::NameLess> old_names_;
};

}  // namespace retort::migrate::sqlite
