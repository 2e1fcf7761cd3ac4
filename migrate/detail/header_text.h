// The parts of a model as text.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/detail/header_plan.h>

namespace retort::migrate::detail {

/// What the parts of one model are written with.
struct HeaderWords {
  const HeaderPlan& plan;
  const PlannedModel& model;
  const engine::Dialect& dialect;
  std::vector<std::string>& unsaid;

  /// A word of the library, with its namespace where a member of the model has the same name.
  std::string word(const std::string& name) const {
    return model.members.has(name) ? "retort::orm::" + name : name;
  }
  /// `name<a, b>`
  std::string word(const std::string& name, const std::vector<std::string>& arguments) const;
};

std::string joined(const std::vector<std::string>& parts);
/// `  NAME<As, a, b> member{};`, in as many lines of at most 100 characters as it takes.
std::string member_text(const std::string& kind, const std::vector<std::string>& arguments,
                        const std::string& member);

/// The C++ type of a column's values: `std::string`.
std::string cpp_type(introspect::Holds holds);
/// A column of a table with all its options.
std::string column_text(const HeaderWords& words, const PlannedColumn& column);
/// Of a view or virtual table.
std::string read_column_text(const PlannedColumn& column);
/// `  static constexpr std::tuple constraints{...};`, or nothing.
std::string constraints_text(const HeaderWords& words);

// Whether a constraint stands beside its column.

bool is_beside_column(const schema::PrimaryKey& key);
bool is_beside_column(const schema::Unique& unique);
bool is_beside_column(const schema::Index& index);
bool is_beside_column(const PlannedKey& key);
/// `references<...>` of a column, or the part of the tuple.
std::string foreign_key_text(const HeaderWords& words, const PlannedKey& key);

}  // namespace retort::migrate::detail
