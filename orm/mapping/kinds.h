// detail::Kinds: a model and those derived from it, as their rows lie in one result: the columns of
// the model, then what the others add.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

class Kinds {
 public:
  explicit Kinds(const Mapper& mapper);

  /// The columns that the derived models add.
  const std::vector<const MappedColumn*>& further() const { return further_; }
  /// The tables in which those lie, apart from the ones that the model has itself.
  std::vector<const Mapper*> further_tables() const;
  /// The model of a row. Throws ConversionError for a value that is no model's.
  const Mapper& kind_of(const engine::Value& discriminator) const;
  /// Where in the result each column of the model lies.
  const std::vector<std::size_t>& positions(const Mapper& kind) const;
  /// What the discriminator of the rows may be.
  std::vector<engine::Value> names() const;

 private:
  struct Kind {
    const Mapper* mapper;
    std::vector<std::size_t> positions;
  };
  std::size_t position_of(const Mapper& mapper, const MappedColumn& column);

  std::vector<Kind> kinds_;
  std::vector<const MappedColumn*> further_;
};

}  // namespace retort::orm::detail
