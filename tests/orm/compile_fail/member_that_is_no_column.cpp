// expect: retort: a member of a model is a Column, a relationship, or a struct of these

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  std::string text{};
};
inline constexpr auto notes = table<NoteModel>;
