// expect: retort: this relationship is view_only

#include "models.h"

using namespace shop;

template <class As>
struct ClerkModel;
template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "clerk_id", std::int64_t, references<ClerkModel, "id">> clerk_id{};
};
template <class As>
struct ClerkModel {
  static constexpr auto table_name = "clerks";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, NoteModel, "clerk_id", view_only> notes{};
};

void write(const Handle<Entity<ClerkModel>>& clerk, const Handle<Entity<NoteModel>>& note) {
  clerk->notes.add(note);
}
