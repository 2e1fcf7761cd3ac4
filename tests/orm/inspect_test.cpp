// What is told of a model.

#include <gtest/gtest.h>

#include <retort/orm/inspect.h>

#include "orm/relationship_models.h"

namespace retort::test::relationships {
namespace {

using Direction = RelationshipInfo::Direction;
using Names = std::vector<std::string_view>;

TEST(Inspect, ColumnsAndKeys) {
  const auto box = inspect<BoxModel>();
  EXPECT_EQ(box.table->name, "box");
  ASSERT_EQ(box.table->columns.size(), 2U);
  EXPECT_EQ(box.table->columns[1].name, "name");
  EXPECT_FALSE(box.table->columns[1].nullable);
  EXPECT_EQ(box.primary_key, Names{"id"});
  EXPECT_EQ(inspect<HolderModel>().primary_key, (Names{"country", "number"}));
  EXPECT_EQ(box.kind_name, "");
  EXPECT_EQ(box.base, "");
  EXPECT_EQ(box.view_sql, "");
}

TEST(Inspect, RelationshipsOfEachDirection) {
  const auto box = inspect<BoxModel>();
  ASSERT_EQ(box.relationships.size(), 3U);
  const auto& parts_of_it = box.relationships[0];
  EXPECT_EQ(parts_of_it.direction, Direction::one_to_many);
  EXPECT_EQ(parts_of_it.target, "part");
  EXPECT_EQ(parts_of_it.columns, Names{"box_id"});
  EXPECT_EQ(parts_of_it.referred, Names{"id"});
  EXPECT_TRUE(parts_of_it.delete_orphan);
  EXPECT_FALSE(box.relationships[1].delete_orphan);
  EXPECT_TRUE(box.relationships[2].view_only);
  const auto part = inspect<PartModel>();
  EXPECT_EQ(part.relationships[1].direction, Direction::many_to_one);
  EXPECT_EQ(part.relationships[1].target, "box");
  EXPECT_EQ(part.relationships[1].columns, Names{"spare_box_id"});
  const auto passport = inspect<PassportModel>();
  EXPECT_EQ(passport.relationships[0].columns, (Names{"h_country", "h_number"}));
  EXPECT_EQ(passport.relationships[0].referred, (Names{"country", "number"}));
}

TEST(Inspect, ALinkStandsBetweenMany) {
  const auto tags_of_posts = inspect<PostModel>().relationships.at(0);
  EXPECT_EQ(tags_of_posts.direction, Direction::many_to_many);
  EXPECT_EQ(tags_of_posts.target, "tag");
  EXPECT_EQ(tags_of_posts.link, "pt");
  EXPECT_EQ(tags_of_posts.columns, Names{"p_id"});
}

}  // namespace
}  // namespace retort::test::relationships
