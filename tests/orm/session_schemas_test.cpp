// SessionOptions::schemas: the same models, looked for in another database.

#include "orm/attached_models.h"

namespace retort::test::attached {
namespace {

template <class As>
struct LineModel;
template <class As>
struct OrderModel {
  static constexpr auto table_name = "orders";
  static constexpr std::tuple constraints{unique_of<"number">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "number", int> number{};
  Column<As, "closed", bool> closed{};
  HasMany<As, LineModel, "order_id", cascade_delete> lines{};

  auto default_scope() const { return number > 0; }
};
template <class As>
struct LineModel {
  static constexpr auto table_name = "lines";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "amount", int> amount{};
  Column<As, "order_id", std::int64_t, references<OrderModel, "id", on_delete<cascade>>> order_id{};
  BelongsTo<As, OrderModel, "order_id"> order{};
};
using Order = Entity<OrderModel>;
using Line = Entity<LineModel>;
inline constexpr auto orders = table<OrderModel>;
inline constexpr auto lines = table<LineModel>;

const SessionOptions in_archive{.schemas = {{"", "archive"}}};

struct SessionSchemasTest : AttachedTest {
  SessionSchemasTest() {
    auto all = metadata<OrderModel, LineModel>();
    create_all(engine, all);
    for (auto& table : all.tables) table.schema = "archive";
    create_all(engine, all);
    session.add(Order{.id = 1, .number = 10});
    session.add(Line{.id = 1, .amount = 3, .order_id = 1});
    session.commit();
    log->clear();
  }
};

TEST_F(SessionSchemasTest, CopiesObjectsToAnArchiveAndReadsThemThere) {
  {
    Session archive(engine, in_archive);
    EXPECT_EQ(archive.query(orders).count(), 0);
    for (const auto& order : session.query(plain(orders)).all()) archive.add(order);
    for (const auto& line : session.query(plain(lines)).all()) archive.add(line);
    archive.commit();
    EXPECT_EQ(archive.get<Order>(1)->lines.size(), 1u);
  }
  session.remove(session.get<Order>(1));
  session.commit();
  EXPECT_EQ(session.query(lines).count(), 0);
  Session archive(engine, in_archive);
  EXPECT_EQ(archive.query(orders).one()->number, 10);
  EXPECT_EQ(archive.query(lines).one()->order->number, 10);
}

TEST_F(SessionSchemasTest, EverythingThatASessionSendsGoesThere) {
  Session archive(engine, in_archive);
  auto order = archive.add(Order{.number = 1});
  order->lines.add(archive.add(Line{.amount = 1}));
  archive.flush();
  order->closed = true;
  archive.flush();
  archive.insert(Order{.number = 2});
  std::vector<Order> more(300);
  for (std::size_t i = 0; i < more.size(); ++i) more[i].number = 100 + static_cast<int>(i);
  archive.insert(more);
  archive.upsert(Order{.number = 2, .closed = true}, orders.number);
  archive.update(orders).set(orders.closed, true).filter(orders.number == 3).execute();
  archive.insert_into(orders).set(orders.number, 4).set(orders.closed, false).execute();
  archive.delete_from(orders).filter(orders.number == 4).execute();
  archive.set(order, assign(orders.number, orders.number + 10));
  archive.refresh(order);
  archive.query(orders).with_for_update().all();
  archive.query(orders).options(selectinload(orders.lines)).all();
  archive.query(orders).filter(orders.lines.any(lines.amount > 3)).all();
  archive.get_many<Order>(std::vector<std::int64_t>{1, 2});
  {
    const auto all = archive.unscoped();
    archive.query(orders).all();
  }
  archive.remove(order);
  archive.commit();
  std::size_t there = 0;
  for (const auto& line : take()) {
    for (const char* words : {"FROM ", "INTO ", "UPDATE ", "JOIN "}) {
      EXPECT_EQ(line.find(words + std::string("orders")), std::string::npos) << line;
      EXPECT_EQ(line.find(words + std::string("lines")), std::string::npos) << line;
    }
    there += line.find("archive.") != std::string::npos;
  }
  EXPECT_GT(there, 15u);
  EXPECT_EQ(session.query(orders.number).one(), 10);
}

TEST_F(SessionSchemasTest, KeptQueriesAreOfTheSessionThatRunsThem) {
  static const auto kept = select(orders.number).order_by(orders.id);
  Session archive(engine, in_archive);
  archive.add(Order{.number = 99});
  archive.commit();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(session.query(kept).all(), (std::vector{10}));
    EXPECT_EQ(archive.query(kept).all(), (std::vector{99}));
  }
  EXPECT_EQ(folded(archive.query(kept).sql()),
            "SELECT archive.orders.number AS orders_number FROM archive.orders WHERE "
            "archive.orders.number > ? ORDER BY archive.orders.id");
}

TEST_F(SessionSchemasTest, NamesAreQuoted) {
  const std::string name = "\"; DROP TABLE orders; --";
  engine::Engine other("sqlite://", {.attach = {{name, ":memory:"}}});
  auto all = metadata<OrderModel, LineModel>();
  for (auto& table : all.tables) table.schema = name;
  create_all(other, all);
  Session there(other, {.schemas = {{"", name}}});
  auto order = there.add(Order{.number = 1});
  order->lines.add(there.add(Line{.amount = 2}));
  there.commit();
  order->number = 3;
  there.commit();
  EXPECT_EQ(there.query(lines.amount, orders.number).join(lines.order).one(), (std::tuple{2, 3}));
  there.remove(order);
  there.commit();
  EXPECT_EQ(there.query(lines).count(), 0);
}

TEST_F(SessionSchemasTest, CriteriaHoldThere) {
  Session archive(engine, in_archive);
  archive.add(Order{.number = 5, .closed = true});
  archive.add(Order{.number = -5});
  archive.commit();
  archive.with_criteria(orders, orders.closed);
  EXPECT_EQ(archive.query(orders.number).all(), (std::vector{5}));
  const auto all = archive.unscoped();
  EXPECT_EQ(archive.query(orders.number).order_by(orders.number).all(), (std::vector{-5, 5}));
}

TEST_F(SessionSchemasTest, ModelsOfOtherSchemasStayWhereTheyAre) {
  Session other(engine, {.schemas = {{"archive", "main"}}});
  // Both are main.thumbs now.
  other.add(Thumb{.id = 1, .size = 5});
  other.commit();
  EXPECT_EQ(other.query(old_thumbs.id).one(), 1);
  Session here(engine, {.schemas = {{"elsewhere", "main"}}});
  EXPECT_EQ(here.query(old_thumbs).count(), 0);
  EXPECT_EQ(here.query(thumbs).count(), 1);
}

TEST_F(SessionSchemasTest, TablesOfOneNameAreToldApartThere) {
  Session archive(engine, {.schemas = {{"archive", "main"}, {"", "archive"}}});
  // Each where the other one is.
  archive.add(Thumb{.id = 7, .size = 5});
  archive.flush();
  EXPECT_EQ(archive.sql("SELECT count(*) FROM main.thumbs").columns<int>().one(), 0);
}

}  // namespace
}  // namespace retort::test::attached
