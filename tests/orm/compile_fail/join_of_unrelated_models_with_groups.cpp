// expect: retort: no foreign key leads from the tables of the query to this one, or back

#include "models.h"

using namespace shop;

/// The foreign key of a group leads elsewhere.
template <class As>
struct OfAnOrder {
  Column<As, "note_order_id", std::int64_t, references<OrderModel, "id">> order_id{};
};
struct Place {
  std::string street;
  std::string town;
};

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  Column<As, "id", std::int64_t, primary_key> id{};
  OfAnOrder<As> about{};
  Composite<As, Place, "street", "town"> place{};
};
inline constexpr auto notes = table<NoteModel>;

auto both(Session& session) { return session.query(items).join(notes).all(); }
