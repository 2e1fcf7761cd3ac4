// expect: retort: references<> names a column whose values are of another kind

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "order_id", std::string, references<OrderModel, "id">> order_id{};
};
inline constexpr auto notes = table<NoteModel>;
