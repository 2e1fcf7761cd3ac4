// The types of orm/types in columns: how the database shows them, that they come back at their
// borders, and what is refused. Case 78 of the reference.

#include <limits>
#include <random>

#include <gtest/gtest.h>

#include <retort/orm/functions/json.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/orm/types/date_time.h>
#include <retort/orm/types/decimal.h>
#include <retort/orm/types/json.h>
#include <retort/orm/types/uuid.h>
#include <retort/orm/types/zoned_time.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using Micros = std::chrono::sys_time<microseconds>;
using Nanos = std::chrono::sys_time<nanoseconds>;

template <class As>
struct StoredModel {
  static constexpr auto table_name = "stored";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "born", std::chrono::year_month_day> born{2000y / 1 / 1};
  Column<As, "due", std::chrono::sys_days> due{};
  Column<As, "seen", Micros> seen{};
  Column<As, "seen_to_the_second", std::chrono::sys_seconds> seen_to_the_second{};
  Column<As, "traced", Nanos> traced{};
  Column<As, "alarm", std::chrono::local_time<std::chrono::minutes>> alarm{};
  Column<As, "opens", TimeOfDay> opens{};
  Column<As, "took", microseconds> took{};
  Column<As, "departs", ZonedTime> departs{};
  Column<As, "price", Decimal<2>> price{};
  Column<As, "rate", Decimal<4, as_number>> rate{};
  Column<As, "token", Uuid> token{};
  Column<As, "facts", nlohmann::json> facts{};
  Column<As, "maybe_due", std::optional<std::chrono::sys_days>> maybe_due{};
  Column<As, "maybe_price", std::optional<Decimal<2>>> maybe_price{};
  Column<As, "maybe_facts", std::optional<nlohmann::json>> maybe_facts{};
  Column<As, "code", std::optional<std::string>, max_length<3>> code{};
};
using Stored = Entity<StoredModel>;
inline constexpr auto stored = table<StoredModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;
using namespace std::chrono;
using nlohmann::json;

constexpr sys_days day(int y, unsigned m, unsigned d) {
  return sys_days(year_month_day(year(y), month(m), std::chrono::day(d)));
}

class StoredTypesTest : public testing::Test {
 protected:
  StoredTypesTest() { create_all(recorder.engine(), metadata<StoredModel>()); }

  Stored round_trip(Stored value) {
    session.delete_from(stored).execute();
    session.add(std::move(value));
    session.commit();
    session.close();
    return *session.query(stored).one();
  }
  /// What SQLite's own shell shows.
  std::string shown(const char* column) {
    const auto value = recorder.engine().connect().scalar("SELECT typeof(" + std::string(column) +
                                                          ") || ' ' || " + column + " FROM stored");
    return value ? std::get<std::string>(*value) : "no row";
  }
  /// The error of reading the row after one column of it was set by hand.
  std::string refused(const std::string& set) {
    session.close();
    recorder.engine().connect().execute("UPDATE stored SET " + set);
    try {
      session.query(stored).all();
    } catch (const ConversionError& error) {
      return error.what();
    }
    return "nothing was refused";
  }
  /// The error of storing an object.
  std::string not_stored(Stored value) {
    try {
      session.add(std::move(value));
      session.flush();
    } catch (const retort::Error& error) {
      session.rollback();
      return error.what();
    }
    session.rollback();
    return "it was stored";
  }
  bool found(const Condition& condition) {
    return session.query(stored).filter(condition).count() == 1;
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(StoredTypesTest, AreShownAsTheDocumentationSays) {
  const Micros instant{day(2020, 1, 2) + 3h + 4min + 5s + 6us};
  round_trip({.born = 1974y / 5 / 21,
              .due = day(2020, 1, 2),
              .seen = instant,
              .seen_to_the_second = floor<seconds>(instant),
              .traced = Nanos{instant} + 7ns,
              .alarm = local_days(2020y / 1 / 2) + 6h + 30min,
              .opens = TimeOfDay(1, 2, 3),
              .took = 90min,
              .departs = ZonedTime::at_offset(instant, 2h),
              .price = Decimal<2>("19.99"),
              .rate = Decimal<4, as_number>("0.1250"),
              .token = Uuid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
              .facts = {{"year", 1999}}});
  EXPECT_EQ(shown("born"), "text 1974-05-21");
  EXPECT_EQ(shown("due"), "text 2020-01-02");
  EXPECT_EQ(shown("seen"), "text 2020-01-02 03:04:05.000006");
  EXPECT_EQ(shown("seen_to_the_second"), "text 2020-01-02 03:04:05.000000");
  EXPECT_EQ(shown("traced"), "text 2020-01-02 03:04:05.000006007");
  EXPECT_EQ(shown("alarm"), "text 2020-01-02 06:30:00.000000");
  EXPECT_EQ(shown("opens"), "text 01:02:03.000000");
  EXPECT_EQ(shown("took"), "text 1970-01-01 01:30:00.000000");
  EXPECT_EQ(shown("departs"), "text 2020-01-02T03:04:05.000006Z[+02:00]");
  EXPECT_EQ(shown("price"), "integer 1999");
  EXPECT_EQ(shown("rate"), "real 0.125");
  EXPECT_EQ(shown("token"), "text f81d4fae7dec11d0a76500a0c91e6bf6");
  EXPECT_EQ(shown("facts"), "text {\"year\":1999}");
}

TEST_F(StoredTypesTest, HaveTheirTypeInTheSchema) {
  std::vector<std::string> types;
  const auto schema = metadata<StoredModel>();
  for (const auto& column : schema.tables[0].columns) types.push_back(column.type.text);
  EXPECT_EQ(types,
            (std::vector<std::string>{"int64", "DATE", "DATE", "DATETIME", "DATETIME", "DATETIME",
                                      "DATETIME", "TIME", "DATETIME", "string", "int64", "NUMERIC",
                                      "CHAR(32)", "JSON", "DATE", "int64", "JSON", "string(3)"}));
}

TEST_F(StoredTypesTest, TheirBordersComeBack) {
  const auto last = day(9999, 12, 31);
  const auto high = round_trip({.born = 9999y / 12 / 31,
                                .due = last,
                                .seen = last + 24h - 1us,
                                .seen_to_the_second = last + 24h - 1s,
                                .traced = Nanos::max(),
                                .alarm = local_days(9999y / 12 / 31) + 23h + 59min,
                                .opens = TimeOfDay(23, 59, 59, 999'999),
                                .took = last.time_since_epoch() + 24h - 1us,
                                .departs = {last + 24h - 1us, "Europe/Paris"},
                                .price = Decimal<2>("9999999999999999.99"),
                                .rate = Decimal<4, as_number>("99999999999.9999"),
                                .token = Uuid("ffffffff-ffff-ffff-ffff-ffffffffffff"),
                                .facts = std::numeric_limits<std::int64_t>::max(),
                                .maybe_due = last,
                                .maybe_price = Decimal<2>("0.01"),
                                .maybe_facts = json(nullptr)});
  EXPECT_EQ(high.born, 9999y / 12 / 31);
  EXPECT_EQ(high.due, last);
  EXPECT_EQ(high.seen, last + 24h - 1us);
  EXPECT_EQ(high.seen_to_the_second, last + 24h - 1s);
  EXPECT_EQ(high.traced, Nanos::max());
  EXPECT_EQ(high.alarm, local_days(9999y / 12 / 31) + 23h + 59min);
  EXPECT_EQ(high.opens, TimeOfDay(23, 59, 59, 999'999));
  EXPECT_EQ(high.took, last.time_since_epoch() + 24h - 1us);
  EXPECT_EQ(high.departs, (ZonedTime{last + 24h - 1us, "Europe/Paris"}));
  EXPECT_EQ(high.price, Decimal<2>("9999999999999999.99"));
  EXPECT_EQ(high.rate.to_string(), "99999999999.9999");
  EXPECT_EQ(high.token.to_string(), "ffffffff-ffff-ffff-ffff-ffffffffffff");
  EXPECT_EQ(high.facts, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(high.maybe_due, last);
  EXPECT_EQ(high.maybe_price, Decimal<2>("0.01"));
  EXPECT_EQ(high.maybe_facts, json(nullptr));

  const auto first = day(1, 1, 1);
  const auto low = round_trip({.born = 1y / 1 / 1,
                               .due = first,
                               .seen = first,
                               .seen_to_the_second = first,
                               .traced = Nanos::min(),
                               .alarm = local_days(1y / 1 / 1),
                               .took = -1us,
                               .departs = {first},
                               .price = Decimal<2>("-9999999999999999.99"),
                               .rate = Decimal<4, as_number>("-99999999999.9999"),
                               .facts = json::array()});
  EXPECT_EQ(low.born, 1y / 1 / 1);
  EXPECT_EQ(low.due, first);
  EXPECT_EQ(low.seen, first);
  EXPECT_EQ(low.seen_to_the_second, first);
  EXPECT_EQ(low.traced, Nanos::min());
  EXPECT_EQ(low.alarm, local_days(1y / 1 / 1));
  EXPECT_EQ(low.opens, TimeOfDay());
  EXPECT_EQ(low.took, -1us);
  EXPECT_EQ(low.departs, ZonedTime{first});
  EXPECT_EQ(low.price, Decimal<2>("-9999999999999999.99"));
  EXPECT_EQ(low.rate.to_string(), "-99999999999.9999");
  EXPECT_TRUE(low.token.is_nil());
  EXPECT_EQ(low.facts, json::array());
  EXPECT_EQ(low.maybe_due, std::nullopt);
  EXPECT_EQ(low.maybe_price, std::nullopt);
  EXPECT_EQ(low.maybe_facts, std::nullopt);
}

TEST_F(StoredTypesTest, RandomValuesComeBackAndSortAsTheyAre) {
  std::mt19937_64 random(20200102);
  const auto between = [&](std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random);
  };
  const auto first = Micros(day(1, 1, 1)).time_since_epoch().count();
  const auto end = Micros(day(9999, 12, 31)).time_since_epoch().count();
  std::vector<Stored> values;
  for (int i = 0; i < 500; ++i) {
    const Micros instant{microseconds(between(first, end))};
    values.push_back({.id = i + 1,
                      .born = floor<days>(instant),
                      .due = floor<days>(instant),
                      .seen = instant,
                      .traced = Nanos(nanoseconds(between(INT64_MIN, INT64_MAX))),
                      .opens = TimeOfDay(microseconds(between(0, 86'399'999'999))),
                      .took = microseconds(between(first, end)),
                      .price = Decimal<2>::from_units(
                          between(-999'999'999'999'999'999, 999'999'999'999'999'999)),
                      .rate = Decimal<4, as_number>::from_units(
                          between(-999'999'999'999'999, 999'999'999'999'999)),
                      .token = Uuid::random()});
  }
  session.insert_into(stored).rows(values).execute();
  const auto back = session.query(plain(stored)).order_by(stored.id).all();
  ASSERT_EQ(back.size(), values.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    EXPECT_EQ(back[i].born, values[i].born);
    EXPECT_EQ(back[i].due, values[i].due);
    EXPECT_EQ(back[i].seen, values[i].seen);
    EXPECT_EQ(back[i].traced, values[i].traced);
    EXPECT_EQ(back[i].opens, values[i].opens);
    EXPECT_EQ(back[i].took, values[i].took);
    EXPECT_EQ(back[i].price, values[i].price);
    EXPECT_EQ(back[i].rate, values[i].rate);
    EXPECT_EQ(back[i].token, values[i].token);
  }
  EXPECT_TRUE(std::ranges::is_sorted(session.query(stored.seen).order_by(stored.seen).all()));
  EXPECT_TRUE(std::ranges::is_sorted(session.query(stored.traced).order_by(stored.traced).all()));
  EXPECT_TRUE(std::ranges::is_sorted(session.query(stored.took).order_by(stored.took).all()));
  EXPECT_TRUE(std::ranges::is_sorted(session.query(stored.price).order_by(stored.price).all()));
  EXPECT_TRUE(std::ranges::is_sorted(session.query(stored.rate).order_by(stored.rate).all()));
}

TEST_F(StoredTypesTest, AreComparedWithValuesOfTheirKind) {
  const Micros instant{day(2020, 1, 2) + 3h};
  round_trip({.born = 2020y / 1 / 2,
              .due = day(2020, 1, 2),
              .seen = instant,
              .seen_to_the_second = floor<seconds>(instant),
              .opens = TimeOfDay(9, 30),
              .took = 5s,
              .price = Decimal<2>("9.50"),
              .token = Uuid("00000000000000000000000000000001")});
  EXPECT_TRUE(found(stored.born == day(2020, 1, 2)));
  EXPECT_TRUE(found(stored.due == stored.born));
  EXPECT_TRUE(found(stored.due.between(day(2020, 1, 1), 2020y / 12 / 31)));
  EXPECT_FALSE(found(stored.due < day(2020, 1, 2)));
  EXPECT_TRUE(found(stored.seen == floor<seconds>(instant)));
  EXPECT_TRUE(found(stored.seen == stored.seen_to_the_second));
  EXPECT_TRUE(found(stored.seen.in({instant})));
  EXPECT_TRUE(found(stored.opens > TimeOfDay(9, 0)));
  EXPECT_TRUE(found(stored.took < microseconds(1min)));
  EXPECT_TRUE(found(stored.price > Decimal<2>("9.49")));
  EXPECT_FALSE(found(stored.price > Decimal<2>(10)));
  EXPECT_TRUE(found(stored.token == Uuid("00000000-0000-0000-0000-000000000001")));
  EXPECT_TRUE(found(stored.maybe_due.is_null()));
  EXPECT_TRUE(found(stored.maybe_price != Decimal<2>(1) || stored.maybe_price == std::nullopt));
}

TEST_F(StoredTypesTest, DecimalsAreAddedByTheDatabase) {
  session.add(Stored{.price = Decimal<2>("0.10")});
  session.add(Stored{.price = Decimal<2>("0.20")});
  session.flush();
  EXPECT_EQ(session.query(sum(stored.price)).one(), Decimal<2>("0.30"));
  EXPECT_EQ(session.query(max(stored.price + Decimal<2>(1))).one(), Decimal<2>("1.20"));
  EXPECT_EQ(session.query(sum(stored.price * stored.id)).one(), Decimal<2>("0.50"));
}

TEST_F(StoredTypesTest, JsonIsAskedByPath) {
  round_trip({.facts = {{"year", 1999}, {"tags", {"a", "b"}}}});
  EXPECT_TRUE(found(json_get<int>(stored.facts, "$.year") > 1990));
  EXPECT_EQ(session.query(json_get<std::string>(stored.facts, "$.tags[1]")).one(), "b");
  EXPECT_EQ(session.query(json_array_length(stored.facts, "$.tags")).one(), 2);
  EXPECT_TRUE(found(stored.facts == json{{"year", 1999}, {"tags", {"a", "b"}}}));
  const auto row = session.query(stored).one();
  recorder.take();
  row->facts["tags"].push_back("c");
  session.commit();
  EXPECT_EQ(recorder.take()[0],
            "UPDATE stored SET facts=? WHERE stored.id = ? "
            "('{\"tags\":[\"a\",\"b\",\"c\"],\"year\":1999}', 1)");
  for (const char* document : {"null", "1", "-2.5", "\"text\"", "\"5\"", "true", "[]", "{}"}) {
    EXPECT_EQ(round_trip({.facts = json::parse(document)}).facts.dump(), document);
  }
}

// Rows as SQLAlchemy, SQLite's CURRENT_TIMESTAMP and others write them.
TEST_F(StoredTypesTest, OtherFormsAreRead) {
  round_trip({});
  session.close();
  recorder.engine().connect().execute(
      "UPDATE stored SET seen = '2020-01-02 03:04:05', traced = '2020-01-02 03:04:05.000006', "
      "seen_to_the_second = '2020-01-02T03:04', alarm = '2020-01-02', opens = '09:30', "
      "rate = 12, token = 'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6', facts = ' [1, 2] '");
  const auto row = session.query(stored).one();
  EXPECT_EQ(row->seen, day(2020, 1, 2) + 3h + 4min + 5s);
  EXPECT_EQ(row->traced, day(2020, 1, 2) + 3h + 4min + 5s + 6us);
  EXPECT_EQ(row->seen_to_the_second, day(2020, 1, 2) + 3h + 4min);
  EXPECT_EQ(row->alarm, local_days(2020y / 1 / 2));
  EXPECT_EQ(row->opens, TimeOfDay(9, 30));
  EXPECT_EQ(row->rate.to_string(), "12.0000");
  EXPECT_EQ(row->token, Uuid("f81d4fae7dec11d0a76500a0c91e6bf6"));
  EXPECT_EQ(row->facts, json({1, 2}));
}

TEST_F(StoredTypesTest, WhatDoesNotFitIsRefusedWithItsRow) {
  round_trip({.id = 7});
  EXPECT_EQ(refused("due = '2021-02-30'"),
            "reading stored.due of the row (7): '2021-02-30' is not a date (YYYY-MM-DD)");
  EXPECT_EQ(refused("due = '2021-02-03 00:00:00'"),
            "reading stored.due of the row (7): '2021-02-03 00:00:00' is not a date (YYYY-MM-DD)");
  EXPECT_EQ(refused("due = 17000"), "reading stored.due of the row (7): 17000 is not text");
  EXPECT_EQ(refused("due = '0000-01-01'"),
            "reading stored.due of the row (7): '0000-01-01' is not a date (YYYY-MM-DD)");
  EXPECT_EQ(refused("due = '2020-01-01', seen = '2020-01-01 24:00:00'"),
            "reading stored.seen of the row (7): '2020-01-01 24:00:00' is not a date and time "
            "(YYYY-MM-DD HH:MM:SS.ffffff)");
  EXPECT_EQ(refused("seen = '2020-01-01', seen_to_the_second = '2020-01-01 00:00:00.5'"),
            "reading stored.seen_to_the_second of the row (7): '2020-01-01 00:00:00.500000000' is "
            "finer than the type of the column, and is not rounded");
  EXPECT_EQ(refused("seen_to_the_second = '2020-01-01', traced = '2300-01-01'"),
            "reading stored.traced of the row (7): '2300-01-01 00:00:00.000000000' is out of the "
            "range of the type of the column");
  EXPECT_EQ(refused("traced = '2020-01-01', opens = '9:30'"),
            "reading stored.opens of the row (7): '9:30' is not a time of day (HH:MM:SS.ffffff)");
  EXPECT_EQ(refused("opens = '09:30', departs = '2020-01-01'"),
            "reading stored.departs of the row (7): '2020-01-01' is not a zoned time "
            "(YYYY-MM-DDTHH:MM:SS.ffffffZ[zone])");
  EXPECT_EQ(refused("departs = '2020-01-01T00:00:00Z[UTC]', price = 1.5"),
            "reading stored.price of the row (7): 1.5 is not a decimal number (a whole number of "
            "its last digits)");
  EXPECT_EQ(refused("price = 1, rate = 0.00001"),
            "reading stored.rate of the row (7): 1e-05 is not a decimal number of 4 digits behind "
            "the point and at most 15 in all");
  EXPECT_EQ(refused("rate = 1, token = 'nobody'"),
            "reading stored.token of the row (7): 'nobody' is not a UUID");
  EXPECT_EQ(refused("token = '00000000000000000000000000000000', facts = '{'"),
            "reading stored.facts of the row (7): '{' is not JSON");
}

TEST_F(StoredTypesTest, AValueByItselfIsRefusedByItsColumn) {
  round_trip({});
  recorder.engine().connect().execute("UPDATE stored SET token = 'nobody'");
  try {
    session.query(stored.token).all();
    FAIL() << "it was read";
  } catch (const ConversionError& error) {
    EXPECT_STREQ(error.what(), "reading stored.token: 'nobody' is not a UUID");
  }
}

TEST_F(StoredTypesTest, WhatCannotBeStoredIsRefused) {
  EXPECT_EQ(
      not_stored({.born = 2021y / 2 / 30}),
      "writing stored.born: year 2021, month 2, day 30 is no date; give the member a date, or "
      "make the column a std::optional of one");
  EXPECT_EQ(not_stored({.born = 10000y / 1 / 1}),
            "writing stored.born: a date outside of the years 0001 to 9999 cannot be stored");
  EXPECT_EQ(not_stored({.seen = Micros(day(10000, 1, 1))}),
            "writing stored.seen: a date outside of the years 0001 to 9999 cannot be stored");
  EXPECT_EQ(not_stored({.seen = Micros::max()}),
            "writing stored.seen: a date outside of the years 0001 to 9999 cannot be stored");
  EXPECT_EQ(not_stored({.departs = {{}, ""}}),
            "writing stored.departs: a zoned time needs a zone: a name, an offset (+02:00) or UTC");
  EXPECT_EQ(
      not_stored({.rate = Decimal<4, as_number>("12345678901234.5678")}),
      "writing stored.rate: 12345678901234.568 is not a decimal number of 4 digits behind the "
      "point and at most 15 in all");
  EXPECT_EQ(not_stored({.facts = std::numeric_limits<std::uint64_t>::max()}),
            "writing stored.facts: 18446744073709551615 is a document by itself and more than "
            "64-bit signed integers hold");
  EXPECT_EQ(not_stored({.code = "four"}),
            "stored.code does not take 'four': it has 4 characters, more than 3");
  EXPECT_EQ(not_stored({.code = "\xC3\xBC\xC3\xBC\xC3\xBC"}), "it was stored");
}

}  // namespace
