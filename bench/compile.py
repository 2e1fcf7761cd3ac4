"""What a program of models and queries costs the compiler: Retort, the C API, and SOCI, the heaviest
of the peers that Debian has.

All are written here, of as many models with six columns and queries as are asked for. Model i + 1
refers to model i; queries take the models in turn, and what is asked comes round after ten.

    compile.py retort 5 10      prints the program
"""
import os
import sys

from measure import cpu

RETORT_HEAD = """#include <string>
#include <vector>

#include <retort/orm/model.h>
#include <retort/orm/session.h>

using namespace retort::orm;

"""

RETORT_MODEL = """template <class As>
struct M{i}Model {{
  static constexpr auto table_name = "m{i}";
  Column<As, "id", std::int64_t, primary_key> id{{}};
  Column<As, "name", std::string, unique> name{{}};
  Column<As, "size", int> size{{}};
  Column<As, "price", double> price{{}};
  Column<As, "note", std::optional<std::string>> note{{}};
  Column<As, "parent_id", std::int64_t, references<M{before}Model, "id">> parent_id{{}};
}};
using M{i} = Entity<M{i}Model>;
inline constexpr auto m{i} = table<M{i}Model>;

"""

RETORT_QUERIES = [
    """auto q{n}(Session& session, int low, int high) {{
  return session.query(m{i}).filter(m{i}.size > low, m{i}.price < high).order_by(m{i}.name).limit(10).all();
}}
""",
    """auto q{n}(Session& session, const std::string& name) {{
  return session.query(m{i}).filter(m{i}.name == name).one_or_none();
}}
""",
    """auto q{n}(Session& session, const std::string& name) {{
  return session.query(m{i}).join(m{j}).filter(m{j}.name == name).all();
}}
""",
    """auto q{n}(Session& session) {{ return session.query(m{i}).filter(m{i}.note.is_null()).count(); }}
""",
    """auto q{n}(Session& session) {{
  return session.query(m{i}.name, sum(m{i}.size)).group_by(m{i}.name).all();
}}
""",
    """auto q{n}(Session& session, const std::string& start) {{
  return session.query(m{i}.name).filter(m{i}.name.startswith(start)).order_by(m{i}.name.desc()).all();
}}
""",
    """auto q{n}(Session& session, const std::vector<std::int64_t>& keys) {{
  return session.query(m{i}).filter(m{i}.id.in(keys)).all();
}}
""",
    """auto q{n}(Session& session) {{
  return session.query(m{i}.name, m{j}.name).outer_join(m{j}, m{j}.id == m{i}.parent_id).all();
}}
""",
    """auto q{n}(Session& session, int size) {{
  return session.update(m{i}).set(m{i}.size, m{i}.size + 1).filter(m{i}.size < size).execute();
}}
""",
    """auto q{n}(Session& session, double price) {{
  return session.delete_from(m{i}).filter(m{i}.price > price).execute();
}}
""",
]

RAW_HEAD = """#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <sqlite3.h>

static sqlite3_stmt* prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db));
  return statement;
}
static bool step(sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement)));
  sqlite3_finalize(statement);
  return false;
}
static std::string text(sqlite3_stmt* statement, int column) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}
static void bind(sqlite3_stmt* statement, int at, const std::string& value) {
  sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}

"""

RAW_MODEL = """struct M{i} {{
  std::int64_t id = 0;
  std::string name;
  int size = 0;
  double price = 0;
  std::optional<std::string> note;
  std::int64_t parent_id = 0;
}};
static M{i} read_m{i}(sqlite3_stmt* row) {{
  M{i} m;
  m.id = sqlite3_column_int64(row, 0);
  m.name = text(row, 1);
  m.size = sqlite3_column_int(row, 2);
  m.price = sqlite3_column_double(row, 3);
  if (sqlite3_column_type(row, 4) != SQLITE_NULL) m.note = text(row, 4);
  m.parent_id = sqlite3_column_int64(row, 5);
  return m;
}}

"""

RAW_ALL = """  std::vector<M{i}> found;
  while (step(s)) found.push_back(read_m{i}(s));
  return found;
}}
"""

RAW_QUERIES = [
    """auto q{n}(sqlite3* db, int low, int high) {{
  auto* s = prepare(db, "SELECT id, name, size, price, note, parent_id FROM m{i} WHERE size > ? AND price < ? ORDER BY name LIMIT 10");
  sqlite3_bind_int(s, 1, low);
  sqlite3_bind_int(s, 2, high);
""" + RAW_ALL,
    """auto q{n}(sqlite3* db, const std::string& name) {{
  auto* s = prepare(db, "SELECT id, name, size, price, note, parent_id FROM m{i} WHERE name = ?");
  bind(s, 1, name);
  std::optional<M{i}> found;
  while (step(s)) found = read_m{i}(s);
  return found;
}}
""",
    """auto q{n}(sqlite3* db, const std::string& name) {{
  auto* s = prepare(db, "SELECT a.id, a.name, a.size, a.price, a.note, a.parent_id FROM m{i} a JOIN m{j} b ON b.id = a.parent_id WHERE b.name = ?");
  bind(s, 1, name);
""" + RAW_ALL,
    """auto q{n}(sqlite3* db) {{
  auto* s = prepare(db, "SELECT count(*) FROM m{i} WHERE note IS NULL");
  std::int64_t count = 0;
  while (step(s)) count = sqlite3_column_int64(s, 0);
  return count;
}}
""",
    """auto q{n}(sqlite3* db) {{
  auto* s = prepare(db, "SELECT name, sum(size) FROM m{i} GROUP BY name");
  std::vector<std::pair<std::string, std::int64_t>> found;
  while (step(s)) found.emplace_back(text(s, 0), sqlite3_column_int64(s, 1));
  return found;
}}
""",
    """auto q{n}(sqlite3* db, const std::string& start) {{
  auto* s = prepare(db, "SELECT name FROM m{i} WHERE name LIKE ? || '%' ORDER BY name DESC");
  bind(s, 1, start);
  std::vector<std::string> found;
  while (step(s)) found.push_back(text(s, 0));
  return found;
}}
""",
    """auto q{n}(sqlite3* db, const std::vector<std::int64_t>& keys) {{
  std::string sql = "SELECT id, name, size, price, note, parent_id FROM m{i} WHERE id IN (";
  for (std::size_t k = 0; k < keys.size(); ++k) sql += k == 0 ? "?" : ", ?";
  auto* s = prepare(db, (sql + ")").c_str());
  for (std::size_t k = 0; k < keys.size(); ++k) sqlite3_bind_int64(s, static_cast<int>(k) + 1, keys[k]);
""" + RAW_ALL,
    """auto q{n}(sqlite3* db) {{
  auto* s = prepare(db, "SELECT a.name, b.name FROM m{i} a LEFT JOIN m{j} b ON b.id = a.parent_id");
  std::vector<std::pair<std::string, std::optional<std::string>>> found;
  while (step(s)) {{
    auto& row = found.emplace_back(text(s, 0), std::nullopt);
    if (sqlite3_column_type(s, 1) != SQLITE_NULL) row.second = text(s, 1);
  }}
  return found;
}}
""",
    """auto q{n}(sqlite3* db, int size) {{
  auto* s = prepare(db, "UPDATE m{i} SET size = size + 1 WHERE size < ?");
  sqlite3_bind_int(s, 1, size);
  while (step(s)) {{}}
  return sqlite3_changes64(db);
}}
""",
    """auto q{n}(sqlite3* db, double price) {{
  auto* s = prepare(db, "DELETE FROM m{i} WHERE price > ?");
  sqlite3_bind_double(s, 1, price);
  while (step(s)) {{}}
  return sqlite3_changes64(db);
}}
""",
]


SOCI_HEAD = """#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

"""

SOCI_MODEL = """struct M{i} {{
  long long id = 0;
  std::string name;
  int size = 0;
  double price = 0;
  std::optional<std::string> note;
  long long parent_id = 0;
}};
template <>
struct soci::type_conversion<M{i}> {{
  using base_type = soci::values;
  static void from_base(const soci::values& row, soci::indicator, M{i}& m) {{
    m.id = row.get<long long>("id");
    m.name = row.get<std::string>("name");
    m.size = row.get<int>("size");
    m.price = row.get<double>("price");
    if (row.get_indicator("note") != soci::i_null) m.note = row.get<std::string>("note");
    m.parent_id = row.get<long long>("parent_id");
  }}
  static void to_base(const M{i}& m, soci::values& row, soci::indicator& indicator) {{
    row.set("id", m.id);
    row.set("name", m.name);
    row.set("size", m.size);
    row.set("price", m.price);
    row.set("note", m.note.value_or(""), m.note ? soci::i_ok : soci::i_null);
    row.set("parent_id", m.parent_id);
    indicator = soci::i_ok;
  }}
}};

"""

SOCI_QUERIES = [
    """auto q{n}(soci::session& sql, int low, int high) {{
  soci::rowset<M{i}> rows = (sql.prepare << "SELECT * FROM m{i} WHERE size > :low AND price < :high ORDER BY name LIMIT 10", soci::use(low), soci::use(high));
  return std::vector<M{i}>(rows.begin(), rows.end());
}}
""",
    """auto q{n}(soci::session& sql, const std::string& name) {{
  M{i} found;
  sql << "SELECT * FROM m{i} WHERE name = :name", soci::use(name), soci::into(found);
  return sql.got_data() ? std::optional<M{i}>(found) : std::nullopt;
}}
""",
    """auto q{n}(soci::session& sql, const std::string& name) {{
  soci::rowset<M{i}> rows = (sql.prepare << "SELECT a.* FROM m{i} a JOIN m{j} b ON b.id = a.parent_id WHERE b.name = :name", soci::use(name));
  return std::vector<M{i}>(rows.begin(), rows.end());
}}
""",
    """auto q{n}(soci::session& sql) {{
  long long count = 0;
  sql << "SELECT count(*) FROM m{i} WHERE note IS NULL", soci::into(count);
  return count;
}}
""",
    """auto q{n}(soci::session& sql) {{
  std::vector<std::pair<std::string, long long>> found;
  soci::rowset<soci::row> rows = (sql.prepare << "SELECT name, sum(size) FROM m{i} GROUP BY name");
  for (const auto& row : rows) found.emplace_back(row.get<std::string>(0), row.get<long long>(1));
  return found;
}}
""",
    """auto q{n}(soci::session& sql, const std::string& start) {{
  soci::rowset<std::string> rows = (sql.prepare << "SELECT name FROM m{i} WHERE name LIKE :start || '%' ORDER BY name DESC", soci::use(start));
  return std::vector<std::string>(rows.begin(), rows.end());
}}
""",
    """auto q{n}(soci::session& sql, const std::vector<long long>& keys) {{
  std::string list;
  for (const auto key : keys) list += (list.empty() ? "" : ", ") + std::to_string(key);
  soci::rowset<M{i}> rows = (sql.prepare << "SELECT * FROM m{i} WHERE id IN (" + list + ")");
  return std::vector<M{i}>(rows.begin(), rows.end());
}}
""",
    """auto q{n}(soci::session& sql) {{
  std::vector<std::pair<std::string, std::optional<std::string>>> found;
  soci::rowset<soci::row> rows = (sql.prepare << "SELECT a.name, b.name FROM m{i} a LEFT JOIN m{j} b ON b.id = a.parent_id");
  for (const auto& row : rows) {{
    auto& each = found.emplace_back(row.get<std::string>(0), std::nullopt);
    if (row.get_indicator(1) != soci::i_null) each.second = row.get<std::string>(1);
  }}
  return found;
}}
""",
    """auto q{n}(soci::session& sql, int size) {{
  soci::statement s = (sql.prepare << "UPDATE m{i} SET size = size + 1 WHERE size < :size", soci::use(size));
  s.execute(true);
  return s.get_affected_rows();
}}
""",
    """auto q{n}(soci::session& sql, double price) {{
  soci::statement s = (sql.prepare << "DELETE FROM m{i} WHERE price > :price", soci::use(price));
  s.execute(true);
  return s.get_affected_rows();
}}
""",
]


def program(peer, models, queries):
    """The source; model 0 stands before itself."""
    head, model, asked = {"retort": (RETORT_HEAD, RETORT_MODEL, RETORT_QUERIES),
                          "raw": (RAW_HEAD, RAW_MODEL, RAW_QUERIES),
                          "soci": (SOCI_HEAD, SOCI_MODEL, SOCI_QUERIES)}[peer]
    source = head
    for i in range(models):
        source += model.format(i=i, before=max(i - 1, 0))
    for n in range(queries):
        # Always models that refer to another one.
        i = 1 + n % (models - 1)
        source += "\n" + asked[n % len(asked)].format(n=n, i=i, j=i - 1)
    return source


class Compile:
    """One line of the table: a program beside another one."""

    def __init__(self, name, include, folder, own, floor):
        self.name = name
        self.include = include
        self.folder = folder
        self.own = own
        self.beside = floor
        self.mib = 0.0

    def retort(self):
        seconds, self.mib = self.compile(*self.own)
        return seconds

    def floor(self):
        return self.compile(*self.beside)[0]

    def compile(self, peer, models, queries):
        """CPU seconds and peak MiB."""
        file = os.path.join(self.folder, f"{peer}.cpp")
        with open(file, "w", encoding="utf-8") as out:
            out.write(program(peer, models, queries))
        return cpu([os.environ.get("CXX", "g++"), "-std=c++20", "-O0", f"-I{self.include}", "-c", file,
                    "-o", file + ".o"])


if __name__ == "__main__":
    print(program(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
