// What docs/scripts.md shows are scripts, and it shows every operation.

#include <gtest/gtest.h>

#include <set>

#include <retort/migrate/script.h>
#include <schema/doc_blocks.h>

namespace retort::migrate {
namespace {

Script read(const testing::DocBlock& block) {
  const bool whole = block.text.starts_with("revision");
  return parse_script((whole ? "" : "revision = \"doc\"\n") + block.text, block.place);
}

TEST(ScriptsDoc, EveryBlockIsAScript) {
  const std::vector<testing::DocBlock> blocks = testing::doc_blocks("docs/scripts.md", "toml");
  EXPECT_GE(blocks.size(), 10u);
  std::set<std::size_t> operations;
  std::set<std::size_t> created;
  std::set<std::size_t> dropped;
  for (const testing::DocBlock& block : blocks) {
    Script script;
    ASSERT_NO_THROW(script = read(block)) << block.place;
    script.upgrade.insert(script.upgrade.end(), script.downgrade.begin(), script.downgrade.end());
    for (const Operation& operation : script.upgrade) {
      operations.insert(operation.index());
      if (const auto* add = std::get_if<AddConstraint>(&operation))
        created.insert(add->constraint.index());
      if (const auto* drop = std::get_if<DropConstraint>(&operation))
        dropped.insert(drop->constraint.index());
    }
  }
  EXPECT_EQ(operations.size(), std::variant_size_v<Operation>);
  EXPECT_EQ(created.size(), std::variant_size_v<Constraint>);
  EXPECT_EQ(dropped.size(), std::variant_size_v<Constraint>);
}

TEST(ScriptsDoc, TheFirstBlockIsWhatWriteScriptWrites) {
  const testing::DocBlock block = testing::doc_blocks("docs/scripts.md", "toml").at(0);
  EXPECT_EQ(write_script(read(block)), block.text);
}

}  // namespace
}  // namespace retort::migrate
