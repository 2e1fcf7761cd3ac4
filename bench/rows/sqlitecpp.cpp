// SQLiteCpp: prepared statements and getters, which is all that it has.

#include <SQLiteCpp/SQLiteCpp.h>

#include "work.h"

namespace bench {
namespace {

constexpr const char* all_columns = "SELECT id, name, quantity, price, note, owner FROM item";

SQLite::Database open(const File& file) {
  SQLite::Database database(file.path(), SQLite::OPEN_READWRITE);
  database.exec(settings);
  return database;
}

void bind(SQLite::Statement& statement, const Item& item) {
  statement.bind(1, item.id);
  statement.bindNoCopy(2, item.name);
  if (item.quantity)
    statement.bind(3, *item.quantity);
  else
    statement.bind(3);
  statement.bind(4, item.price);
  statement.bindNoCopy(5, item.note);
  statement.bind(6, item.owner);
}

Item item(SQLite::Statement& row) {
  Item item;
  item.id = row.getColumn(0).getInt64();
  item.name = row.getColumn(1).getString();
  if (!row.getColumn(2).isNull()) item.quantity = row.getColumn(2).getInt64();
  item.price = row.getColumn(3).getDouble();
  item.note = row.getColumn(4).getString();
  item.owner = row.getColumn(5).getInt64();
  return item;
}

const Work insert_each("insert_each", "SQLiteCpp", 200'000,
                       [](File& file, std::size_t count, const Timer& time) {
                         const auto all = items(count);
                         SQLite::Database database = open(file);
                         time([&] {
                           SQLite::Transaction transaction(database);
                           SQLite::Statement insert(database,
                                                    "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)");
                           for (const Item& item : all) {
                             bind(insert, item);
                             insert.exec();
                             insert.reset();
                           }
                           transaction.commit();
                         });
                       });

const Work load("load", "SQLiteCpp", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  SQLite::Database database = open(file);
  std::vector<Item> all;
  time([&] {
    SQLite::Statement select(database, all_columns);
    while (select.executeStep()) all.push_back(item(select));
  });
  require(all.size() == count, "load");
});

const Work stream("stream", "SQLiteCpp", 200'000,
                  [](File& file, std::size_t count, const Timer& time) {
                    file.fill(count);
                    SQLite::Database database = open(file);
                    std::size_t length = 0;
                    time([&] {
                      SQLite::Statement select(database, all_columns);
                      while (select.executeStep()) {
                        const Item row = item(select);
                        length += row.note.size() + static_cast<std::size_t>(row.owner);
                      }
                    });
                    require(length > count, "stream");
                  });

const Work get("get", "SQLiteCpp", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  SQLite::Database database = open(file);
  const auto keys = shuffled_keys(count);
  double sum = 0;
  time([&] {
    SQLite::Statement select(database, std::string(all_columns) + " WHERE id = ?");
    for (const std::int64_t key : keys) {
      select.bind(1, key);
      require(select.executeStep(), "get");
      sum += item(select).price;
      select.reset();
    }
  });
  require(sum > 0, "get");
});

const Work filter("filter", "SQLiteCpp", 20'000,
                  [](File& file, std::size_t count, const Timer& time) {
                    file.fill(100'000);
                    SQLite::Database database = open(file);
                    std::size_t found = 0;
                    time([&] {
                      SQLite::Statement select(
                          database, std::string(all_columns) +
                                        " WHERE owner = ? AND price > ? ORDER BY name LIMIT 10");
                      for (std::size_t i = 0; i < count; ++i) {
                        select.bind(1, static_cast<std::int64_t>(i % 1000));
                        select.bind(2, 50.0);
                        while (select.executeStep()) found += item(select).name.size();
                        select.reset();
                      }
                    });
                    require(found > 0, "filter");
                  });

}  // namespace
}  // namespace bench
