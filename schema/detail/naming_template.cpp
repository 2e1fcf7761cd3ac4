#include <retort/schema/detail/naming_template.h>

#include <charconv>
#include <optional>

#include <retort/schema/error.h>

namespace retort::schema::detail {

namespace {

[[noreturn]] void refuse(const NamingSubject& subject, const std::string& why) {
  throw Error("naming convention \"" + subject.kind + "\", for table " + subject.table + ": " +
              why);
}

// "0_name", "0N_name", "0_N_name", "1_label": what follows `column_`.
std::optional<std::string> columns_text(std::string_view token, const NamingSubject& subject,
                                        const std::string& table,
                                        const std::vector<std::string>& columns) {
  const std::size_t word = token.rfind('_');
  if (word == token.npos) return std::nullopt;
  const std::string_view which = token.substr(0, word), form = token.substr(word + 1);
  if (form != "name" && form != "key" && form != "label") return std::nullopt;
  const auto text_of = [&](const std::string& column) {
    if (form != "label") return column;
    return (subject.schema.empty() ? "" : subject.schema + "_") + table + "_" + column;
  };
  if (which == "0N" || which == "0_N") {
    std::string text;
    for (const std::string& column : columns)
      text += (text.empty() || which == "0N" ? "" : "_") + text_of(column);
    return text;
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(which.data(), which.data() + which.size(), number);
  if (error != std::errc() || end != which.data() + which.size()) return std::nullopt;
  if (number >= columns.size())
    refuse(subject, "there is no column number " + std::string(which) + ", which %(" +
                        (&columns == &subject.columns ? "" : "referred_") + "column_" +
                        std::string(token) + ")s asks for");
  return text_of(columns[number]);
}

std::optional<std::string> token_text(std::string_view token, const NamingSubject& subject) {
  constexpr std::string_view column = "column_", referred = "referred_column_";
  if (token == "table_name") return subject.table;
  if (token == "constraint_name") return subject.name;
  if (token == "referred_table_name") {
    if (subject.kind != "fk") refuse(subject, "only a foreign key has a %(referred_table_name)s");
    return subject.referred_table;
  }
  if (token.starts_with(column))
    return columns_text(token.substr(column.size()), subject, subject.table, subject.columns);
  if (token.starts_with(referred))
    return columns_text(token.substr(referred.size()), subject, subject.referred_table,
                        subject.referred_columns);
  return std::nullopt;
}

}  // namespace

std::string filled(std::string_view pattern, const NamingSubject& subject) {
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      result += pattern[i];
    } else if (pattern.substr(i, 2) == "%%") {
      result += '%';
      ++i;
    } else {
      const std::size_t end = pattern.find(")s", i);
      if (pattern.substr(i, 2) != "%(" || end == pattern.npos)
        refuse(subject, "a `%` in \"" + std::string(pattern) + "\" begins no %(token)s");
      const std::string_view token = pattern.substr(i + 2, end - i - 2);
      const std::optional<std::string> text = token_text(token, subject);
      if (!text) refuse(subject, "there is no token %(" + std::string(token) + ")s");
      result += *text;
      i = end + 1;
    }
  }
  return result;
}

bool uses_constraint_name(std::string_view pattern) {
  return pattern.find("%(constraint_name)s") != pattern.npos;
}

}  // namespace retort::schema::detail
