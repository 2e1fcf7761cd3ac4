// expect: 'uniqe' was not declared in this scope

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "text", std::string, uniqe> text{};
};
inline constexpr auto notes = table<NoteModel>;
