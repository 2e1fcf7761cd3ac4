// The C API as most programs use it: opened as it opens by itself, each statement prepared once, one
// transaction where the work says so, values into std::string. Its times are the 1.00 of the table.

#include <unordered_map>

#include "raw_connection.h"
#include "work.h"

namespace bench {
namespace {

constexpr const char* all_columns = "SELECT id, name, quantity, price, note, owner FROM item";

const Work insert_each("insert_each", "raw", 200'000,
                       [](File& file, std::size_t count, const Timer& time) {
                         const auto all = items(count);
                         RawConnection connection(file.path());
                         time([&] {
                           connection.run("BEGIN");
                           RawStatement insert(connection,
                                               "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)");
                           for (const Item& item : all) insert.insert(item);
                           connection.run("COMMIT");
                         });
                       });

const Work load("load", "raw", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  RawConnection connection(file.path());
  std::vector<Item> all;
  time([&] {
    RawStatement select(connection, all_columns);
    while (select.step()) all.push_back(select.item());
  });
  require(all.size() == count, "load");
});

const Work stream("stream", "raw", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  RawConnection connection(file.path());
  std::size_t length = 0;
  time([&] {
    RawStatement select(connection, all_columns);
    while (select.step()) {
      const Item item = select.item();
      length += item.note.size() + static_cast<std::size_t>(item.owner);
    }
  });
  require(length > count, "stream");
});

const Work get("get", "raw", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  RawConnection connection(file.path());
  const auto keys = shuffled_keys(count);
  double sum = 0;
  time([&] {
    RawStatement select(connection, std::string(all_columns) + " WHERE id = ?");
    for (const std::int64_t key : keys) {
      sqlite3_bind_int64(select.get(), 1, key);
      require(select.step(), "get");
      sum += select.item().price;
      sqlite3_reset(select.get());
    }
  });
  require(sum > 0, "get");
});

const Work filter("filter", "raw", 20'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(100'000);
  RawConnection connection(file.path());
  std::size_t found = 0;
  time([&] {
    RawStatement select(connection, std::string(all_columns) +
                                        " WHERE owner = ? AND price > ? ORDER BY name LIMIT 10");
    for (std::size_t i = 0; i < count; ++i) {
      sqlite3_bind_int64(select.get(), 1, static_cast<std::int64_t>(i % 1000));
      sqlite3_bind_double(select.get(), 2, 50);
      while (select.step()) found += select.item().name.size();
      sqlite3_reset(select.get());
    }
  });
  require(found > 0, "filter");
});

const Work update("update", "raw", 100'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  RawConnection connection(file.path());
  std::vector<Item> all;
  RawStatement select(connection, all_columns);
  while (select.step()) all.push_back(select.item());
  sqlite3_reset(select.get());
  time([&] {
    connection.run("BEGIN");
    RawStatement change(connection, "UPDATE item SET price = ? WHERE id = ?");
    for (Item& item : all) {
      item.price += 1;
      sqlite3_bind_double(change.get(), 1, item.price);
      sqlite3_bind_int64(change.get(), 2, item.id);
      change.finish();
    }
    connection.run("COMMIT");
  });
});

struct Child {
  std::int64_t id;
  std::string name;
  std::int64_t parent;
};
struct Parent {
  std::int64_t id;
  std::string name;
  std::vector<Child> children;
};

const Work eager("eager", "raw", 10'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill_families(count);
  RawConnection connection(file.path());
  std::vector<Parent> parents;
  time([&] {
    std::unordered_map<std::int64_t, std::size_t> places;
    RawStatement first(connection, "SELECT id, name FROM parent");
    while (first.step()) {
      parents.push_back({sqlite3_column_int64(first.get(), 0), first.text(1), {}});
      places.emplace(parents.back().id, parents.size() - 1);
    }
    RawStatement second(connection, "SELECT id, name, parent_id FROM child");
    while (second.step()) {
      Child child{sqlite3_column_int64(second.get(), 0), second.text(1),
                  sqlite3_column_int64(second.get(), 2)};
      parents[places.at(child.parent)].children.push_back(std::move(child));
    }
  });
  require(parents.size() == count && parents.back().children.size() == 10, "eager");
});

}  // namespace
}  // namespace bench
