// Whether two schemas are the same to the last byte: their order and their texts too, which == leaves
// out.

#pragma once

#include <gtest/gtest.h>

#include <string>

#include <retort/schema/metadata.h>

namespace retort {

inline std::string texts_of(const schema::Metadata& metadata) {
  std::string text;
  for (const schema::Table& table : metadata.tables) {
    text += table.sql + '\n';
    for (const schema::Index& index : table.indexes) text += index.sql + '\n';
  }
  for (const auto& view : metadata.views) text += view.sql + '\n';
  for (const auto& trigger : metadata.triggers) text += trigger.sql + '\n';
  for (const auto& table : metadata.virtual_tables) text += table.sql + '\n';
  return text;
}

inline void expect_identical(const schema::Metadata& one, const schema::Metadata& other) {
  EXPECT_EQ(texts_of(one), texts_of(other));
  EXPECT_TRUE(one == other) << texts_of(one);
}

}  // namespace retort
