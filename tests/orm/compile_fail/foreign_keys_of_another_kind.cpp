// expect: retort: foreign_key_of<> names a column whose values are of another kind

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  static constexpr std::tuple constraints{
      foreign_key_of<columns<"number", "order_id">, ItemModel, columns<"id", "order_id">>{}};

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "number", std::string> number{};
  Column<As, "order_id", std::int64_t> order_id{};
};
inline constexpr auto notes = table<NoteModel>;
