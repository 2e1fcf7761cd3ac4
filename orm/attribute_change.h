// AttributeChange: what the program has changed in an object since its row was last read or written.
//
//   for (const auto& [column, before, after] : session.history(artist))
//     std::cout << column << ": " << engine::to_text(before) << " -> " << engine::to_text(after);
//
// A value; the name lives as long as the program.

#pragma once

#include <string_view>

#include <retort/engine/value.h>

namespace retort::orm {

struct AttributeChange {
  std::string_view column;
  /// As they are stored.
  engine::Value before;
  engine::Value after;
};

}  // namespace retort::orm
