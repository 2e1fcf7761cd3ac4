// SQLite itself as the judge of what is a statement.

#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>

#include <retort/engine/sqlite/ddl/parse.h>

namespace retort::engine::sqlite::ddl {

/// A database in memory that says whether it takes a statement, without running it.
class Judge {
 public:
  explicit Judge(const char* schema = "") {
    sqlite3* database = nullptr;
    sqlite3_open(":memory:", &database);
    database_.reset(database);
    char* error = nullptr;
    sqlite3_exec(database, schema, nullptr, nullptr, &error);
    EXPECT_EQ(error, nullptr) << error;
  }

  /// Whether all of the text is one statement that SQLite prepares.
  bool accepts(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, &tail);
    sqlite3_finalize(statement);
    // Behind the statement only semicolons, blanks and comments may be left.
    if (code != SQLITE_OK || statement == nullptr) return false;
    for (const Token& token : tokenize(tail))
      if (token.kind != TokenKind::end && !token.is(";")) return false;
    return true;
  }

  std::string error() const { return sqlite3_errmsg(database_.get()); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// What the parser says against the text; empty when it takes it.
inline std::string complaint(const std::string& sql) {
  try {
    parse(tokenize(sql));
    return "";
  } catch (const ParseError& error) {
    return error.what();
  }
}

}  // namespace retort::engine::sqlite::ddl
