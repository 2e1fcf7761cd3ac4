// Laying out TOML.

#include <retort/schema/detail/toml_writer.h>

#include <algorithm>

#include <retort/schema/detail/utf8.h>

namespace retort::schema::detail {

namespace {

// A value wider than this is not worth pushing every other row to the right for.
constexpr std::size_t widest_aligned = 32;

std::string joined(const std::vector<std::string>& values, std::string_view separator) {
  std::string result;
  for (const std::string& value : values) {
    if (!result.empty()) result += separator;
    result += value;
  }
  return result;
}

}  // namespace

TomlFields& TomlFields::raw(std::string_view key, std::string value) {
  fields_.emplace_back(toml_key(key), std::move(value));
  return *this;
}

TomlFields& TomlFields::text(std::string_view key, std::string_view value) {
  return raw(key, toml_string(value));
}

TomlFields& TomlFields::text_unless_empty(std::string_view key, std::string_view value) {
  return value.empty() ? *this : text(key, value);
}

TomlFields& TomlFields::flag(std::string_view key, bool value) {
  return raw(key, value ? "true" : "false");
}

TomlFields& TomlFields::flag_if(std::string_view key, bool value) {
  return value ? flag(key, true) : *this;
}

TomlFields& TomlFields::texts(std::string_view key, const std::vector<std::string>& values) {
  std::vector<std::string> rendered;
  for (const std::string& value : values) rendered.push_back(toml_string(value));
  return raw(key, toml_list(rendered));
}

TomlFields& TomlFields::append(const TomlFields& others) {
  fields_.insert(fields_.end(), others.fields_.begin(), others.fields_.end());
  return *this;
}

std::string TomlFields::lines() const {
  std::string result;
  for (const auto& [key, value] : fields_) result.append(key).append(" = ").append(value) += '\n';
  return result;
}

std::string TomlFields::inline_table() const { return inline_table({}); }

std::string TomlFields::inline_table(const std::vector<std::size_t>& widths) const {
  if (fields_.empty()) return "{}";
  std::string result = "{ ";
  for (std::size_t place = 0; place < fields_.size(); ++place) {
    const auto& [key, value] = fields_[place];
    result += key + " = " + value;
    if (place + 1 == fields_.size()) break;
    result += ", ";
    const std::size_t width = place < widths.size() ? widths[place] : 0;
    const std::size_t own = code_points(value);
    if (own < width) result.append(width - own, ' ');
  }
  return result + " }";
}

std::string toml_list(const std::vector<std::string>& values) {
  return "[" + joined(values, ", ") + "]";
}

std::string toml_block(const std::vector<std::string>& values) {
  if (values.empty()) return "[]";
  return "[\n  " + joined(values, ",\n  ") + ",\n]";
}

std::string toml_rows(const std::vector<TomlFields>& rows) {
  const auto shared = [&](std::size_t place) {
    return std::ranges::all_of(rows, [&](const TomlFields& row) {
      return place < row.fields_.size() &&
             row.fields_[place].first == rows.front().fields_[place].first;
    });
  };
  std::vector<std::size_t> widths;
  while (!rows.empty() && shared(widths.size())) {
    std::size_t width = 0;
    for (const TomlFields& row : rows) {
      const std::size_t own = code_points(row.fields_[widths.size()].second);
      if (own <= widest_aligned) width = std::max(width, own);
    }
    widths.push_back(width);
  }
  std::vector<std::string> rendered;
  for (const TomlFields& row : rows) rendered.push_back(row.inline_table(widths));
  return toml_block(rendered);
}

}  // namespace retort::schema::detail
