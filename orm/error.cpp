// The text of a refused value.

#include <retort/orm/error.h>

namespace retort::orm {

namespace {

std::string message(std::string_view table, std::string_view column, std::string_view value,
                    std::string_view reason) {
  std::string text(table);
  text.append(".").append(column).append(" does not take ").append(value);
  return text.append(": ").append(reason);
}

}  // namespace

ValidationError::ValidationError(std::string_view table, std::string_view column,
                                 std::string_view value, std::string_view reason)
    : Error(message(table, column, value, reason)),
      table_(table),
      column_(column),
      value_(value),
      reason_(reason) {}

}  // namespace retort::orm
