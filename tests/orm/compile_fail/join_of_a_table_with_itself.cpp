// expect: retort: the query has the table of this relationship already; join an alias of it

#include "models.h"

using namespace shop;

template <class As>
struct PartModel {
  static constexpr auto table_name = "parts";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "whole_id", std::optional<std::int64_t>, references<PartModel, "id">> whole_id{};
  BelongsTo<As, PartModel, "whole_id"> whole{};
};
inline constexpr auto parts = table<PartModel>;

auto query(const Session& session) { return session.query(parts).join(parts.whole); }
