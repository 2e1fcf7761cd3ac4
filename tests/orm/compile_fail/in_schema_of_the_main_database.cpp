// expect: retort: in_schema<> names an attached database; a model that says none is of the main one

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  static constexpr std::tuple constraints{in_schema<"main">{}};

  Column<As, "id", std::int64_t, primary_key> id{};
};
inline constexpr auto notes = table<NoteModel>;
