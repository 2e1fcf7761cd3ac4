#include <retort/migrate/sqlite/batch.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/error.h>
#include <retort/migrate/sqlite/alter.h>
#include <retort/migrate/sqlite/checks.h>
#include <retort/migrate/sqlite/losses.h>
#include <retort/migrate/sqlite/online_copy.h>
#include <retort/migrate/sqlite/rebuild.h>
#include <retort/migrate/sqlite/schema_edit.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

namespace {

class Batch {
 public:
  Batch(const std::vector<Operation>& batch, const schema::Metadata& before,
        schema::Metadata& metadata, const BatchContext& context)
      : operations_(batch),
        before_(before),
        now_(before),
        changes_(collect_changes(batch, metadata, context.dialect)),
        after_(metadata),
        dialect_(context.dialect),
        context_(context) {}

  BatchPlan plan() && {
    plan_.steps = losses(operations_, changes_, before_, context_.made, dialect_);
    for (const TableChange& change : changes_)
      if (change.before && !change.dropped) mend_rows(change);
    for (const TableChange& change : changes_)
      if (change.before && !change.dropped && !is_copied(change))
        for (Step& check : checks(change, changes_, after_, dialect_))
          plan_.steps.push_back(std::move(check));
    for (const TableChange& change : changes_) {
      place(change);
      if (!change.dropped) plan_.changed.push_back(change.after);
    }
    for (std::size_t position = 0; position < operations_.size(); ++position) {
      migrate::apply(operations_[position], now_);
      if (const auto placed = placed_.find(position); placed != placed_.end())
        for (Step& step : placed->second()) plan_.steps.push_back(std::move(step));
      else if (auto step = stored_object(operations_[position]))
        plan_.steps.push_back(std::move(*step));
    }
    return std::move(plan_);
  }

 private:
  // Made when its place has come, since a rebuild brings back the triggers that are there then.
  using Steps = std::function<std::vector<Step>()>;

  // What the script says of rows in the way. Foreign keys are watched and not enforced meanwhile, so
  // that no action of theirs takes other rows along.
  void mend_rows(const TableChange& change) {
    std::vector<Step> steps = remedies(change, changes_, after_, dialect_);
    if (steps.empty()) return;
    plan_.is_out_of_sight = !context_.is_whole;
    plan_.touched.insert(change.after.name);
    plan_.suspend_foreign_keys = true;
    std::ranges::move(steps, std::back_inserter(plan_.steps));
  }

  // Decides how a change of a table is made, and where in the batch.
  void place(const TableChange& change) {
    for (const TableChange::Part& part : change.parts)
      placed_[part.position] = [steps = freed_name(change, part)] { return steps; };
    const bool made_here = !change.before;
    if (made_here && change.dropped) return;
    if (made_here) {
      place_creation(change);
    } else if (change.dropped) {
      place_drop(change);
    } else if (auto steps = alter(change, dialect_, context_.ability)) {
      std::map<std::size_t, std::vector<Step>> by_position;
      for (auto& [position, step] : *steps) by_position[position].push_back(std::move(step));
      for (auto& [position, made] : by_position) placed_[position] = [made] { return made; };
    } else {
      place_last(change);
    }
  }

  // At the end of what is done to it, so that all it may need is there.
  void place_last(const TableChange& change) {
    if (!context_.is_whole) {
      plan_.is_out_of_sight = true;
      return;
    }
    SchemaEdit edit = edit_schema(change, before_, dialect_, context_.probe);
    if (!edit.steps.empty()) {
      placed_[change.parts.back().position] = [steps = std::move(edit.steps)] { return steps; };
      return;
    }
    plan_.suspend_foreign_keys = true;
    if (is_copied(change)) return place_online(change);
    plan_.touched.insert(change.after.name);
    placed_[change.parts.back().position] = [this, &change, why = std::move(edit.obstacle)] {
      return rebuild(change, why, now_, dialect_, context_.statistics, context_.probe);
    };
  }

  bool is_copied(const TableChange& change) const {
    return context_.online != nullptr &&
           OnlineCopy::is_begun(*context_.online, change.before->name);
  }

  // The rows of a copy have passed the new constraints; they are the same and were compared, so that
  // nobody who refers to them has to be looked at.
  void place_online(const TableChange& change) {
    const OnlineCopy copy(change, dialect_);
    if (!copy.is_ready(*context_.online))
      throw MigrateError("table " + change.after.name +
                         " was changed while it was copied online; run the command again");
    // Its indexes go with the old rows.
    for (const TableChange::Part& part : change.parts)
      placed_[part.position] = [] { return std::vector<Step>{}; };
    placed_[change.parts.back().position] = [this, &change] {
      return OnlineCopy(change, dialect_).swap(now_, context_.statistics);
    };
  }

  // Dropping an index is nothing that a rebuild or the drop of its table could not do, but its name
  // may be wanted before they come. A new name comes with the rebuild.
  std::vector<Step> freed_name(const TableChange& change, const TableChange::Part& part) const {
    const auto* drop = std::get_if<DropIndex>(part.operation);
    const auto* rename = std::get_if<RenameIndex>(part.operation);
    if (!drop && !rename) return {};
    const std::string& name = drop ? drop->index.name : rename->name;
    if (!change.before || !change.before->find_index(name)) return {};
    return {{.sql = "DROP INDEX " + dialect_.quote(name), .reason = describe(*part.operation)}};
  }

  void replaced(const std::string& table) {
    plan_.touched.insert(table);
    plan_.replaced.insert(table);
  }

  // The table is made in its last form at once; its indexes when all that may be in the way of
  // their names is gone.
  void place_creation(const TableChange& change) {
    replaced(change.after.name);
    const auto indexes = [this, &change] {
      std::vector<Step> steps;
      for (const schema::Index& index : change.after.indexes)
        steps.push_back({.sql = dialect_.create_index(change.after.name, index),
                         .reason = describe(CreateIndex{change.after.name, index})});
      return steps;
    };
    placed_[change.parts.back().position] = indexes;
    placed_[change.parts.front().position] = [this, &change, indexes] {
      std::vector<Step> steps = {{.sql = dialect_.create_table(change.after),
                                  .reason = describe(*change.parts.front().operation)}};
      if (change.parts.size() == 1) std::ranges::move(indexes(), std::back_inserter(steps));
      return steps;
    };
  }

  void place_drop(const TableChange& change) {
    replaced(change.after.name);
    const bool is_referred = std::ranges::any_of(now_.tables, [&](const schema::Table& table) {
      return std::ranges::any_of(table.foreign_keys, [&](const schema::ForeignKey& key) {
        return schema::same_name(key.referred_table, change.after.name);
      });
    });
    // Dropping a table deletes its rows first, which would act on the rows that refer to them.
    plan_.suspend_foreign_keys = plan_.suspend_foreign_keys || is_referred;
    placed_[change.parts.back().position] = [this, &change] {
      return std::vector<Step>{{.sql = "DROP TABLE " + dialect_.quote(change.after.name),
                                .reason = "drop table " + change.after.name}};
    };
  }

  std::optional<Step> stored_object(const Operation& operation) const {
    std::string sql = std::visit(
        detail::Overloaded{
            [](const CreateView& op) { return op.view.sql; },
            [&](const DropView& op) { return "DROP VIEW " + dialect_.quote(op.view.name); },
            [](const CreateTrigger& op) { return op.trigger.sql; },
            [&](const DropTrigger& op) {
              return "DROP TRIGGER " + dialect_.quote(op.trigger.name);
            },
            [](const CreateVirtualTable& op) { return op.table.sql; },
            [&](const DropVirtualTable& op) {
              return "DROP TABLE " + dialect_.quote(op.table.name);
            },
            [](const auto&) { return std::string(); },
        },
        operation);
    if (sql.empty()) return std::nullopt;
    return Step{.sql = std::move(sql), .reason = describe(operation)};
  }

  const std::vector<Operation>& operations_;
  const schema::Metadata& before_;
  schema::Metadata now_;
  std::vector<TableChange> changes_;
  const schema::Metadata& after_;
  const engine::Dialect& dialect_;
  const BatchContext& context_;
  std::map<std::size_t, Steps> placed_;
  BatchPlan plan_;
};

}  // namespace

BatchPlan plan_batch(const std::vector<Operation>& batch, schema::Metadata& metadata,
                     const BatchContext& context) {
  const schema::Metadata before = metadata;
  return Batch(batch, before, metadata, context).plan();
}

}  // namespace retort::migrate::sqlite
