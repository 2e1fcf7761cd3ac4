// For random pairs of schemas with rows: what diff finds can be planned and executed, leads to the
// wanted schema, keeps the rows, and can be undone. A pair that fails is printed as small as it gets.
//
// RETORT_PAIRS is how many pairs there are, RETORT_SEED what the first one is made of. CI tries 10,000.

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include <retort/engine/dialect.h>
#include <retort/migrate/script.h>

#include "random_pair.h"

namespace retort::migrate {
namespace {

constexpr unsigned shards = 20;

unsigned number(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

class RandomPairs : public testing::TestWithParam<unsigned> {};

TEST_P(RandomPairs, ThereAndBack) {
  const unsigned pairs = number("RETORT_PAIRS", 2'000);
  const unsigned first = number("RETORT_SEED", 1);
  unsigned judged = 0;
  for (unsigned i = GetParam(); i < pairs; i += shards) {
    RandomSchema random(first + i);
    RandomPairOf pair;
    pair.start = random.database();
    pair.renames = random.rename();
    pair.wanted = random.database();
    const auto found = PairJudge::fault(pair);
    ASSERT_TRUE(found) << "SQLite does not take seed " << first + i << ": " << PairJudge::refusal()
                       << '\n'
                       << pair.text();
    ++judged;
    if (found->empty()) continue;
    const RandomPairOf least = PairJudge::shrunk(pair);
    FAIL() << "seed " << first + i << " (RETORT_SEED=" << first + i
           << " RETORT_PAIRS=1): " << *found
           << "\n\nThe least of it: " << PairJudge::fault(least).value_or("") << '\n'
           << least.text();
  }
  std::cout << judged << " pairs from seed " << first << '\n';
}

INSTANTIATE_TEST_SUITE_P(Shard, RandomPairs, testing::Range(0u, shards));

class RandomScript : public testing::TestWithParam<unsigned> {};

// What a script has just built never differs from its models, on the way through the file and back.
TEST_P(RandomScript, BuildsItsModels) {
  RandomSchema random(GetParam() + 1000);
  const schema::Metadata first = schema_of(random.database().ddl());
  const schema::Metadata second = schema_of(random.database().ddl());
  Trial trial("");
  for (const schema::Metadata& models : {first, second}) {
    Script script;
    script.revision = "aaaa";
    script.upgrade = diff(trial.schema(), models);
    const Script read = parse_script(write_script(script), "aaaa.toml");
    SCOPED_TRACE(write_script(script));
    trial.run(read.upgrade);
    EXPECT_EQ(described(diff(trial.schema(), models)), "");
    EXPECT_EQ(described(diff(models, trial.schema())), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Seed, RandomScript, testing::Range(1u, 61u));

}  // namespace
}  // namespace retort::migrate
