// Documents to text and back.

#include <string_view>

#include <retort/orm/error.h>
#include <retort/orm/types/json.h>

namespace retort::orm {

using nlohmann::json;

namespace {

/// Deeper ones SQLite does not read, and what copies or writes them needs a stack as deep.
constexpr int most_levels = 1000;

[[noreturn]] void refuse_depth() {
  throw ConversionError("the document has more than " + std::to_string(most_levels) +
                        " levels, which SQLite does not read as JSON");
}

bool deeper_than(const json& document, int levels) {
  if (!document.is_structured()) return false;
  if (levels == 0) return true;
  for (const auto& each : document) {
    if (deeper_than(each, levels - 1)) return true;
  }
  return false;
}

bool says_deeper_than(std::string_view text, int levels) {
  int depth = 0;
  bool inside_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (inside_text) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == '"')
        inside_text = false;
    } else if (text[i] == '"') {
      inside_text = true;
    } else if (text[i] == '[' || text[i] == '{') {
      if (++depth > levels) return true;
    } else if (text[i] == ']' || text[i] == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

engine::Value SqlType<json>::store(const json& document) {
  // A column of the type JSON has SQLite's numeric affinity, which makes a REAL of this.
  if (document.is_number_unsigned() &&
      document.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
    throw ConversionError(document.dump() +
                          " is a document by itself and more than 64-bit signed integers hold");
  if (deeper_than(document, most_levels)) refuse_depth();
  try {
    return document.dump();
  } catch (const json::exception& error) {
    throw ConversionError(std::string("the document cannot be written as JSON: ") + error.what());
  }
}

json SqlType<json>::load(const engine::Value& stored) {
  if (const auto* number = std::get_if<std::int64_t>(&stored)) return *number;
  if (const auto* real = std::get_if<double>(&stored)) return *real;
  const auto* text = std::get_if<std::string>(&stored);
  // A short text cannot be that deep.
  if (text && text->size() > std::size_t{most_levels} && says_deeper_than(*text, most_levels))
    refuse_depth();
  auto document = text ? json::parse(*text, nullptr, false) : json(json::value_t::discarded);
  if (document.is_discarded()) throw ConversionError(engine::to_text(stored) + " is not JSON");
  return document;
}

}  // namespace retort::orm
