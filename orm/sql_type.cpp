// The errors of the range checks.

#include <retort/orm/error.h>
#include <retort/orm/sql_type.h>

namespace retort::orm::detail {

void throw_out_of_range(std::int64_t value, int bits, bool is_signed) {
  throw ConversionError(std::to_string(value) + " is out of the range of " +
                        (is_signed ? "a signed " : "an unsigned ") + std::to_string(bits) +
                        "-bit integer");
}

void throw_out_of_range(std::uint64_t value) {
  throw ConversionError(std::to_string(value) +
                        " is more than the database's 64-bit signed integers hold");
}

void throw_no_bool(std::int64_t value) {
  throw ConversionError(std::to_string(value) + " is neither 0 (false) nor 1 (true)");
}

}  // namespace retort::orm::detail
