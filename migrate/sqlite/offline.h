// Scripts for the sqlite3 shell, or whatever else runs a script of SQL on a SQLite database.

#pragma once

#include <retort/migrate/detail/offline_dialect.h>

namespace retort::migrate::sqlite {

class Offline final : public detail::OfflineDialect {
 public:
  std::string_view how_to_run() const override;
  std::vector<std::string> opening(engine::Connection& connection) const override;
  std::string_view begin() const override;
  std::string_view now() const override;
  std::string inlined(std::string_view sql,
                      const std::vector<std::string>& expressions) const override;
  std::vector<std::string> guard(const std::string& query,
                                 const std::string& message) const override;
};

}  // namespace retort::migrate::sqlite
