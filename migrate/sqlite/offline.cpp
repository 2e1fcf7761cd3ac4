#include <retort/migrate/sqlite/offline.h>

#include <retort/engine/sqlite/ddl/token.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

// In quotes whatever it holds: it is a sentence.
std::string constraint_name(const std::string& message) {
  std::string name = "\"";
  for (const char c : message) name += c == '"' ? std::string("\"\"") : std::string(1, c);
  return name + '"';
}

}  // namespace

std::string_view Offline::how_to_run() const {
  return "Run it with `sqlite3 -bail DATABASE < FILE`: -bail stops at the first error, and the "
         "transaction that it is in is undone.";
}

// The shell's default is SQLite's, which enforces none.
std::vector<std::string> Offline::opening(engine::Connection& connection) const {
  const bool enforced = connection.scalar("PRAGMA foreign_keys") == engine::Value{std::int64_t{1}};
  return {std::string("PRAGMA foreign_keys = ") + (enforced ? "ON" : "OFF")};
}

std::string_view Offline::begin() const { return "BEGIN IMMEDIATE"; }

std::string_view Offline::now() const { return "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"; }

std::string Offline::inlined(std::string_view sql,
                             const std::vector<std::string>& expressions) const {
  if (expressions.empty()) return std::string(sql);
  std::string result;
  auto next = expressions.begin();
  for (const ddl::Token& token : ddl::tokenize(sql)) {
    result += token.trivia;
    const bool parameter = token.kind == ddl::TokenKind::variable && next != expressions.end();
    result += parameter ? std::string_view(*next++) : token.text;
  }
  return result;
}

// A CHECK is the one thing in plain SQL that fails with words of one's own: those of its name.
std::vector<std::string> Offline::guard(const std::string& query,
                                        const std::string& message) const {
  return {"CREATE TEMP TABLE _retort_guard (n CONSTRAINT " + constraint_name(message) +
              " CHECK (n = 0))",
          "INSERT INTO temp._retort_guard SELECT count(*) FROM (" + query + ")",
          "DROP TABLE temp._retort_guard"};
}

}  // namespace retort::migrate::sqlite
