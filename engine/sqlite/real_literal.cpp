#include <retort/engine/sqlite/real_literal.h>

#include <sqlite3.h>

#include <cmath>
#include <memory>

#include <retort/engine/detail/real_text.h>

namespace retort::engine::sqlite {

namespace {

// What SQLite reads a number's text as. How it reads depends on its version and on the processor,
// so the library is asked.
class Reader {
 public:
  Reader() {
    sqlite3* database = nullptr;
    sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(database);
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, "SELECT CAST(? AS REAL)", -1, &statement, nullptr);
    statement_.reset(statement);
  }

  /// Also false where there is no memory to find out.
  bool reads(const std::string& text, double value) {
    sqlite3_reset(statement_.get());
    sqlite3_bind_text64(statement_.get(), 1, text.data(), text.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return sqlite3_step(statement_.get()) == SQLITE_ROW &&
           sqlite3_column_double(statement_.get(), 0) == value;
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::unique_ptr<sqlite3_stmt, Close> statement_;
};

// A double is an integer of 53 bits times a power of two. Both are read exactly as long as they
// have at most 63 bits, and each step of multiplying by a power of two is exact.
std::string product(double value) {
  constexpr int bits = 53;
  constexpr int most = 62;
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  auto factor = static_cast<long long>(std::ldexp(fraction, bits));
  exponent -= bits;
  for (; factor % 2 == 0; factor /= 2) ++exponent;
  std::string sql = '(' + std::to_string(factor) + ".0";
  const char* operation = exponent < 0 ? " / " : " * ";
  for (int left = std::abs(exponent); left > 0; left -= most)
    sql += operation + std::to_string(1LL << std::min(left, most)) + ".0";
  return sql + ')';
}

}  // namespace

std::string real_literal(double value) {
  if (std::isnan(value)) return "NULL";
  if (std::isinf(value)) return value > 0 ? "9e999" : "-9e999";
  thread_local Reader reader;
  std::string text = detail::real_text(value);
  return reader.reads(text, value) ? text : product(value);
}

}  // namespace retort::engine::sqlite
