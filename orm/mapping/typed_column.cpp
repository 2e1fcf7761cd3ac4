#include <retort/orm/mapping/typed_column.h>

namespace retort::orm::detail {

void ColumnBase::describe(Mapper& mapper, std::size_t offset) const {
  ColumnDraft draft(mapper, name_, offset, has_initializer_);
  describe_(draft);
}

void describe_columns(Mapper& mapper, const ColumnBase* const* columns, std::size_t count,
                      const void* entity, const void* const* places) {
  for (std::size_t i = 0; i < count; ++i) columns[i]->describe(mapper, distance(entity, places[i]));
}

}  // namespace retort::orm::detail
