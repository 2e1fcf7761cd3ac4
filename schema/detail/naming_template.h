// One template of a naming convention, put together for one constraint.
//
//   NamingSubject subject{.kind = "uq", .table = "t", .columns = {"a", "b"}};
//   filled("uq_%(table_name)s_%(column_0_N_name)s", subject)   // "uq_t_a_b"

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::schema::detail {

struct NamingSubject {
  std::string kind{};
  /// Of the table, and of the one that is referred to.
  std::string schema{};
  std::string table{};
  std::string name{};
  std::vector<std::string> columns{};
  std::string referred_table{};
  std::vector<std::string> referred_columns{};
};

/// Throws retort::Error for an unknown token and for a column that the subject does not have.
std::string filled(std::string_view pattern, const NamingSubject& subject);

bool uses_constraint_name(std::string_view pattern);

}  // namespace retort::schema::detail
