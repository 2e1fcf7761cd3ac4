// Retort, by the call that a user would write first.

#include <retort/engine/engine.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>

#include "work.h"

namespace bench {
namespace {

using namespace retort::orm;

template <class As>
struct ItemModel {
  static constexpr auto table_name = "item";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "quantity", std::optional<std::int64_t>> quantity{};
  Column<As, "price", double> price{};
  Column<As, "note", std::string> note{};
  Column<As, "owner", std::int64_t> owner{};
};

template <class As>
struct ChildModel;

template <class As>
struct ParentModel {
  static constexpr auto table_name = "parent";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, ChildModel, "parent_id"> children{};
};

template <class As>
struct ChildModel {
  static constexpr auto table_name = "child";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "parent_id", std::int64_t, references<ParentModel, "id">> parent_id{};
  BelongsTo<As, ParentModel, "parent_id"> parent{};
};

using Row = Entity<ItemModel>;
using Parent = Entity<ParentModel>;
constexpr auto table_of_items = table<ItemModel>;
constexpr auto parents = table<ParentModel>;

retort::engine::Engine engine_for(const File& file) {
  retort::engine::Engine engine("sqlite:///" + file.path());
  engine.connect().execute_script(settings);
  return engine;
}

std::vector<Row> rows(std::size_t count) {
  std::vector<Row> all;
  for (const Item& item : items(count))
    all.push_back({.id = item.id,
                   .name = item.name,
                   .quantity = item.quantity,
                   .price = item.price,
                   .note = item.note,
                   .owner = item.owner});
  return all;
}

const Work insert_each("insert_each", "retort", 200'000,
                       [](File& file, std::size_t count, const Timer& time) {
                         const auto all = rows(count);
                         auto engine = engine_for(file);
                         time([&] {
                           Session session(engine);
                           for (const Row& row : all) session.insert(row);
                           session.commit();
                         });
                         require(file.number("SELECT count(*) FROM item") ==
                                     static_cast<std::int64_t>(count),
                                 "insert");
                       });

const Work insert_vector("insert_vector", "retort", 200'000,
                         [](File& file, std::size_t count, const Timer& time) {
                           const auto all = rows(count);
                           auto engine = engine_for(file);
                           time([&] {
                             Session session(engine);
                             session.insert(all);
                             session.commit();
                           });
                           require(file.number("SELECT count(*) FROM item") ==
                                       static_cast<std::int64_t>(count),
                                   "insert");
                         });

const Work flush("flush", "retort", 200'000, [](File& file, std::size_t count, const Timer& time) {
  const auto all = rows(count);
  auto engine = engine_for(file);
  time([&] {
    Session session(engine);
    for (const Row& row : all) session.add(row);
    session.commit();
  });
  require(file.number("SELECT count(*) FROM item") == static_cast<std::int64_t>(count), "flush");
});

const Work load("load", "retort", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  auto engine = engine_for(file);
  Session session(engine);
  // They are given up after the time is taken, as those of the others are.
  std::vector<Row> all;
  time([&] { all = session.query(plain(table_of_items)).all(); });
  require(all.size() == count, "load");
});

const Work stream("stream", "retort", 200'000,
                  [](File& file, std::size_t count, const Timer& time) {
                    file.fill(count);
                    auto engine = engine_for(file);
                    Session session(engine);
                    std::size_t length = 0;
                    time([&] {
                      for (const Row& row : session.query(plain(table_of_items)).stream())
                        length += row.note.size() + static_cast<std::size_t>(row.owner);
                    });
                    require(length > count, "stream");
                  });

const Work load_identity("load_identity", "retort", 200'000,
                         [](File& file, std::size_t count, const Timer& time) {
                           file.fill(count);
                           auto engine = engine_for(file);
                           Session session(engine);
                           std::vector<Handle<Row>> all;
                           time([&] { all = session.query(table_of_items).all(); });
                           require(all.size() == count, "load_identity");
                         });

const Work get("get", "retort", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  auto engine = engine_for(file);
  const auto keys = shuffled_keys(count);
  double sum = 0;
  time([&] {
    Session session(engine);
    for (const std::int64_t key : keys) sum += session.get<Row>(key)->price;
  });
  require(sum > 0, "get");
});

const Work get_many("get_many", "retort", 200'000,
                    [](File& file, std::size_t count, const Timer& time) {
                      file.fill(count);
                      auto engine = engine_for(file);
                      const auto keys = shuffled_keys(count);
                      double sum = 0;
                      time([&] {
                        Session session(engine);
                        for (const auto& row : session.get_many<Row>(keys)) sum += row->price;
                      });
                      require(sum > 0, "get_many");
                    });

const Work get_held("get_held", "retort", 200'000,
                    [](File& file, std::size_t count, const Timer& time) {
                      file.fill(count);
                      auto engine = engine_for(file);
                      const auto keys = shuffled_keys(count);
                      Session session(engine);
                      const auto all = session.query(table_of_items).all();
                      double sum = 0;
                      time([&] {
                        for (const std::int64_t key : keys) sum += session.get<Row>(key)->price;
                      });
                      require(sum > 0, "get_held");
                    });

const Work filter("filter", "retort", 20'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(100'000);
  auto engine = engine_for(file);
  Session session(engine);
  std::size_t found = 0;
  time([&] {
    for (std::size_t i = 0; i < count; ++i) {
      const auto owner = static_cast<std::int64_t>(i % 1000);
      for (const Row& row : session.query(plain(table_of_items))
                                .filter(table_of_items.owner == owner, table_of_items.price > 50.0)
                                .order_by(table_of_items.name)
                                .limit(10)
                                .all())
        found += row.name.size();
    }
  });
  require(found > 0, "filter");
});

const Work filter_composed("filter_composed", "retort", 20'000,
                           [](File& file, std::size_t count, const Timer& time) {
                             file.fill(100'000);
                             auto engine = engine_for(file);
                             Session session(engine);
                             std::size_t found = 0;
                             time([&] {
                               for (std::size_t i = 0; i < count; ++i) {
                                 Condition all =
                                     table_of_items.owner == static_cast<std::int64_t>(i % 1000);
                                 if (count > 0) all = all && table_of_items.price > 50.0;
                                 for (const Row& row : session.query(plain(table_of_items))
                                                           .filter(all)
                                                           .order_by(table_of_items.name)
                                                           .limit(10)
                                                           .all())
                                   found += row.name.size();
                               }
                             });
                             require(found > 0, "filter_composed");
                           });

const Work update("update", "retort", 100'000,
                  [](File& file, std::size_t count, const Timer& time) {
                    file.fill(count);
                    auto engine = engine_for(file);
                    Session session(engine);
                    const auto all = session.query(table_of_items).all();
                    time([&] {
                      for (const auto& row : all) row->price += 1;
                      session.commit();
                    });
                    require(file.number("SELECT count(*) FROM item WHERE price < 1") == 0,
                            "update");
                  });

const Work eager("eager", "retort", 10'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill_families(count);
  auto engine = engine_for(file);
  Session session(engine);
  std::size_t children = 0;
  time([&] {
    for (const auto& parent : session.query(parents).options(selectinload(parents.children)).all())
      children += parent->children.size();
  });
  require(children == count * 10, "eager");
});

}  // namespace
}  // namespace bench
