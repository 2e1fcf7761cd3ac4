// Names that need quoting, as tables, columns, labels and constraints: nothing in them is ever SQL.

#include <gtest/gtest.h>

#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/library_models.h"
#include "orm/recorder.h"

namespace retort::test {

template <class As>
struct HostileModel;

template <class As>
struct KeywordModel {
  static constexpr auto table_name = "order";

  Column<As, "group", std::int64_t, primary_key> group{};
  Column<As, "select", std::string, unique> select{};
  HasMany<As, HostileModel, "from where"> hostile{};
};

template <class As>
struct HostileModel {
  static constexpr auto table_name = "\"; DROP TABLE \"order\"; --";
  static constexpr std::tuple constraints{
      named<"it's \"this\"", unique_of<"\xC3\xBC\xE2\x98\x83", "a\"b'c">>{},
      index_of<"an index; --", "a\"b'c">{}};

  Column<As, "Id", std::int64_t, primary_key> id{};
  Column<As, "\xC3\xBC\xE2\x98\x83", std::string> snow{};
  Column<As, "a\"b'c", std::string, server_default<"'it''s'">> quotes{};
  Column<As, "from where", std::int64_t, references<KeywordModel, "group">> from{};
  BelongsTo<As, KeywordModel, "from where", joined> order{};
};

using Keyword = Entity<KeywordModel>;
using Hostile = Entity<HostileModel>;
inline constexpr auto keywords = table<KeywordModel>;
inline constexpr auto hostiles = table<HostileModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

TEST(Names, OfEveryKindWork) {
  Recorder recorder;
  const auto schema = metadata<KeywordModel, HostileModel>();
  create_all(recorder.engine(), schema);
  create_all(recorder.engine(), schema);
  Session session(recorder.engine());
  const auto order = session.add(Keyword{.select = "'; DROP TABLE \"order\"; --"});
  session.add(Hostile{.snow = "a", .order = order});
  const auto second = session.add(Hostile{.snow = "b", .quotes = "q", .order = order});
  session.commit();
  EXPECT_EQ(order->hostile.size(), 2U);
  EXPECT_EQ(order->hostile[0]->quotes, "it's");

  session.close();
  const auto found = session.query(hostiles).filter(hostiles.snow == "a").one();
  EXPECT_EQ(found->order->select, "'; DROP TABLE \"order\"; --");
  EXPECT_EQ(session.query(hostiles, count().label("a \"label\"; --"))
                .join(keywords)
                .group_by(hostiles.id)
                .order_by(hostiles.quotes.desc())
                .all()
                .size(),
            2U);
  EXPECT_EQ(session.query(keywords).filter(keywords.hostile.any(hostiles.quotes == "q")).count(),
            1);
  found->quotes = "changed";
  session.commit();
  session.remove(found);
  session.commit();
  EXPECT_EQ(session.query(hostiles.id).all(), std::vector<std::int64_t>{2});
  EXPECT_EQ(second->quotes, "q");
}

TEST(Names, AreQuotedForAReaderToo) {
  EXPECT_EQ((hostiles.quotes == "x").sql(),
            "\"\"\"; DROP TABLE \"\"order\"\"; --\".\"a\"\"b'c\" = :a\"b'c_1");
}

}  // namespace
