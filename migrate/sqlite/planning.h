// Planning for SQLite: each part of a list of operations on the schema that is there when its turn
// has come. Renames are steps of their own; in a batch each table is altered natively or rebuilt
// once (batch.h).

#pragma once

#include <cstddef>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/alter.h>
#include <retort/migrate/sqlite/edit_probe.h>
#include <retort/migrate/sqlite/foreign_key_watch.h>
#include <retort/migrate/sqlite/made_here.h>
#include <retort/migrate/sqlite/parts.h>
#include <retort/migrate/sqlite/read_back.h>

namespace retort::migrate::sqlite {

class SqlitePlanning final : public Planning {
 public:
  SqlitePlanning(engine::Connection& connection, const std::vector<Operation>& operations,
                 const PlanOptions& options);

  std::optional<Plan> next() override;

 private:
  Plan plan(const Part& part);
  Plan plan_own_sql(const Part& part);
  Plan plan_renames(const Part& part);
  Plan plan_batch(const Part& part);
  std::optional<Plan> plan_batch(const Part& part, const schema::Metadata& before, bool is_whole);
  AlterAbility ability(const Part& part, const schema::Metadata& now) const;
  Plan last_plan() const;

  void add_rename(Plan& plan, const AlterColumn& op, bool sound) const;
  void add_rename(Plan& plan, const RenameTable& op, const schema::Metadata& now, bool sound);

  engine::Connection& connection_;
  const engine::Dialect& dialect_;
  std::vector<Part> parts_;
  std::size_t next_ = 0;
  PlanOptions options_;
  /// Foreign keys are enforced, and that cannot be changed.
  bool enforced_;
  EditProbe probe_;
  ReadBack read_back_;
  ForeignKeyWatch watch_;
  MadeHere made_;
};

}  // namespace retort::migrate::sqlite
