#include <retort/migrate/detail/proof.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

schema::Metadata together(schema::Metadata ours, const schema::Metadata& others) {
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(ours.tables, others.tables);
  append(ours.views, others.views);
  append(ours.triggers, others.triggers);
  append(ours.virtual_tables, others.virtual_tables);
  return ours;
}

// Whether these statements run in the scratch database; they stay there if so.
bool builds(engine::Connection& scratch, const std::vector<std::string>& statements) {
  try {
    for (const std::string& sql : statements) scratch.execute(sql);
    return true;
  } catch (const engine::DatabaseError&) {
    return false;
  }
}

// Of what belongs to others, that which a scratch database can have beside ours.
schema::Metadata buildable(const engine::Engine& engine, const schema::Metadata& ours,
                           schema::Metadata others) {
  engine::Connection scratch = engine.scratch();
  std::erase_if(others.tables, [&](const schema::Table& table) {
    return !builds(scratch, create_all(engine.dialect(), {.tables = {table}}));
  });
  std::erase_if(others.virtual_tables, [&](const schema::VirtualTable& table) {
    return !builds(scratch, create_all(engine.dialect(), {.virtual_tables = {table}}));
  });
  std::erase_if(others.triggers, [&](const schema::Trigger& trigger) {
    const auto has = [&](const schema::Metadata& side) {
      return side.find_table(trigger.table) || side.find_view(trigger.table);
    };
    return !has(ours) && !has(others);
  });
  return others;
}

}  // namespace

Proof::Proof(const engine::Engine& engine, const Comparison& comparison)
    : comparison_(comparison),
      others_(buildable(engine, comparison.database, comparison.others)),
      scratch_(engine.scratch()) {
  introspect::normalise(scratch_, together(comparison.database, others_));
  for (const CreateIndex& create : comparison.other_indexes)
    builds(scratch_, {engine.dialect().create_index(create.table, create.index)});
}

void Proof::upgrade(const std::vector<Operation>& operations) {
  run(operations, together(comparison_.models, others_), "upgrade");
}

void Proof::downgrade(const std::vector<Operation>& operations) {
  run(operations, together(comparison_.database, others_), "downgrade");
}

// Without the indexes of others: they go with their table, and nobody brings them back.
schema::Metadata Proof::built() {
  schema::Metadata metadata = introspect::introspect(scratch_);
  for (schema::Table& table : metadata.tables)
    std::erase_if(table.indexes, [&](const schema::Index& index) {
      return std::ranges::any_of(comparison_.other_indexes, [&](const CreateIndex& other) {
        return schema::same_name(other.index.name, index.name);
      });
    });
  return metadata;
}

void Proof::run(const std::vector<Operation>& operations, const schema::Metadata& wanted,
                const std::string& what) {
  const std::string failed = "the " + what + " that was worked out does not run: ";
  try {
    run_operations(scratch_, operations);
  } catch (const DecisionNeeded& error) {
    throw DecisionNeeded(failed + error.what() + "; no script was written");
  } catch (const Error& error) {
    throw MigrateError(failed + error.what() + "; no script was written");
  }
  const schema::Metadata is = built();
  const std::vector<Operation> missing = diff(is, wanted);
  if (missing.empty()) return;
  throw MigrateError("the " + what + " that was worked out does not give the wanted schema (" +
                     describe(missing.front()) +
                     " would still be needed); no script was written\n" + unified_diff(is, wanted));
}

}  // namespace retort::migrate::detail
