// Which models are of a kind, and where their columns lie.

#include <algorithm>

#include <retort/orm/error.h>
#include <retort/orm/mapping/kinds.h>
#include <retort/orm/registry.h>

namespace retort::orm::detail {

Kinds::Kinds(const Mapper& mapper) {
  std::vector<const Mapper*> mappers{&mapper};
  for (const auto* each : registered_mappers()) {
    if (each->is_a(mapper) && std::ranges::find(mappers, each) == mappers.end())
      mappers.push_back(each);
  }
  for (const auto* each : mappers) {
    auto& kind = kinds_.emplace_back(Kind{each, {}});
    for (const auto& column : each->columns) kind.positions.push_back(position_of(mapper, column));
  }
}

std::size_t Kinds::position_of(const Mapper& mapper, const MappedColumn& column) {
  if (const auto* own = mapper.find_column(column.name))
    return static_cast<std::size_t>(own - mapper.columns.data());
  // Tables of their own may have columns of one name.
  const auto known = std::ranges::find_if(further_, [&](const auto* each) {
    return each->name == column.name && each->home == column.home;
  });
  if (known == further_.end()) {
    further_.push_back(&column);
    return mapper.columns.size() + further_.size() - 1;
  }
  return mapper.columns.size() + static_cast<std::size_t>(known - further_.begin());
}

std::vector<const Mapper*> Kinds::further_tables() const {
  const auto& own = kinds_.front().mapper->tables;
  std::vector<const Mapper*> all;
  for (const auto& kind : kinds_) {
    for (const auto* table : kind.mapper->tables) {
      const bool known =
          std::ranges::find(own, table) != own.end() || std::ranges::find(all, table) != all.end();
      if (!known) all.push_back(table);
    }
  }
  return all;
}

const Mapper& Kinds::kind_of(const engine::Value& discriminator) const {
  for (const auto& kind : kinds_) {
    if (engine::Value(std::string(kind.mapper->kind_name)) == discriminator) return *kind.mapper;
  }
  const auto& mapper = *kinds_.front().mapper;
  throw ConversionError("reading " + std::string(mapper.name) + "." +
                        std::string(mapper.discriminator()->name) + ": " +
                        engine::to_text(discriminator) +
                        " is the kind_name of no registered model of this table");
}

const std::vector<std::size_t>& Kinds::positions(const Mapper& kind) const {
  return std::ranges::find(kinds_, &kind, &Kind::mapper)->positions;
}

std::vector<engine::Value> Kinds::names() const {
  std::vector<engine::Value> names;
  for (const auto& kind : kinds_) names.emplace_back(std::string(kind.mapper->kind_name));
  return names;
}

}  // namespace retort::orm::detail
