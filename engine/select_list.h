// engine::SelectList: where the columns of a query lie in its text, so that a database may hand over a row
// in one piece (Connection::prepare).
//
//   const std::string sql = "SELECT id, name AS title FROM albums";
//   auto albums = connection.prepare(sql, {.begin = 7, .end = 24, .columns = "id, name", .count = 2});

#pragma once

#include <cstddef>
#include <string>

namespace retort::engine {

struct SelectList {
  /// Of the list in the text, in bytes.
  std::size_t begin = 0;
  std::size_t end = 0;
  /// The list once more, without the names that it gives to its columns.
  std::string columns{};
  /// How many there are; 0 where nothing is said.
  int count = 0;
};

}  // namespace retort::engine
