// Expressions that are loaded with an object (column_property).

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/case_models.h"

namespace properties {

using namespace retort::test::cases;

template <class As>
struct EntryModel;

template <class As>
struct LedgerModel {
  static constexpr auto table_name = "ledger";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "entries_count", std::int64_t,
         column_property<"SELECT count(*) FROM entry WHERE entry.ledger_id = {}.id">>
      entries_count{};
  Column<As, "name", std::string> name{};
  Column<As, "shout", std::string, column_property<"upper({}.name)">> shout{};
  HasMany<As, EntryModel, "ledger_id"> entries{};
};
template <class As>
struct EntryModel {
  static constexpr auto table_name = "entry";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "ledger_id", std::int64_t, references<LedgerModel, "id">> ledger_id{};
  BelongsTo<As, LedgerModel, "ledger_id", joined> ledger{};
};
using Ledger = Entity<LedgerModel>;
using Entry = Entity<EntryModel>;
inline constexpr auto ledgers = table<LedgerModel>;
inline constexpr auto entries = table<EntryModel>;

}  // namespace properties

namespace {

using namespace properties;

class PropertyTest : public CaseTest<LedgerModel, EntryModel> {
 protected:
  PropertyTest() {
    run("INSERT INTO ledger VALUES (1, 'a'), (2, 'b')");
    run("INSERT INTO entry VALUES (1, 1), (2, 1), (3, 2)");
  }
};

TEST_F(PropertyTest, IsNoColumnOfTheTable) {
  const auto table = *metadata<LedgerModel>().find_table("ledger");
  ASSERT_EQ(table.columns.size(), 2U);
  EXPECT_EQ(table.columns[1].name, "name");
}

TEST_F(PropertyTest, IsLoadedWithTheObject) {
  const auto ledger = session.get<Ledger>(1);
  EXPECT_EQ(recorder.sent(),
            "SELECT ledger.id AS ledger_id, (SELECT count(*) FROM entry WHERE entry.ledger_id = "
            "ledger.id) AS ledger_entries_count, ledger.name AS ledger_name, (upper(ledger.name)) "
            "AS ledger_shout FROM ledger WHERE ledger.id = ? (1)");
  EXPECT_EQ(ledger->entries_count, 2);
  EXPECT_EQ(ledger->shout, "A");
}

TEST_F(PropertyTest, IsUsedInQueriesAsAColumnIs) {
  EXPECT_EQ(session.query(ledgers.name).filter(ledgers.entries_count > 1).one(), "a");
  EXPECT_EQ(session.query(ledgers.entries_count).order_by(ledgers.entries_count.desc()).all(),
            (std::vector<std::int64_t>{2, 1}));
  constexpr auto other = alias<"other">(ledgers);
  EXPECT_EQ(session.query(other.name).filter(other.entries_count == 1).one(), "b");
}

TEST_F(PropertyTest, IsAboutTheAliasWhereItIsJoined) {
  const auto entry = session.query(entries).filter(entries.id == 3).one();
  EXPECT_EQ(entry->ledger->shout, "B");
  EXPECT_EQ(entry->ledger->entries_count, 1);
}

TEST_F(PropertyTest, IsAColumnOfAQueryAroundIt) {
  const auto found = session.query(ledgers)
                         .options(joinedload(ledgers.entries))
                         .order_by(ledgers.id)
                         .limit(1)
                         .all();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->shout, "A");
  EXPECT_EQ(found[0]->entries.size(), 2U);
}

TEST_F(PropertyTest, IsReadBackWhenTheRowIsWritten) {
  const auto ledger = session.add(Ledger{.name = "c"});
  EXPECT_THROW(static_cast<void>(ledger->shout.value()), SessionError);
  session.flush();
  EXPECT_EQ(ledger->shout, "C");
  EXPECT_EQ(ledger->entries_count, 0);
  ledger->name = "d";
  session.commit();
  EXPECT_EQ(ledger->shout, "D");
  session.insert_into(ledgers).rows(std::vector{Ledger{.name = "e"}}).execute();
  EXPECT_EQ(session.query(ledgers.shout).filter(ledgers.name == "e").one(), "E");
}

}  // namespace
