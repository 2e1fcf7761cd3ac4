// expect: retort: the options of BelongsTo are joined, selectin and raise_on_load

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "order_id", std::int64_t, references<OrderModel, "id">> order_id{};
  BelongsTo<As, OrderModel, "order_id", delete_orphan> order{};
};
inline constexpr auto notes = table<NoteModel>;
