// Documents to text and back.

#include <retort/orm/error.h>
#include <retort/orm/types/json.h>

namespace retort::orm {

using nlohmann::json;

engine::Value SqlType<json>::store(const json& document) {
  // A column of the type JSON has SQLite's numeric affinity, which makes a REAL of this.
  if (document.is_number_unsigned() &&
      document.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
    throw ConversionError(document.dump() +
                          " is a document by itself and more than 64-bit signed integers hold");
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
  auto document = text ? json::parse(*text, nullptr, false) : json(json::value_t::discarded);
  if (document.is_discarded()) throw ConversionError(engine::to_text(stored) + " is not JSON");
  return document;
}

}  // namespace retort::orm
