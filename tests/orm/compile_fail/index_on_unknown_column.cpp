// expect: retort: ascending<> or descending<> names a column that the model does not have

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  static constexpr std::tuple constraints{index_on<"ix_notes", descending<"written">>{}};

  Column<As, "id", std::int64_t, primary_key> id{};
};
inline constexpr auto notes = table<NoteModel>;
