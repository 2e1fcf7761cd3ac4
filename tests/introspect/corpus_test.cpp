// Every database of a corpus of real schemas: introspected, held against the PRAGMAs, and built
// again from what was read.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include <test_paths.h>
#include "introspect/corpus.h"
#include "introspect/database.h"
#include "introspect/pragmas.h"

namespace retort {
namespace {

// By name: what is built again is built parents first.
template <class Object>
std::map<std::string, Object> by_name(const std::vector<Object>& objects) {
  std::map<std::string, Object> result;
  for (const Object& object : objects) result.emplace(object.name, object);
  return result;
}

void expect_same(const schema::Metadata& built, const schema::Metadata& read) {
  EXPECT_EQ(built.tables.size(), read.tables.size());
  for (const schema::Table& table : read.tables) {
    const schema::Table* again = built.find_table(table.name);
    ASSERT_NE(again, nullptr) << table.name;
    EXPECT_TRUE(*again == table) << "read from:\n" << table.sql << "\nbuilt:\n" << again->sql;
  }
  EXPECT_EQ(by_name(built.views), by_name(read.views));
  EXPECT_EQ(by_name(built.triggers), by_name(read.triggers));
  EXPECT_EQ(by_name(built.virtual_tables), by_name(read.virtual_tables));
}

// Everything about a table that its index texts and its own say; most tables stay as they are from
// one version to the next.
std::string fingerprint(const schema::Table& table) {
  std::string text = table.name + table.sql;
  for (const schema::Index& index : table.indexes) text += index.sql;
  return text;
}

class IntrospectCorpus : public testing::TestWithParam<std::string> {
 protected:
  // The tables that no version before had go through everything; the rest is as it was.
  schema::Metadata check(const std::filesystem::path& file) {
    SCOPED_TRACE(file.string());
    engine::Connection connection = empty_database();
    connection.execute_script(corpus::read(file));
    const schema::Metadata metadata = introspect::introspect(connection);
    EXPECT_FALSE(metadata.tables.empty());
    schema::Metadata fresh;
    for (const schema::Table& table : metadata.tables) {
      if (!seen_.insert(fingerprint(table)).second) continue;
      pragmas::expect_agreement(connection, table);
      fresh.tables.push_back(table);
    }
    expect_rebuilt(fresh);
    return metadata;
  }

  static void expect_rebuilt(const schema::Metadata& metadata) {
    engine::Connection scratch = empty_database();
    expect_same(introspect::normalise(scratch, metadata), metadata);
  }

  std::set<std::string> seen_;
};

TEST_P(IntrospectCorpus, IsReadRightAndBuiltAgain) {
  RETORT_NEEDS_CORPUS();
  schema::Metadata newest;
  for (const auto& file : corpus::schemas(GetParam())) {
    newest = check(file);
    if (GetParam() == "snapshots") expect_rebuilt(newest);  // each a schema of its own
  }
  expect_rebuilt(newest);
}

INSTANTIATE_TEST_SUITE_P(Introspect, IntrospectCorpus, testing::ValuesIn(corpus::projects()),
                         corpus::test_name);

class IntrospectSurvival : public IntrospectCorpus {};

TEST_P(IntrospectSurvival, IsReadRightAndBuiltAgain) {
  const std::filesystem::path file = std::filesystem::path(RETORT_SHARED_DIR) / GetParam();
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no survival schema at " << file;
  expect_rebuilt(check(file));
}

INSTANTIATE_TEST_SUITE_P(Introspect, IntrospectSurvival, testing::Values("survival/torture.sql"),
                         [](const auto&) { return "Torture"; });

}  // namespace
}  // namespace retort
