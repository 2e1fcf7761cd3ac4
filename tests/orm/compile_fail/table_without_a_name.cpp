// expect: retort: a model says `static constexpr auto table_name

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  Column<As, "id", std::int64_t, primary_key> id{};
};
inline constexpr auto notes = table<NoteModel>;
