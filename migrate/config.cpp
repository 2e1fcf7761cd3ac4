// Reading and writing migrate.toml.

#include <retort/migrate/config.h>

#include <cstdlib>

#include <retort/engine/error.h>
#include <retort/engine/relative_url.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>

namespace retort::migrate {

namespace {

using schema::detail::TomlNode;
using schema::detail::TomlReader;

// The text with every ${NAME} replaced from the environment. A `$` without a brace is itself.
std::string with_environment(const TomlReader& reader, int line, std::string_view text) {
  std::string result;
  for (std::size_t begin; (begin = text.find("${")) != std::string_view::npos;) {
    const std::size_t end = text.find('}', begin);
    if (end == std::string_view::npos)
      reader.fail(line, "\"${\" without its \"}\" in \"" + std::string(text) + "\"");
    const std::string name(text.substr(begin + 2, end - begin - 2));
    const char* value = std::getenv(name.c_str());
    if (!value) reader.fail(line, "the environment variable " + name + " is not set");
    result.append(text.substr(0, begin)).append(value);
    text.remove_prefix(end + 1);
  }
  return result.append(text);
}

std::string read_value(TomlReader& reader, std::string_view key, std::string absent) {
  const std::optional<std::string> text = reader.optional_text(key);
  return text ? with_environment(reader, reader.find(key)->line, *text) : std::move(absent);
}

// A database file is found from the folder of the configuration, so that the command works from
// anywhere.
std::string read_url(TomlReader& reader, const std::filesystem::path& folder) {
  const std::string text = read_value(reader, "url", "");
  if (text.empty()) return text;
  try {
    const engine::Url url = engine::Url::parse(text);
    const engine::Url located = engine::relative_to(url, folder);
    return located == url ? text : located.text(true);
  } catch (const engine::UrlError& error) {
    reader.fail(reader.find("url")->line, error.what());
  }
}

Config read(TomlReader& reader, const std::filesystem::path& file) {
  const std::filesystem::path folder = file.parent_path();
  Config config{.file = file};
  config.url = read_url(reader, folder);
  config.models = read_value(reader, "models", "");
  config.script_location =
      (folder / read_value(reader, "script_location", "migrations")).lexically_normal();
  config.version_table = read_value(reader, "version_table", config.version_table);
  if (config.version_table.empty())
    reader.fail(reader.find("version_table")->line, "\"version_table\" is empty");
  reader.finish();
  return config;
}

}  // namespace

Config read_config(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    throw MigrateError(file.string() +
                       ": there is no such configuration file; `migrate init` makes one, and "
                       "--config names another");
  const std::string text = detail::read_text_file(file, "cannot read the configuration");
  try {
    const std::string source = file.string();
    const schema::detail::TomlTable root = schema::detail::parse_toml(text, source);
    TomlReader reader(root, 1, source, "configuration");
    return read(reader, file);
  } catch (const MigrateError&) {
    throw;
  } catch (const Error& error) {
    throw MigrateError(error.what());
  }
}

std::string new_config(std::string_view url, std::string_view models,
                       std::string_view script_location) {
  using schema::detail::toml_string;
  const auto entry = [](std::string_view key, std::string_view value, std::string_view example) {
    const bool given = !value.empty();
    return std::string(given ? "" : "# ") + std::string(key) + " = " +
           toml_string(given ? value : example) + "\n";
  };
  return "# What the `migrate` command works on. Paths start at this file's folder; ${NAME} in a "
         "value\n"
         "# stands for the environment variable NAME, so that no password has to be written here.\n"
         "\n"
         "# The database: sqlite:///file.db, or sqlite:////full/path/file.db.\n" +
         entry("url", url, "sqlite:///app.db") +
         "\n"
         "# Where the schema is declared: a .toml or .sql file, a shared library, another "
         "database's\n"
         "# URL, or `command: ` and a command that prints the schema.\n" +
         entry("models", models, "schema.toml") +
         "\n"
         "# The folder of the revisions.\n" +
         entry("script_location", script_location, "migrations") +
         "\n"
         "# The table in which the database keeps the revisions that it has.\n" +
         entry("version_table", Config().version_table, "");
}

}  // namespace retort::migrate
