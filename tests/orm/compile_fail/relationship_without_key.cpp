// expect: there is no column of this name

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  BelongsTo<As, OrderModel, "order_id"> order{};
};
inline constexpr auto notes = table<NoteModel>;
