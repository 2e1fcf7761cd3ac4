// What docs/schema-toml.md shows is a schema.

#include <gtest/gtest.h>

#include <retort/schema/toml.h>
#include <schema/doc_blocks.h>

namespace retort::schema {
namespace {

TEST(TomlDoc, EveryBlockIsASchema) {
  const std::vector<testing::DocBlock> blocks = testing::doc_blocks("docs/schema-toml.md", "toml");
  EXPECT_GE(blocks.size(), 4u);
  std::string all;
  for (const testing::DocBlock& block : blocks) {
    all += block.text;
    EXPECT_NO_THROW(read_toml(block.text, block.place)) << block.place;
    // The page writes as write_toml does, so that nobody has to get used to two hands.
    EXPECT_EQ(write_toml(read_toml(block.text, block.place)), block.text) << block.place;
  }
  // Together they are one schema too, and it holds some of everything.
  const Metadata metadata = read_toml(all, "all blocks");
  EXPECT_GE(metadata.tables.size(), 4u);
  EXPECT_FALSE(metadata.views.empty());
  EXPECT_FALSE(metadata.triggers.empty());
  EXPECT_FALSE(metadata.virtual_tables.empty());
}

}  // namespace
}  // namespace retort::schema
