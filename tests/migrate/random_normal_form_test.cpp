// For random pairs of schemas: the models' normal form is the same, whatever database stands beside.

#include <gtest/gtest.h>

#include <retort/introspect/introspect.h>
#include <retort/migrate/diff.h>

#include "introspect/same_metadata.h"
#include "random_schema.h"
#include "trial.h"

namespace retort::migrate {
namespace {

class RandomNormalForm : public testing::TestWithParam<unsigned> {};

TEST_P(RandomNormalForm, IsTheSameBesideAnyDatabase) {
  for (unsigned i = 0; i < 50; ++i) {
    RandomSchema random(GetParam() * 50 + i + 5000);
    const std::string first = random.database().ddl();
    random.rename();
    const std::string second = random.database().ddl();
    SCOPED_TRACE(first + "-- becomes\n" + second);
    Trial beside(first);
    const schema::Metadata wanted = schema_of(second);
    for (engine::Connection* database :
         {&beside.connection, static_cast<engine::Connection*>(nullptr)}) {
      Trial scratch(""), from_values(""), long_way("");
      expect_identical(introspect::normal_form(scratch.connection, second, database), wanted);
      expect_identical(introspect::normal_form(from_values.connection, wanted, database),
                       introspect::normalise(long_way.connection, wanted));
    }
    EXPECT_TRUE(diff(wanted, wanted).empty());
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Shard, RandomNormalForm, testing::Range(0u, 10u));

}  // namespace
}  // namespace retort::migrate
