// By what an online copy tells rows apart and orders them: the rowid, or the primary key of a table
// without one.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

class OnlineKey {
 public:
  /// Nothing where a row's key is not the same before and after the change.
  static std::optional<OnlineKey> find(const TableChange& change, const engine::Dialect& dialect);
  explicit OnlineKey(std::vector<std::string> columns) : columns_(std::move(columns)) {}

  std::size_t size() const { return columns_.size(); }
  /// `a, b`, each with a prefix such as `new.`.
  std::string list(const std::string& prefix = "") const;
  /// `k0, k1`: the columns of the tables that hold keys.
  std::string log_list() const;
  /// `(a, b) > (?1, ?2)`; the numbers of the parameters begin with `first`.
  std::string compare(const std::string& prefix, const char* comparison, std::size_t first) const;
  /// `(a, b) IN (SELECT k0, k1 FROM log)`.
  std::string in(const std::string& log) const;

 private:
  std::vector<std::string> columns_;
};

}  // namespace retort::migrate::sqlite
