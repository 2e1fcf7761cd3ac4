// expect: retort: positioned_by<> and keyed_by<> name a column of the model at the other end

#include <retort/orm/model.h>

using namespace retort::orm;

template <class As>
struct PartModel;

template <class As>
struct WholeModel {
  static constexpr auto table_name = "wholes";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, PartModel, "whole_id", positioned_by<"plaice">> parts{};
};

template <class As>
struct PartModel {
  static constexpr auto table_name = "parts";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "place", int> place{};
  Column<As, "whole_id", std::int64_t, references<WholeModel, "id">> whole_id{};
};

inline constexpr auto wholes = table<WholeModel>;
