// expect: retort: references<> names a column that its target model does not have

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "order_id", std::int64_t, references<OrderModel, "number">> order_id{};
};
inline constexpr auto notes = table<NoteModel>;
