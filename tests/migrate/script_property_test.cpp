// Whatever operations a script holds, it reads back as the same ones; of what is dropped, as much
// as is needed to find it.

#include <gtest/gtest.h>

#include <retort/migrate/script.h>
#include <schema/random_metadata.h>

namespace retort::migrate {
namespace {

using testing::RandomMetadata;

engine::Value random_value(RandomMetadata& random) {
  switch (random.below(5)) {
    case 0: return std::int64_t{random.below(2000000000)} * (random.coin() ? 1 : -1);
    case 1: return random.below(1000000) / 7.0;
    case 2: return random.text();
    case 3: return engine::Blob{std::byte(random.below(256)), std::byte(random.below(256))};
    default: return engine::Null();
  }
}

BulkInsert random_rows(RandomMetadata& random) {
  BulkInsert insert{.table = random.name()};
  for (int left = 1 + random.below(3); left > 0; --left) insert.columns.push_back(random.name());
  for (int left = random.below(4); left > 0; --left) {
    std::vector<engine::Value>& row = insert.rows.emplace_back();
    for (std::size_t i = 0; i < insert.columns.size(); ++i) row.push_back(random_value(random));
  }
  return insert;
}

Constraint random_constraint(RandomMetadata& random) {
  switch (random.below(4)) {
    case 0: return random.primary_key();
    case 1: return random.unique();
    case 2: return random.foreign_key();
    default: return random.check();
  }
}

AlterColumn random_change(RandomMetadata& random) {
  AlterColumn op{.table = random.name(), .before = {.name = random.name()}};
  const schema::Column wanted = random.column();
  op.rename = true;
  op.after.name = wanted.name;
  if ((op.type = random.coin())) op.after.type = wanted.type;
  if ((op.nullable = random.coin())) {
    op.after.nullable = wanted.nullable;
    op.after.not_null_conflict = wanted.not_null_conflict;
  }
  if ((op.server_default = random.coin())) op.after.server_default = wanted.server_default;
  if ((op.collation = random.coin())) op.after.collation = wanted.collation;
  if ((op.generated = random.coin())) op.after.generated = wanted.generated;
  if (random.coin()) op.fill = random.text();
  return op;
}

// With what a script may say of rows in the way.
AddConstraint random_addition(RandomMetadata& random) {
  AddConstraint op{random.name(), random_constraint(random)};
  const bool takes_fill = std::holds_alternative<schema::ForeignKey>(op.constraint) ||
                          std::holds_alternative<schema::Check>(op.constraint);
  if (takes_fill && random.coin())
    op.fill = random.text();
  else if (random.coin())
    op.violations = Violations::remove;
  return op;
}

CreateIndex random_index(RandomMetadata& random) {
  CreateIndex op{random.name(), random.index()};
  if (op.index.unique && random.coin()) op.violations = Violations::remove;
  return op;
}

Operation random_creation(RandomMetadata& random) {
  schema::Table table = random.table();
  table.indexes.clear();
  switch (random.below(14)) {
    case 0: return CreateTable{table};
    case 1: return RenameTable{random.name(), random.name()};
    case 2: return AddColumn{random.name(), random.column(), random.coin() ? random.text() : ""};
    case 3: return random_change(random);
    case 4: return random_addition(random);
    case 5: return AlterTableOptions{random.name(), {}, {random.coin(), random.coin()}};
    case 6: return random_index(random);
    case 7: return CreateView{{random.name(), random.text()}};
    case 8: return CreateTrigger{{random.name(), random.name(), random.text()}};
    case 9: return CreateVirtualTable{{random.name(), random.name(), random.text()}};
    case 10: return Execute{random.text()};
    case 11: return RenameConstraint{random.name(), random.name(), random.name()};
    case 12: return RenameIndex{random.name(), random.name(), random.name()};
    default: return random_rows(random);
  }
}

// A constraint as a script names it: by its name, else by its content, and the only primary key by
// nothing.
Constraint as_dropped(const Constraint& constraint) {
  return std::visit(
      [](const auto& kind) -> Constraint {
        auto named = std::remove_cvref_t<decltype(kind)>{};
        named.name = kind.name;
        const bool whole =
            kind.name.empty() && !std::holds_alternative<schema::PrimaryKey>(Constraint(kind));
        return whole ? kind : named;
      },
      constraint);
}

Script reread(const Script& script) { return parse_script(write_script(script), "random.toml"); }

TEST(ScriptProperty, WhatIsCreatedReadsBackWhole) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    RandomMetadata random(seed);
    Script script{{.revision = "a", .message = random.text(), .allow_destructive = random.coin()}};
    if (random.coin()) script.suppress = {{"DS101", random.text() + '.'}, {"RW104", "it is meant"}};
    for (int left = random.below(6); left > 0; --left) {
      script.upgrade.push_back(random_creation(random));
      script.downgrade.push_back(random_creation(random));
    }
    const Script again = reread(script);
    EXPECT_EQ(again.message, script.message);
    EXPECT_EQ(again.allow_destructive, script.allow_destructive);
    EXPECT_EQ(again.suppress, script.suppress);
    EXPECT_EQ(again.upgrade, script.upgrade);
    EXPECT_EQ(again.downgrade, script.downgrade);
    EXPECT_EQ(write_script(again), write_script(script));
    ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << write_script(script);
  }
}

TEST(ScriptProperty, WhatIsDroppedReadsBackByItsName) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    RandomMetadata random(seed);
    const std::string on = random.name();
    const schema::Table table = random.table();
    const schema::Column column = random.column();
    const schema::Index index = random.index();
    const Constraint constraint = random_constraint(random);
    const Script script{
        {.revision = "a"},
        {DropTable{table}, DropColumn{on, column}, DropIndex{on, index},
         DropConstraint{on, constraint}, DropView{{"v", "CREATE"}},
         DropTrigger{{"t", "on", "CREATE"}}, DropVirtualTable{{"f", "fts5", "CREATE"}}}};
    const std::vector<Operation> expected = {DropTable{{.name = table.name}},
                                             DropColumn{on, {.name = column.name}},
                                             DropIndex{on, {.name = index.name}},
                                             DropConstraint{on, as_dropped(constraint)},
                                             DropView{{.name = "v"}},
                                             DropTrigger{{.name = "t", .table = "on"}},
                                             DropVirtualTable{{.name = "f"}}};
    ASSERT_EQ(reread(script).upgrade, expected) << "seed " << seed << "\n" << write_script(script);
  }
}

}  // namespace
}  // namespace retort::migrate
