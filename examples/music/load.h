// Filling the music library from a JSON dump.

#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <retort/orm/session.h>

namespace music {

/// An entry of the dump that was left out, and why.
struct Refused {
  std::string name;
  std::string reason;
};

/// Stores each entry in a transaction of its own, so that a bad one keeps no other out.
std::vector<Refused> load(retort::orm::Session& session, const nlohmann::json& dump);

}  // namespace music
