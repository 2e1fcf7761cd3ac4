// Indexes and constraints of every kind, table options and naming conventions. The number is that of
// the reference's case.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/orm/types/decimal.h>
#include <retort/schema/metadata.h>
#include <retort/schema/naming.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;

template <class As>
struct TaskModel {
  static constexpr auto table_name = "tasks";
  static constexpr std::tuple constraints{
      index_on<"ix_tasks_open", descending<"due">, expression<"lower(title)">, where<"done = 0">>{},
      index_on<"ix_tasks_title", collated<ascending<"title">, "NOCASE">, without_duplicates>{},
      named<"ck_due", check_that<"due > 0">>{}};

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "title", std::string> title{};
  Column<As, "due", int> due{1};
  Column<As, "done", bool> done{};
};
using Task = Entity<TaskModel>;
inline constexpr auto tasks = table<TaskModel>;

template <class As>
struct StrictModel {
  static constexpr auto table_name = "strictly";
  static constexpr std::tuple constraints{strict{}, without_rowid{}};

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "flag", bool> flag{};
  Column<As, "text", std::string, max_length<5>> text{};
  Column<As, "ratio", double> ratio{};
  Column<As, "bytes", engine::Blob> bytes{};
  Column<As, "price", Decimal<2>> price{};
};
using Strict = Entity<StrictModel>;
inline constexpr auto strictly = table<StrictModel>;

template <class As>
struct NamedParentModel {
  static constexpr auto table_name = "u";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "n", std::string, unique, check<"n <> ''", "pos">> n{};
  Column<As, "k", int, indexed<>> k{};
};
template <class As>
struct NamedChildModel {
  static constexpr auto table_name = "ad";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "u_id", std::int64_t, references<NamedParentModel, "id">> u_id{};
  Column<As, "other", std::optional<std::int64_t>,
         references<NamedParentModel, "id", constraint_name<"fk_by_hand">, deferrable<false>>>
      other{};
};

}  // namespace retort::test

namespace {

using namespace retort::test;
namespace schema = retort::schema;

std::string stored_sql(Recorder& recorder, const char* name) {
  auto connection = recorder.engine().connect();
  const auto sql =
      connection.scalar("SELECT sql FROM sqlite_schema WHERE name = '" + std::string(name) + "'");
  return sql ? folded(std::get<std::string>(*sql)) : "nothing";
}

TEST(Constraint, AnIndexMayHaveExpressionsDirectionsCollationsAndAPredicate) {
  Recorder recorder;
  create_all(recorder.engine(), metadata<TaskModel>());
  EXPECT_EQ(stored_sql(recorder, "ix_tasks_open"),
            "CREATE INDEX ix_tasks_open ON tasks (due DESC, lower(title)) WHERE done = 0");
  EXPECT_EQ(stored_sql(recorder, "ix_tasks_title"),
            "CREATE UNIQUE INDEX ix_tasks_title ON tasks (title COLLATE \"NOCASE\")");
  Session session(recorder.engine());
  session.add(Task{.title = "Sweep"});
  session.commit();
  session.add(Task{.title = "SWEEP"});
  EXPECT_THROW(session.flush(), retort::engine::UniqueViolation);
  session.rollback();
  session.add(Task{.title = "Wash", .due = 0});
  EXPECT_THROW(session.flush(), retort::engine::CheckViolation);
}

TEST(Constraint, AStrictTableHasStrictTypes) {
  Recorder recorder;
  create_all(recorder.engine(), metadata<StrictModel>());
  EXPECT_EQ(
      stored_sql(recorder, "strictly"),
      "CREATE TABLE strictly ( id INTEGER NOT NULL, flag INTEGER NOT NULL, text TEXT NOT NULL, "
      "ratio REAL NOT NULL, bytes BLOB NOT NULL, price INTEGER NOT NULL, PRIMARY KEY (id) ) "
      "WITHOUT ROWID, STRICT");
  Session session(recorder.engine());
  // No rowid makes this key: 0 is a value like any other.
  session.add(Strict{.text = "a", .price = Decimal<2>("1.50")});
  session.commit();
  session.close();
  const auto row = session.query(strictly).one();
  EXPECT_EQ(row->id, 0);
  EXPECT_EQ(row->price, Decimal<2>("1.50"));
  EXPECT_THROW(recorder.engine().connect().execute("UPDATE strictly SET ratio = 'x'"),
               retort::engine::DatabaseError);
}

TEST(Constraint, Case79AConventionNamesWhatHasNoName) {
  auto metadata = retort::orm::metadata<NamedParentModel, NamedChildModel>();
  const schema::NamingConvention convention = {
      {"pk", "pk_%(table_name)s"},
      {"uq", "uq_%(table_name)s_%(column_0_name)s"},
      {"ck", "ck_%(table_name)s_%(constraint_name)s"},
      {"ix", "ix_%(table_name)s_%(column_0_name)s"},
      {"fk",
       "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s_%(referred_column_0_name)s"}};
  schema::apply(convention, metadata);
  const auto& u = *metadata.find_table("u");
  const auto& ad = *metadata.find_table("ad");
  EXPECT_EQ(u.primary_key->name, "pk_u");
  EXPECT_EQ(u.uniques[0].name, "uq_u_n");
  EXPECT_EQ(u.checks[0].name, "ck_u_pos");
  EXPECT_EQ(u.indexes[0].name, "ix_u_k");
  EXPECT_EQ(ad.foreign_keys[0].name, "fk_ad_u_id_u_id");
  EXPECT_EQ(ad.foreign_keys[1].name, "fk_by_hand");
  EXPECT_TRUE(ad.foreign_keys[1].deferrable);
  EXPECT_FALSE(ad.foreign_keys[1].initially_deferred);
  const auto all = retort::orm::metadata({{"pk", "key_of_%(table_name)s"}});
  EXPECT_EQ(all.find_table("tasks")->primary_key->name, "key_of_tasks");
}

}  // namespace
