#include <retort/orm/mapping/typed_column.h>

namespace retort::orm::detail {

void ColumnBase::describe(Mapper& mapper, std::size_t offset) const {
  ColumnDraft draft(mapper, name_, offset, has_initializer_);
  describe_(draft);
}

}  // namespace retort::orm::detail
