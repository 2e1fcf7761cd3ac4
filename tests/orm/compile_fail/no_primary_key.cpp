// expect: retort: the model has no primary key

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "text", std::string> text{};
};
inline constexpr auto notes = table<NoteModel>;
