// Values that the program's functions and the database give to columns. Cases 41, 42 and 43 of the
// reference.

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/orm/types/date_time.h>
#include <retort/orm/types/uuid.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;

inline int calls = 0;
inline int next_number() { return ++calls; }
inline int hundred() { return 100; }

template <class As>
struct DefaultModel {
  static constexpr auto table_name = "defaults";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "n", int> n{5};
  Column<As, "c", int, default_with<&next_number>> c{};
  Column<As, "sd", std::string, server_default<"'srv'">> sd{};
  Column<As, "q", int, server_default<"(6 * 7)">> q{};
  Column<As, "m", int> m{};
  Column<As, "u", std::optional<int>, on_update_with<&hundred>> u{};
};
using DefaultRow = Entity<DefaultModel>;
inline constexpr auto defaults = table<DefaultModel>;

template <class As>
struct TokenModel {
  static constexpr auto table_name = "tokens";

  Column<As, "id", Uuid, primary_key, default_with<&Uuid::in_order>> id{};
  Column<As, "made", std::chrono::sys_time<std::chrono::microseconds>, default_with<&now>> made{};
};
using Token = Entity<TokenModel>;
inline constexpr auto tokens = table<TokenModel>;

template <class As>
struct ComputedModel {
  static constexpr auto table_name = "computed";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "foo", int> foo{};
  Column<As, "bar", int, computed<"foo + 42">> bar{};
  Column<As, "kept", std::optional<int>, computed<"foo * 2", is_stored>> kept{};
};
using ComputedRow = Entity<ComputedModel>;
inline constexpr auto computed_rows = table<ComputedModel>;

template <class As>
struct VersionedModel {
  static constexpr auto table_name = "versioned";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "version", int, version_counter> version{};
};
using Versioned = Entity<VersionedModel>;
inline constexpr auto versioned = table<VersionedModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;
using Texts = std::vector<std::string>;

class GeneratedValuesTest : public testing::Test {
 protected:
  GeneratedValuesTest() {
    create_all(recorder.engine(),
               metadata<DefaultModel, TokenModel, ComputedModel, VersionedModel>());
    calls = 0;
    recorder.take();
  }
  std::string sent() { return recorder.sent(); }
  /// The error of a flush.
  std::string stale() {
    try {
      session.flush();
    } catch (const StaleObjectError& error) {
      session.rollback();
      return error.what();
    }
    return "nothing was stale";
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(GeneratedValuesTest, Case42DefaultsOfTheProgramAndOfTheDatabase) {
  const auto row = session.add(DefaultRow{});
  EXPECT_EQ(calls, 0);
  EXPECT_FALSE(row->c.is_set());
  EXPECT_THROW(row->sd.value(), SessionError);
  // The member has its initialiser from the beginning.
  EXPECT_EQ(row->n, 5);
  session.flush();
  EXPECT_EQ(
      sent(),
      "INSERT INTO defaults (n, c, m, u) VALUES (?, ?, ?, ?) RETURNING sd, q (5, 1, 0, NULL)");
  EXPECT_EQ(row->n, 5);
  EXPECT_EQ(row->c, 1);
  EXPECT_EQ(row->sd, "srv");
  EXPECT_EQ(row->q, 42);
  const auto other = session.add(DefaultRow{.c = 9});
  session.flush();
  EXPECT_EQ(other->c, 9);
  EXPECT_EQ(calls, 1);
}

TEST_F(GeneratedValuesTest, OnUpdateComesWithAnotherChange) {
  const auto row = session.add(DefaultRow{});
  session.commit();
  recorder.take();
  EXPECT_EQ(row->u, std::nullopt);
  session.commit();
  EXPECT_EQ(sent(), "0 statements");
  row->m = 3;
  session.commit();
  EXPECT_EQ(sent(), "UPDATE defaults SET m=?, u=? WHERE defaults.id = ? (3, 100, 1)");
  EXPECT_EQ(row->u, 100);
  row->m = 4;
  row->u = 7;
  session.commit();
  EXPECT_EQ(sent(), "UPDATE defaults SET m=?, u=? WHERE defaults.id = ? (4, 7, 1)");
  session.commit();
  EXPECT_EQ(sent(), "0 statements");
}

TEST_F(GeneratedValuesTest, StatementsWithoutObjectsHaveThemToo) {
  session.insert_into(defaults).set(defaults.n, 1).set(defaults.m, 2).execute();
  EXPECT_EQ(sent(), "INSERT INTO defaults (n, m, c) VALUES (?, ?, ?) (1, 2, 1)");
  session.update(defaults).set(defaults.m, 3).execute();
  EXPECT_EQ(sent(), "UPDATE defaults SET m=?, u=? (3, 100)");
  session.insert_into(defaults).rows(std::vector{DefaultRow{}, DefaultRow{}}).execute();
  EXPECT_EQ(calls, 3);
  session.insert_into(versioned).set(versioned.name, "a").execute();
  recorder.take();
  session.update(versioned).set(versioned.name, "b").execute();
  EXPECT_EQ(sent(), "UPDATE versioned SET name=?, version=(versioned.version + ?) ('b', 1)");
  EXPECT_EQ(session.query(versioned).one()->version, 2);
}

TEST_F(GeneratedValuesTest, AKeyCanBeMadeByTheProgram) {
  const auto first = session.add(Token{});
  const auto second = session.add(Token{});
  session.commit();
  EXPECT_FALSE(first->id->is_nil());
  EXPECT_NE(first->id.value(), second->id.value());
  EXPECT_EQ(session.get<Token>(first->id.value()), first);
  EXPECT_GT(first->made.value(), std::chrono::sys_days(std::chrono::days(18000)));
  session.close();
  EXPECT_EQ(session.query(tokens).filter(tokens.id == first->id.value()).count(), 1);
}

TEST_F(GeneratedValuesTest, Case43ComputedColumnsAreReadBack) {
  const auto row = session.add(ComputedRow{.foo = 1});
  EXPECT_THROW(row->bar.value(), SessionError);
  session.flush();
  EXPECT_EQ(sent(), "INSERT INTO computed (foo) VALUES (?) RETURNING bar, kept (1)");
  EXPECT_EQ(row->bar, 43);
  EXPECT_EQ(row->kept, 2);
  row->foo = 5;
  session.commit();
  EXPECT_EQ(sent(), "UPDATE computed SET foo=? WHERE computed.id = ? RETURNING bar, kept (5, 1)");
  EXPECT_EQ(row->bar, 47);
  EXPECT_EQ(row->kept, 10);
  session.commit();
  EXPECT_EQ(sent(), "0 statements");
  EXPECT_EQ(session.query(computed_rows).filter(computed_rows.bar > 40).count(), 1);
  const auto schema = metadata<ComputedModel>();
  EXPECT_EQ(schema.tables[0].find_column("kept")->generated,
            (retort::schema::Generated{"foo * 2", true}));
}

TEST_F(GeneratedValuesTest, AVersionCountsTheChanges) {
  const auto row = session.add(Versioned{.name = "a"});
  session.flush();
  EXPECT_EQ(sent(), "INSERT INTO versioned (name, version) VALUES (?, ?) ('a', 1)");
  row->name = "b";
  session.flush();
  EXPECT_EQ(sent(),
            "UPDATE versioned SET name=?, version=? WHERE versioned.id = ? AND versioned.version = "
            "? ('b', 2, 1, 1)");
  EXPECT_EQ(row->version, 2);
  session.remove(row);
  session.flush();
  EXPECT_EQ(sent(),
            "DELETE FROM versioned WHERE versioned.id = ? AND versioned.version = ? (1, 2)");
}

TEST_F(GeneratedValuesTest, Case41AChangeOfSomebodyElseIsFound) {
  const auto row = session.add(Versioned{.name = "a"});
  session.commit();
  recorder.engine().connect().execute("UPDATE versioned SET name = 'other', version = 2");
  row->name = "b";
  EXPECT_EQ(stale(),
            "UPDATE of versioned (1) met 0 rows instead of 1: the row was changed or deleted by "
            "someone else since it was read, when its version was 1");
  EXPECT_EQ(row->name, "other");
  EXPECT_EQ(row->version, 2);
  row->name = "b";
  session.commit();
  EXPECT_EQ(row->version, 3);
  recorder.engine().connect().execute("UPDATE versioned SET version = 9");
  session.remove(row);
  EXPECT_EQ(stale(),
            "DELETE of versioned (1) met 0 rows instead of 1: the row was changed or deleted by "
            "someone else since it was read, when its version was 3");
  EXPECT_EQ(session.query(versioned).count(), 1);
}

}  // namespace
