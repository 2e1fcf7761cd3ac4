// SOCI: its struct mapping and its prepared statements. It reads an INTEGER of SQLite as an int.

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "work.h"

namespace soci {

template <>
struct type_conversion<bench::Item> {
  using base_type = values;
  static void from_base(const values& row, indicator, bench::Item& item) {
    item.id = row.get<int>("id");
    item.name = row.get<std::string>("name");
    item.quantity.reset();
    if (row.get_indicator("quantity") == i_ok) item.quantity = row.get<int>("quantity");
    item.price = row.get<double>("price");
    item.note = row.get<std::string>("note");
    item.owner = row.get<int>("owner");
  }
  static void to_base(const bench::Item& item, values& row, indicator& ind) {
    row.set("id", static_cast<int>(item.id));
    row.set("name", item.name);
    row.set("quantity", static_cast<int>(item.quantity.value_or(0)), item.quantity ? i_ok : i_null);
    row.set("price", item.price);
    row.set("note", item.note);
    row.set("owner", static_cast<int>(item.owner));
    ind = i_ok;
  }
};

}  // namespace soci

namespace bench {
namespace {

constexpr const char* all_columns = "SELECT id, name, quantity, price, note, owner FROM item";

void open(soci::session& session, const File& file) {
  session.open(soci::sqlite3, file.path());
  for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL",
                             "PRAGMA cache_size = -65536", "PRAGMA temp_store = MEMORY"})
    session << pragma;
}

const Work insert_each(
    "insert_each", "SOCI", 200'000, [](File& file, std::size_t count, const Timer& time) {
      const auto all = items(count);
      soci::session session;
      open(session, file);
      time([&] {
        soci::transaction transaction(session);
        Item item;
        soci::statement insert =
            (session.prepare
                 << "INSERT INTO item VALUES (:id, :name, :quantity, :price, :note, :owner)",
             soci::use(item));
        for (const Item& each : all) {
          item = each;
          insert.execute(true);
        }
        transaction.commit();
      });
      require(file.number("SELECT count(*) FROM item") == static_cast<std::int64_t>(count),
              "insert");
    });

const Work load("load", "SOCI", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  soci::session session;
  open(session, file);
  std::vector<Item> all;
  time([&] {
    const soci::rowset<Item> rows = (session.prepare << all_columns);
    for (const Item& item : rows) all.push_back(item);
  });
  require(all.size() == count, "load");
});

const Work get("get", "SOCI", 200'000, [](File& file, std::size_t count, const Timer& time) {
  file.fill(count);
  soci::session session;
  open(session, file);
  const auto keys = shuffled_keys(count);
  double sum = 0;
  time([&] {
    Item item;
    int wanted = 0;
    soci::statement select = (session.prepare << std::string(all_columns) + " WHERE id = :id",
                              soci::use(wanted), soci::into(item));
    for (const std::int64_t key : keys) {
      wanted = static_cast<int>(key);
      require(select.execute(true), "get");
      sum += item.price;
    }
  });
  require(sum > 0, "get");
});

}  // namespace
}  // namespace bench
