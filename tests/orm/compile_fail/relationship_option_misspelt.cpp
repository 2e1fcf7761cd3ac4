// expect: 'delete_orphans' was not declared in this scope

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, ItemModel, "order_id", delete_orphans> things{};
};
inline constexpr auto notes = table<NoteModel>;
