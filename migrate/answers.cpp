#include <retort/migrate/answers.h>

#include <nlohmann/json.hpp>
#include <string>

#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/schema/detail/toml_node.h>

namespace retort::migrate {

namespace {

using Json = nlohmann::json;
using schema::detail::TomlNode;

// Only what answers are made of; anything else becomes null and is refused by its kind.
Json to_json(const TomlNode& node) {
  if (const auto* text = std::get_if<std::string>(&node.value)) return *text;
  if (const auto* array = std::get_if<schema::detail::TomlArray>(&node.value)) {
    Json json = Json::array();
    for (const TomlNode& element : *array) json.push_back(to_json(element));
    return json;
  }
  if (const auto* table = std::get_if<schema::detail::TomlTable>(&node.value)) {
    Json json = Json::object();
    for (const auto& entry : *table) json[entry.key] = to_json(entry.node);
    return json;
  }
  return nullptr;
}

Json parse(const std::string& text, const std::filesystem::path& file) {
  const std::string source = "answers " + file.string();
  try {
    if (file.extension() != ".toml") return Json::parse(text);
    return to_json({1, schema::detail::parse_toml(text, source)});
  } catch (const Json::parse_error& error) {
    // The library's own number of the error stands before it, in brackets.
    const std::string what = error.what();
    const std::size_t after = what.starts_with('[') ? what.find(']') : what.npos;
    throw MigrateError(source + ": " + (after == what.npos ? what : what.substr(after + 2)));
  } catch (const Error& error) {
    throw MigrateError(error.what());
  }
}

}  // namespace

Answers read_answers(const std::filesystem::path& file) {
  const Json json = parse(detail::read_text_file(file, "answers"), file);
  const auto fail = [&](const std::string& what) {
    throw MigrateError("answers " + file.string() + ": " + what);
  };
  if (!json.is_object()) fail("the file must be an object");

  Answers answers;
  const auto texts = [&](const std::string& key, const Json& value) {
    std::map<std::string, std::string> result;
    if (!value.is_object()) fail(key + " must be an object of texts");
    for (const auto& [name, text] : value.items()) {
      if (!text.is_string()) fail(key + "." + name + " must be a text");
      result[name] = text.get<std::string>();
    }
    return result;
  };
  for (const auto& [key, value] : json.items()) {
    if (key == "rename_table") {
      answers.rename_table = texts(key, value);
      answers.all_table_renames = true;
    } else if (key == "rename_column") {
      answers.rename_column = texts(key, value);
      answers.all_column_renames = true;
    } else if (key == "fill") {
      answers.fill = texts(key, value);
    } else if (key == "drop") {
      if (!value.is_array()) fail("drop must be a list of names");
      for (const Json& name : value) {
        if (!name.is_string()) fail("drop must be a list of names");
        answers.drop.push_back(name.get<std::string>());
      }
    } else {
      fail("unknown key `" + key + "`; there are rename_table, rename_column, fill and drop");
    }
  }
  return answers;
}

}  // namespace retort::migrate
