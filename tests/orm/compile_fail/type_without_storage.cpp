// expect: retort: no column can hold this type; include its header of orm/types, or specialise SqlType<T>

#include "models.h"

using namespace shop;

struct Point {
  int x, y;
};

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "place", Point> place{};
};
inline constexpr auto notes = table<NoteModel>;
