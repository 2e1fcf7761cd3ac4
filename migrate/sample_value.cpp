#include <retort/migrate/detail/sample_value.h>

#include <cctype>
#include <charconv>
#include <string>

namespace retort::migrate::detail {

namespace {

std::string two_digits(std::size_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string date(std::size_t row) {
  return std::to_string(2000 + row / 336 % 100) + "-" + two_digits(row / 28 % 12 + 1) + "-" +
         two_digits(row % 28 + 1);
}

// The numbers and the texts in quotes of an expression. A number may be the length of a text.
void add_literals(std::string_view text, char letter, std::vector<engine::Value>& values) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\'') {
      const std::size_t end = text.find('\'', at + 1);
      if (end == text.npos) return;
      values.emplace_back(std::string(text.substr(at + 1, end - at - 1)));
      at = end;
    } else if (std::isdigit(static_cast<unsigned char>(text[at])) != 0) {
      std::int64_t number = 0;
      const char* const end = text.data() + text.size();
      const auto read = std::from_chars(text.data() + at, end, number);
      for (const std::int64_t beside : {number, number + 1, number - 1})
        values.emplace_back(beside);
      if (number > 0 && number <= 100)
        values.emplace_back(std::string(static_cast<std::size_t>(number), letter));
      at = static_cast<std::size_t>(read.ptr - text.data()) - 1;
    }
  }
}

}  // namespace

engine::Value sample_value(const schema::Type& type, std::size_t row) {
  std::string name;
  for (const char c : type.text)
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const auto has = [&](std::string_view word) { return name.find(word) != name.npos; };
  const auto number = static_cast<std::int64_t>(row) + 1;
  if (has("BOOL")) return number % 2;
  if (has("INT")) return number;
  if (has("TIMESTAMP") || has("DATETIME")) return date(row) + " 12:00:00";
  if (has("DATE")) return date(row);
  if (has("TIME")) return two_digits(row / 60 % 24) + ":" + two_digits(row % 60) + ":00";
  if (has("JSON")) return "{\"n\": " + std::to_string(number) + "}";
  if (has("BLOB") || has("BYTE") || has("BINARY"))
    return engine::Blob{std::byte(row / 256 % 256), std::byte(row % 256)};
  if (has("REAL") || has("FLOA") || has("DOUB") || has("NUM") || has("DEC"))
    return static_cast<double>(number) + 0.25;
  return "text " + std::to_string(number);
}

std::vector<engine::Value> other_values(const schema::Table& table, const schema::Column& column,
                                        std::size_t row) {
  std::vector<engine::Value> values = {sample_value(column.type, row)};
  const char letter = static_cast<char>('a' + row % 26);
  for (const schema::Check& check : table.checks) add_literals(check.expression, letter, values);
  values.emplace_back(static_cast<std::int64_t>(row));
  values.emplace_back(std::string(1, letter));
  values.emplace_back(std::to_string(row));
  values.emplace_back("name" + std::to_string(row) + "@example.com");
  if (column.nullable) values.emplace_back(engine::Null());
  return values;
}

}  // namespace retort::migrate::detail
