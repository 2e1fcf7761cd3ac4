// expect: retort: positioned_by<> and keyed_by<> name a column of the model at the other end

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, ItemModel, "order_id", keyed_by<"title">> things{};
};
inline constexpr auto notes = table<NoteModel>;
