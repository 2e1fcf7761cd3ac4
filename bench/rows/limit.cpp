// The fastest that anyone here could make SQLite do the same work: no mutex, many rows in a statement,
// many keys in a list, reads inside of a transaction, texts looked at where SQLite has them.

#include <string_view>
#include <unordered_map>

#include "raw_connection.h"
#include "work.h"

namespace bench {
namespace {

constexpr const char* all_columns = "SELECT id, name, quantity, price, note, owner FROM item";

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += (i == 0 ? "" : ", ") + text;
  return all;
}

const Work insert_vector(
    "insert_vector", "limit", 200'000, [](File& file, std::size_t count, const Timer& time) {
      constexpr std::size_t rows = 200;
      const auto all = items(count);
      RawConnection connection(file.path(), false);
      time([&] {
        connection.run("BEGIN");
        RawStatement many(connection,
                          "INSERT INTO item VALUES " + repeated("(?, ?, ?, ?, ?, ?)", rows));
        RawStatement one(connection, "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)");
        std::size_t done = 0;
        for (; done + rows <= all.size(); done += rows) {
          for (std::size_t i = 0; i < rows; ++i)
            many.bind(static_cast<int>(i * 6 + 1), all[done + i]);
          many.finish();
        }
        for (; done < all.size(); ++done) one.insert(all[done]);
        connection.run("COMMIT");
      });
    });

const Work load("load", "limit", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  RawConnection connection(file.path(), false);
  std::vector<Item> all;
  time([&] {
    RawStatement select(connection, all_columns);
    while (select.step()) all.push_back(select.item());
  });
  require(all.size() == count, "load");
});

const Work stream("stream", "limit", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  RawConnection connection(file.path(), false);
  std::size_t length = 0;
  time([&] {
    RawStatement select(connection, all_columns);
    while (select.step()) {
      const auto text = [&](int column) {
        const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(select.get(), column));
        return std::string_view(
            data, static_cast<std::size_t>(sqlite3_column_bytes(select.get(), column)));
      };
      benchmark::DoNotOptimize(text(1));
      benchmark::DoNotOptimize(sqlite3_column_int64(select.get(), 2));
      benchmark::DoNotOptimize(sqlite3_column_double(select.get(), 3));
      length += text(4).size() + static_cast<std::size_t>(sqlite3_column_int64(select.get(), 5));
    }
  });
  require(length > count, "stream");
});

const Work get_many("get_many", "limit", 200'000,
                    [](File& file, std::size_t count, const Timer& time) {
                      constexpr std::size_t keys_at_once = 100;
                      file.fill(count);
                      RawConnection connection(file.path(), false);
                      const auto keys = shuffled_keys(count);
                      std::vector<Item> found;
                      time([&] {
                        connection.run("BEGIN");
                        RawStatement select(connection, std::string(all_columns) +
                                                            " WHERE id IN (" +
                                                            repeated("?", keys_at_once) + ")");
                        for (std::size_t done = 0; done < keys.size(); done += keys_at_once) {
                          for (std::size_t i = 0; i < keys_at_once; ++i)
                            sqlite3_bind_int64(select.get(), static_cast<int>(i + 1),
                                               keys[std::min(done + i, keys.size() - 1)]);
                          while (select.step()) found.push_back(select.item());
                          sqlite3_reset(select.get());
                        }
                        connection.run("COMMIT");
                      });
                      require(found.size() == count, "get_many");
                    });

}  // namespace
}  // namespace bench
