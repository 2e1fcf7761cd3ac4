// expect: retort: checked is for bool, integers of less than 64 bits and enumerations with a StoredEnum

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "text", std::string, checked> text{};
};
inline constexpr auto notes = table<NoteModel>;
