#include <retort/migrate/sqlite/copy_comparison.h>

#include <algorithm>
#include <optional>

#include <retort/migrate/sqlite/affinity.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

using schema::same_name;

class Comparison {
 public:
  Comparison(const TableChange& change, const std::string& copy, const engine::Dialect& dialect,
             const RowRange& range)
      : change_(change),
        dialect_(dialect),
        old_table_(dialect.quote(change.after.name)),
        copy_(dialect.quote(copy)),
        range_(range) {}

  std::vector<Step> steps() && {
    const auto count = [&](const std::string& table, const std::string& name) {
      return "(SELECT count(*) FROM " + table + " AS " + name +
             (range_ ? " WHERE " + range_(name) : "") + ")";
    };
    add("SELECT * FROM (SELECT " + count(old_table_, "was") + " AS \"before\", " +
            count(copy_, "copy") + " AS \"after\") WHERE \"before\" <> \"after\"",
        "the copy has another number of rows", Step::Kind::must_be_empty);
    find_key();
    if (!pairs_.empty()) compare_values();
    return std::move(steps_);
  }

 private:
  const schema::Table& before() const { return *change_.before; }
  const schema::Table& after() const { return change_.after; }

  void add(std::string sql, std::string reason, Step::Kind kind) {
    steps_.push_back({.sql = std::move(sql), .reason = std::move(reason), .kind = kind});
  }

  std::string of_old(const std::string& name) const { return "was." + name; }
  std::string of_copy(const std::string& name) const { return "copy." + name; }

  bool is_taken_over(const schema::Column& column) const {
    const schema::Column* was = before().find_column(column.name);
    return was && !was->generated && !column.generated && change_.is_carried(column.name);
  }
  bool is_filled(const schema::Column& column) const { return change_.fills.contains(column.name); }
  bool is_converted(const schema::Column& column) const {
    const schema::Column& was = *before().find_column(column.name);
    return affinity(was.type.text, before().options.strict) !=
           affinity(column.type.text, after().options.strict);
  }

  // By what a row and its copy find each other: the rowid where it stays the same, else the primary
  // key, else nothing.
  void find_key() {
    if (keeps_rowids(change_)) {
      const std::string rowid = *rowid_name(before(), after());
      if (const schema::Column* alias = rowid_alias(after()); alias && is_taken_over(*alias))
        paired_ = alias;
      pairs_ = of_copy(rowid) + " = " + of_old(rowid);
      shown_ = of_old(rowid);
      missing_ = of_copy(rowid) + " IS NULL";
      return;
    }
    if (!after().primary_key) return;
    for (const std::string& name : column_names(after().primary_key->columns)) {
      const schema::Column* column = after().find_column(name);
      if (!is_taken_over(*column) || is_filled(*column) || is_converted(*column)) return clear();
      const std::string quoted = dialect_.quote(name);
      pairs_ += (pairs_.empty() ? "" : " AND ") + of_copy(quoted) + " IS " + of_old(quoted);
      shown_ += (shown_.empty() ? "" : ", ") + of_old(quoted);
      // No key of a copy is NULL where the rows before had none: the new table would allow it then.
      missing_ = of_copy(quoted) + " IS NULL AND " + of_old(quoted) + " IS NOT NULL";
    }
  }

  void clear() { pairs_.clear(); }

  // As bytes, whatever the collation; where the affinity is another one SQLite compares what the two
  // mean.
  std::string differ(const schema::Column& column) const {
    const std::string name = dialect_.quote(column.name);
    const std::string other = of_old(name) + " IS NOT " + of_copy(name) + " COLLATE BINARY";
    return is_filled(column) ? '(' + of_old(name) + " IS NOT NULL AND " + other + ')' : other;
  }

  void compare_values() {
    std::string same_type = missing_;
    std::string converted;
    for (const schema::Column& column : after().columns) {
      if (!is_taken_over(column) || &column == paired_) continue;
      (is_converted(column) ? converted : same_type) += " OR " + differ(column);
    }
    const char* reason = "the copy of rows differs from them";
    if (converted.empty()) return add(different(same_type), reason, Step::Kind::must_be_empty);
    // Nobody is told a second time what they have allowed.
    add(different(same_type + converted), reason, Step::Kind::loss);
    steps_.back().faults_alone = different(same_type);
  }

  // In the order of the table itself: from an index that has the columns the copy would be searched all over.
  // A range has to find its rows, and is short.
  std::string different(const std::string& difference) const {
    return "SELECT " + shown_ + " FROM " + old_table_ + " AS was" + (range_ ? "" : " NOT INDEXED") +
           " LEFT JOIN " + copy_ + " AS copy ON " + pairs_ + " WHERE " +
           (range_ ? range_("was") + " AND (" + difference + ")" : difference) + " LIMIT 4";
  }

  const TableChange& change_;
  const engine::Dialect& dialect_;
  const std::string old_table_;
  const std::string copy_;
  const RowRange& range_;
  std::string pairs_, shown_, missing_;
  /// The column by which a row and its copy find each other, and so the same in both.
  const schema::Column* paired_ = nullptr;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> compare_copy(const TableChange& change, const std::string& copy,
                               const engine::Dialect& dialect, const RowRange& range) {
  return Comparison(change, copy, dialect, range).steps();
}

}  // namespace retort::migrate::sqlite
