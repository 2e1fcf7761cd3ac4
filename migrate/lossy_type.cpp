#include <retort/migrate/detail/lossy_type.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

enum class Kind { unknown, truth, integer, exact, floating, text, date, moment, bytes };

struct Word {
  std::string_view name;
  Kind kind;
  /// How much an integer holds.
  int size = 0;
};

constexpr std::array words = {
    Word{"bool", Kind::truth},         Word{"boolean", Kind::truth},
    Word{"tinyint", Kind::integer, 1}, Word{"smallint", Kind::integer, 2},
    Word{"int2", Kind::integer, 2},    Word{"mediumint", Kind::integer, 3},
    Word{"int", Kind::integer, 4},     Word{"integer", Kind::integer, 4},
    Word{"int4", Kind::integer, 4},    Word{"bigint", Kind::integer, 8},
    Word{"int8", Kind::integer, 8},    Word{"numeric", Kind::exact},
    Word{"decimal", Kind::exact},      Word{"real", Kind::floating},
    Word{"float", Kind::floating},     Word{"double", Kind::floating},
    Word{"char", Kind::text},          Word{"character", Kind::text},
    Word{"varchar", Kind::text},       Word{"nvarchar", Kind::text},
    Word{"text", Kind::text},          Word{"clob", Kind::text},
    Word{"date", Kind::date},          Word{"datetime", Kind::moment},
    Word{"timestamp", Kind::moment},   Word{"blob", Kind::bytes},
    Word{"bytea", Kind::bytes}};

struct Shape {
  Kind kind = Kind::unknown;
  int size = 0;
  /// (10,2)
  std::vector<int> arguments{};
};

Shape shape_of(const schema::Type& type) {
  const std::string text = schema::folded(type.text);
  const std::size_t open = text.find('(');
  const std::string first = text.substr(0, text.find_first_of(" ("));
  Shape shape;
  for (const Word& word : words)
    if (word.name == first) shape = {word.kind, word.size};
  std::string_view rest = open == text.npos ? "" : std::string_view(text).substr(open + 1);
  for (int value = 0; !rest.empty();) {
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error == std::errc()) {
      shape.arguments.push_back(value);
      rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    } else {
      rest.remove_prefix(1);
    }
  }
  return shape;
}

// What has no limit is larger than what has one.
bool is_less(const std::vector<int>& from, const std::vector<int>& to) {
  if (to.empty()) return false;
  if (from.empty()) return true;
  for (std::size_t i = 0; i < std::max(from.size(), to.size()); ++i)
    if ((i < to.size() ? to[i] : 0) < (i < from.size() ? from[i] : 0)) return true;
  return false;
}

}  // namespace

bool may_lose_values(const schema::Type& from_type, const schema::Type& to_type) {
  const Shape from = shape_of(from_type), to = shape_of(to_type);
  if (from.kind == Kind::unknown || to.kind == Kind::unknown) return false;
  if (from.kind == to.kind)
    return from.kind == Kind::integer ? to.size < from.size : is_less(from.arguments, to.arguments);
  // Every value has a text, but not one of every length.
  if (to.kind == Kind::text) return from.kind == Kind::bytes || !to.arguments.empty();
  if (from.kind == Kind::truth || (from.kind == Kind::integer && to.kind == Kind::floating))
    return false;
  if (from.kind == Kind::integer && to.kind == Kind::exact) return !to.arguments.empty();
  return !(from.kind == Kind::date && to.kind == Kind::moment);
}

bool same_kind(const schema::Type& a, const schema::Type& b) {
  const Kind kind = shape_of(a).kind;
  return kind != Kind::unknown && kind == shape_of(b).kind;
}

}  // namespace retort::migrate::detail
