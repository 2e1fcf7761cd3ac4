// Gives an entry of a set or map of names another name.

#pragma once

#include <string>
#include <utility>

namespace retort::migrate::sqlite {

template <class Names>
void rename_entry(Names& names, const std::string& from, const std::string& to) {
  auto node = names.extract(from);
  if (node.empty()) return;
  if constexpr (requires { node.key(); })
    node.key() = to;
  else
    node.value() = to;
  names.insert(std::move(node));
}

}  // namespace retort::migrate::sqlite
