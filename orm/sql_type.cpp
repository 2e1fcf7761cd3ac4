// The errors of the range checks.

#include <retort/orm/error.h>
#include <retort/orm/sql_type.h>

namespace retort::orm::detail {

namespace {

[[noreturn]] void refuse(const std::string& value, std::string_view type) {
  throw ConversionError(value + " is out of the range of " + std::string(type));
}

}  // namespace

void throw_out_of_range(std::int64_t value, std::string_view type) {
  refuse(std::to_string(value), type);
}

void throw_out_of_range(std::uint64_t value, std::string_view type) {
  refuse(std::to_string(value), type);
}

}  // namespace retort::orm::detail
