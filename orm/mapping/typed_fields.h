// detail::TypedFields: fields, those of a type side by side.
//
//   fields.for_each([&]<CommonType type>(const TypedFields::Placed& each) { ... });
//
// A processor foresees a loop over values of one type, which it meets with the same length in each row.
// One jump for each value to what its type needs it does not: half the time of reading a row was lost there.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include <retort/orm/mapping/field.h>

namespace retort::orm::detail {

class TypedFields {
 public:
  struct Placed {
    Field field;
    /// What it is among the columns of its model, or of a row.
    std::size_t position;
  };

  void add(const Field& field, std::size_t position) {
    const auto place = std::ranges::upper_bound(fields_, field.type, {}, type_of);
    fields_.insert(place, {field, position});
    for (auto type = static_cast<std::size_t>(field.type); type < common_types; ++type)
      ++ends_[type];
  }

  bool empty() const { return fields_.empty(); }

  /// Calls visit<type>(placed), type by type.
  template <class Visitor>
  void for_each(Visitor visit) const {
    const auto* next = fields_.data();
    each_of<CommonType::none>(next, visit);
    each_of<CommonType::integer>(next, visit);
    each_of<CommonType::real>(next, visit);
    each_of<CommonType::text>(next, visit);
    each_of<CommonType::optional_integer>(next, visit);
    each_of<CommonType::optional_real>(next, visit);
    each_of<CommonType::optional_text>(next, visit);
  }

 private:
  static CommonType type_of(const Placed& placed) { return placed.field.type; }

  template <CommonType type, class Visitor>
  void each_of(const Placed*& next, Visitor& visit) const {
    const auto* const end = fields_.data() + ends_[static_cast<std::size_t>(type)];
    for (; next != end; ++next) visit.template operator()<type>(*next);
  }

  std::vector<Placed> fields_;
  /// Where those of each type end.
  std::array<std::size_t, common_types> ends_{};
};

}  // namespace retort::orm::detail
