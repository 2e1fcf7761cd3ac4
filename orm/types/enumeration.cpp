// Looking up the values of enumerations.

#include <retort/orm/error.h>
#include <retort/orm/types/enumeration.h>

namespace retort::orm::detail {

namespace {

template <class Write>
std::string list(const EnumText* begin, std::size_t count, Write write) {
  std::string sql;
  for (std::size_t i = 0; i < count; ++i) {
    sql += i == 0 ? "(" : ", ";
    write(sql, begin[i]);
  }
  return sql + ")";
}

std::string quoted(std::string_view text) {
  return engine::to_text(engine::Value(std::string(text)));
}

}  // namespace

std::string enum_text(const EnumText* begin, std::size_t count, std::int64_t value) {
  for (std::size_t i = 0; i < count; ++i) {
    if (begin[i].value == value) return std::string(begin[i].text);
  }
  throw ConversionError(std::to_string(value) + " is none of the enumeration's values");
}

std::int64_t enum_value(const EnumText* begin, std::size_t count, const std::string& text) {
  for (std::size_t i = 0; i < count; ++i) {
    if (begin[i].text == text) return begin[i].value;
  }
  throw ConversionError(quoted(text) + " is none of " + enum_texts(begin, count));
}

std::int64_t enum_listed(const EnumText* begin, std::size_t count, std::int64_t value) {
  for (std::size_t i = 0; i < count; ++i) {
    if (begin[i].value == value) return value;
  }
  throw ConversionError(std::to_string(value) + " is none of " + enum_values(begin, count));
}

std::string enum_texts(const EnumText* begin, std::size_t count) {
  return list(begin, count,
              [](std::string& sql, const EnumText& entry) { sql += quoted(entry.text); });
}

std::string enum_values(const EnumText* begin, std::size_t count) {
  return list(begin, count,
              [](std::string& sql, const EnumText& entry) { sql += std::to_string(entry.value); });
}

}  // namespace retort::orm::detail
