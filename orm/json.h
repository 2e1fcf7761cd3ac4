// Entities from JSON.
//
//   auto loaded = orm::load_json<Artist>(nlohmann::json::parse(file));
//   for (auto& artist : loaded.entities) session.add(std::move(artist));
//   for (const auto& [entry, reason] : loaded.refused)
//     std::cerr << entry << ": " << reason << '\n';
//
// The keys of an object are the names of columns. A key that is missing leaves the member's
// default; it has to be there when the column has no default, may not be NULL, and is given neither
// by the database nor by a BelongsTo. Unknown keys and values of a wrong type are refused, and
// validators see every value. Only programs that include this header need nlohmann-json.

#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>

namespace retort::orm {

/// JSON that does not make an entity; what() names the table, the key and what was expected.
class JsonError : public Error {
 public:
  using Error::Error;
};

/// An entry of an array that did not become an entity.
struct RefusedEntry {
  /// Its place in the array, from 0.
  std::size_t entry;
  std::string reason;
};

template <class EntityType>
struct LoadedJson {
  std::vector<EntityType> entities;
  std::vector<RefusedEntry> refused;
};

namespace detail {

void read_json(const Mapper& mapper, void* entity, const nlohmann::json& object);
/// Throws JsonError unless it is one.
void check_array(const Mapper& mapper, const nlohmann::json& array);
std::size_t size_of(const nlohmann::json& array);
const nlohmann::json& entry_of(const nlohmann::json& array, std::size_t entry);

}  // namespace detail

/// One object. Throws JsonError or ValidationError.
template <class EntityType>
EntityType from_json(const nlohmann::json& object) {
  EntityType entity{};
  detail::read_json(detail::ModelOf<EntityType>::mapper(), &entity, object);
  return entity;
}

/// An array of objects. An entry that is refused does not keep the others out. Throws JsonError
/// when it is no array.
template <class EntityType>
LoadedJson<EntityType> load_json(const nlohmann::json& array) {
  detail::check_array(detail::ModelOf<EntityType>::mapper(), array);
  LoadedJson<EntityType> loaded;
  for (std::size_t entry = 0; entry < detail::size_of(array); ++entry) {
    try {
      loaded.entities.push_back(from_json<EntityType>(detail::entry_of(array, entry)));
    } catch (const Error& error) {
      loaded.refused.push_back({entry, error.what()});
    }
  }
  return loaded;
}

}  // namespace retort::orm
