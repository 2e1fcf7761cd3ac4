// FlushFailure: what a flush could not write, as Session::failure() tells it.
//
//   catch (const engine::IntegrityError&) {
//     std::cerr << session.failure()->table << ' ' << session.failure()->key << '\n';
//     for (const auto& column : session.failure()->columns) mark_field(column);
//     session.rollback();
//   }

#pragma once

#include <string>
#include <vector>

namespace retort::orm {

struct FlushFailure {
  /// "INSERT", "UPDATE" or "DELETE"; empty where no row was at fault.
  std::string operation{};
  std::string table{};
  /// The primary key as far as it is known, `(3)`.
  std::string key{};
  /// Those of the constraint that said no, as far as the database names them (engine/error.h).
  std::vector<std::string> columns{};
  /// What the database said, or the session.
  std::string message{};
};

}  // namespace retort::orm
