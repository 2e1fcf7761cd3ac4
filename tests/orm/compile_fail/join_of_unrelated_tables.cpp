// expect: retort: no foreign key leads from the tables of the query to this one, or back

#include "models.h"

using namespace shop;

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
};
inline constexpr auto notes = table<NoteModel>;

auto both(Session& session) { return session.query(orders).join(items).join(notes).all(); }
