// expect: retort: unique_of<> names a column that the model does not have

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  static constexpr std::tuple constraints{unique_of<"text", "writer">{}};

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "text", std::string> text{};
};
inline constexpr auto notes = table<NoteModel>;
