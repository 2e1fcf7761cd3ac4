#include <retort/migrate/detail/likeness.h>
#include <retort/migrate/detail/lossy_type.h>

#include <algorithm>
#include <string_view>

#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

// The longest run of letters that two names share, as a part of the longer name. One that is in the other
// whole, as `first` in `first_name`, says more.
double name_likeness(std::string_view a, std::string_view b) {
  const std::string x = schema::folded(a), y = schema::folded(b);
  std::size_t longest = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < y.size(); ++j) {
      std::size_t run = 0;
      while (i + run < x.size() && j + run < y.size() && x[i + run] == y[j + run]) ++run;
      longest = std::max(longest, run);
    }
  const std::size_t length = std::max(x.size(), y.size());
  const double part = length == 0 ? 0 : static_cast<double>(longest) / static_cast<double>(length);
  const bool is_whole = longest >= 3 && longest == std::min(x.size(), y.size());
  return is_whole ? std::max(part, 0.8) : part;
}

// Among the columns that both tables keep, where this one stands.
std::size_t position(const schema::Table& table, const schema::Column& column) {
  const auto found = std::ranges::find_if(
      table.columns, [&](const schema::Column& one) { return same_name(one.name, column.name); });
  return static_cast<std::size_t>(found - table.columns.begin());
}

struct Scored {
  double score;
  Likeness pair;
};

std::vector<Likeness> best_first(std::vector<Scored> scored) {
  std::ranges::stable_sort(scored, std::greater(), &Scored::score);
  std::vector<Likeness> pairs;
  for (const Scored& one : scored) pairs.push_back(one.pair);
  return pairs;
}

template <class Object, class Score>
std::vector<Likeness> alike(const std::vector<const Object*>& gone,
                            const std::vector<const Object*>& added, Score score_of) {
  std::vector<Scored> scored;
  for (std::size_t i = 0; i < gone.size(); ++i)
    for (std::size_t j = 0; j < added.size(); ++j)
      if (const double score = score_of(*gone[i], *added[j]); score > 0)
        scored.push_back({score, {i, j}});
  return best_first(std::move(scored));
}

// How many of the columns the tables share: a name with its type counts whole, a name alone or a
// type at the same place by half.
double shape_likeness(const schema::Table& a, const schema::Table& b) {
  double shared = 0;
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    const schema::Column& column = a.columns[i];
    if (const schema::Column* same = b.find_column(column.name))
      shared += same->type == column.type ? 1 : 0.5;
    else if (i < b.columns.size() && !a.find_column(b.columns[i].name) &&
             b.columns[i].type == column.type)
      shared += 0.5;
  }
  const std::size_t most = std::max(a.columns.size(), b.columns.size());
  return most == 0 ? 0 : shared / static_cast<double>(most);
}

// A table that has all the columns of another and more of them may well be that one, grown.
bool has_grown(const schema::Table& from, const schema::Table& to) {
  return from.columns.size() > 1 && std::ranges::all_of(from.columns, [&](const auto& column) {
           const schema::Column* same = to.find_column(column.name);
           return same != nullptr && same->type == column.type;
         });
}

double table_score(const schema::Table& gone, const schema::Table& added) {
  const double shape = shape_likeness(gone, added);
  const double name = name_likeness(gone.name, added.name);
  const bool is_alike = shape >= 0.7 || (shape >= 0.5 && (name >= 0.6 || has_grown(gone, added)));
  return is_alike ? shape + name / 2 : 0;
}

double column_score(const schema::Column& gone, const schema::Column& added, bool same_place) {
  if (gone.generated.has_value() != added.generated.has_value()) return 0;
  const double name = name_likeness(gone.name, added.name);
  const bool type = gone.type == added.type;
  const bool is_alike = type || name >= 0.6 || (same_place && same_kind(gone.type, added.type));
  if (!is_alike) return 0;
  const bool rest = gone.nullable == added.nullable &&
                    gone.server_default == added.server_default &&
                    same_name(gone.collation, added.collation);
  return (type ? 2 : 0) + 2 * name + (same_place ? 1 : 0) + (rest ? 1 : 0) + 0.5;
}

}  // namespace

std::vector<Likeness> alike_tables(const std::vector<const schema::Table*>& gone,
                                   const std::vector<const schema::Table*>& added) {
  return alike(gone, added, table_score);
}

std::vector<Likeness> alike_columns(const std::vector<const schema::Column*>& gone,
                                    const std::vector<const schema::Column*>& added,
                                    const schema::Table& before, const schema::Table& after) {
  return alike(gone, added, [&](const schema::Column& a, const schema::Column& b) {
    return column_score(a, b, position(before, a) == position(after, b));
  });
}

}  // namespace retort::migrate::detail
