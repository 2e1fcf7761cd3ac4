#include <retort/orm/mapping/typed_column.h>

namespace retort::orm::detail {

void ColumnBase::describe(Mapper& mapper, std::size_t offset) const {
  describe_(mapper, {.name = name_, .offset = offset, .client_default = has_initializer_});
}

}  // namespace retort::orm::detail
