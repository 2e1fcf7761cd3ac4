// expect: retort: ManyToMany names two columns of the link's model

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  Column<As, "id", std::int64_t, primary_key> id{};
  ManyToMany<As, OrderModel, ItemModel, "order_id", "note_id"> orders{};
};
inline constexpr auto notes = table<NoteModel>;
