// Reading and writing migrate.toml.

#include <retort/migrate/config.h>

#include <algorithm>
#include <set>
#include <system_error>

#include <retort/engine/error.h>
#include <retort/engine/relative_url.h>
#include <retort/migrate/detail/config_values.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/schema/detail/nearest.h>
#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>
#include <retort/schema/name.h>

namespace retort::migrate {

namespace {

using schema::detail::TomlEntry;
using schema::detail::TomlNode;
using schema::detail::TomlReader;
using schema::detail::TomlTable;

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string read_value(TomlReader& reader, std::string_view key, std::string absent) {
  const TomlNode* node = reader.find(key);
  return node ? reader.text(key) : std::move(absent);
}

// A database file is found from the folder of the configuration, so that the command works from
// anywhere.
std::string read_url(TomlReader& reader, const std::filesystem::path& folder) {
  std::string text = read_value(reader, "url", "");
  if (text.empty()) return text;
  try {
    const engine::Url url = engine::Url::parse(text);
    const engine::Url located = engine::relative_to(url, folder);
    return located == url ? text : located.text(true);
  } catch (const engine::UrlError& error) {
    reader.fail(reader.find("url")->line, error.what());
  }
}

// A key that is one path or a list of them.
std::vector<std::filesystem::path> read_paths(TomlReader& reader, std::string_view key,
                                              const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  const TomlNode* node = reader.find(key);
  if (node == nullptr) return paths;
  const bool one = std::holds_alternative<std::string>(node->value);
  for (const std::string& text : one ? std::vector{reader.text(key)} : reader.texts(key))
    paths.push_back((folder / text).lexically_normal());
  if (paths.empty()) reader.fail(node->line, in_quotes(key) + " is empty");
  return paths;
}

std::string read_name(TomlReader& reader, std::string_view key, const std::string& absent) {
  std::string name = read_value(reader, key, absent);
  if (name.empty()) reader.fail(reader.find(key)->line, in_quotes(key) + " is empty");
  return name;
}

std::int64_t read_number(TomlReader& reader, std::string_view key, std::int64_t absent) {
  const TomlNode* node = reader.find(key);
  if (node == nullptr) return absent;
  const auto* number = std::get_if<std::int64_t>(&node->value);
  if (number == nullptr || *number < 0)
    reader.fail(node->line, in_quotes(key) + " has to be a number that is not negative");
  return *number;
}

std::vector<PostWriteHook> read_hooks(TomlReader& reader, const std::filesystem::path& folder) {
  std::vector<PostWriteHook> hooks;
  for (const TomlNode& node : reader.list("post_write_hooks")) {
    TomlReader entry(node, reader.source(), "post-write hook");
    PostWriteHook hook{.name = entry.text_or_empty("name"),
                       .executable = entry.text("executable"),
                       .options = read_value(entry, "options", ""),
                       .cwd = folder / read_value(entry, "cwd", ".")};
    if (hook.name.empty()) hook.name = hook.executable;
    entry.finish();
    hooks.push_back(std::move(hook));
  }
  return hooks;
}

schema::NamingConvention read_naming_convention(TomlReader& reader) {
  schema::NamingConvention names;
  const TomlNode* node = reader.find("naming_convention");
  if (node == nullptr) return names;
  TomlReader entry(*node, reader.source(), "naming_convention");
  for (const std::string_view kind : {"ix", "uq", "ck", "fk", "pk"})
    if (std::optional<std::string> text = entry.optional_text(kind))
      names.emplace(kind, std::move(*text));
  entry.finish();
  return names;
}

void read_autogenerate(TomlReader& reader, Config& config) {
  const TomlNode* node = reader.find("autogenerate");
  if (node == nullptr) return;
  TomlReader entry(*node, reader.source(), "autogenerate");
  config.own_all = entry.flag("own_all");
  config.filter = {entry.texts("include"), entry.texts("exclude")};
  for (const char* key : {"include", "exclude"})
    for (const std::string& pattern : entry.texts(key))
      if (const std::string fault = fault_of_pattern(pattern); !fault.empty())
        entry.fail(entry.find(key)->line, in_quotes(pattern) + ": " + fault);
  entry.finish();
}

void read_lint(TomlReader& reader, Config& config) {
  const TomlNode* node = reader.find("lint");
  if (node == nullptr) return;
  TomlReader entry(*node, reader.source(), "lint");
  config.lint.oldest_version = read_value(entry, "oldest_version", "");
  if (config.lint.oldest_version.find_first_not_of("0123456789.") != std::string::npos)
    entry.fail(entry.find("oldest_version")->line,
               in_quotes(config.lint.oldest_version) + " is no version, such as \"3.35\"");
  config.lint.level = read_value(entry, "level", config.lint.level);
  if (config.lint.level != "error" && config.lint.level != "warning" &&
      config.lint.level != "notice")
    entry.fail(entry.find("level")->line, "\"level\" cannot be " + in_quotes(config.lint.level) +
                                              "; it is one of: error, warning, notice");
  entry.finish();
}

void read_backup(TomlReader& reader, const std::filesystem::path& folder, Config& config) {
  const TomlNode* node = reader.find("backup");
  if (node == nullptr) return;
  TomlReader entry(*node, reader.source(), "backup");
  if (const std::string text = read_value(entry, "folder", ""); !text.empty())
    config.backup.folder = (folder / text).lexically_normal();
  config.backup.keep = static_cast<std::size_t>(read_number(entry, "keep", 0));
  entry.finish();
}

Config read(TomlReader& reader, const std::filesystem::path& file) {
  const std::filesystem::path folder = file.parent_path();
  Config config{.file = file};
  config.url = read_url(reader, folder);
  config.models = read_value(reader, "models", "");
  config.schema = read_value(reader, "schema", "");
  config.version_locations = read_paths(reader, "version_locations", folder);
  const std::string script_location = read_value(reader, "script_location", "");
  if (!script_location.empty() || config.version_locations.empty())
    config.script_location =
        (folder / (script_location.empty() ? "migrations" : script_location)).lexically_normal();
  else
    config.script_location = config.version_locations.front();
  if (config.version_locations.empty()) config.version_locations = {config.script_location};
  config.recursive_version_locations = reader.flag("recursive_version_locations");
  config.file_template = read_name(reader, "file_template", config.file_template);
  config.truncate_slug_length = static_cast<std::size_t>(read_number(
      reader, "truncate_slug_length", static_cast<std::int64_t>(config.truncate_slug_length)));
  config.timezone = read_name(reader, "timezone", config.timezone);
  config.post_write_hooks = read_hooks(reader, folder);
  config.version_table = read_name(reader, "version_table", config.version_table);
  config.history_table = read_name(reader, "history_table", config.history_table);
  if (schema::same_name(config.version_table, config.history_table))
    throw MigrateError(file.string() + ": version_table and history_table are both " +
                       in_quotes(config.version_table) + "; they are two tables");
  config.transaction_per_migration = reader.flag("transaction_per_migration", true);
  config.lock_timeout = std::chrono::seconds(read_number(reader, "lock_timeout", 60));
  read_autogenerate(reader, config);
  read_lint(reader, config);
  read_backup(reader, folder, config);
  config.naming_convention = read_naming_convention(reader);
  reader.finish();
  return config;
}

// The top of the file with the keys of one environment in place of its own.
TomlTable chosen(TomlTable root, std::string_view environment, const std::string& source) {
  const auto found = std::ranges::find(root, "environments", &TomlEntry::key);
  TomlTable environments;
  if (found != root.end()) {
    const auto* table = std::get_if<TomlTable>(&found->node.value);
    if (table == nullptr)
      schema::detail::fail_at(source, found->line, "\"environments\" has to be a table of tables");
    environments = *table;
    root.erase(found);
  }
  if (environment.empty()) return root;
  std::vector<std::string> names;
  for (const TomlEntry& entry : environments) names.push_back(entry.key);
  const auto wanted = std::ranges::find(environments, environment, &TomlEntry::key);
  if (wanted == environments.end())
    throw MigrateError(source + ": there is no environment " + in_quotes(environment) +
                       schema::detail::did_you_mean(environment, names) +
                       (names.empty() ? "; the file has none" : ""));
  const auto* keys = std::get_if<TomlTable>(&wanted->node.value);
  if (keys == nullptr)
    schema::detail::fail_at(source, wanted->line,
                            "the environment " + in_quotes(environment) + " has to be a table");
  for (const TomlEntry& entry : *keys) {
    std::erase_if(root, [&](const TomlEntry& other) { return other.key == entry.key; });
    root.push_back(entry);
  }
  return root;
}

}  // namespace

Config read_config(const std::filesystem::path& file, std::string_view environment,
                   const RunArguments& arguments) {
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error)
    throw MigrateError(file.string() +
                       ": there is no such configuration file; `migrate init` makes one, and "
                       "--config names another");
  const std::string text = detail::read_text_file(file, "cannot read the configuration");
  try {
    const std::string source = file.string();
    TomlTable root = chosen(schema::detail::parse_toml(text, source), environment, source);
    detail::substitute(root, arguments, source);
    TomlReader reader(root, 1, source, "configuration");
    Config config = read(reader, file);
    config.environment = environment;
    return config;
  } catch (const MigrateError&) {
    throw;
  } catch (const Error& error) {
    throw MigrateError(error.what());
  }
}

std::vector<Revision> read_revisions(const Config& config) {
  if (config.version_locations.size() == 1)
    return read_revisions(config.version_locations.front(), config.recursive_version_locations);
  std::vector<Revision> all;
  std::set<std::filesystem::path> seen;
  for (const std::filesystem::path& folder : config.version_locations)
    for (Revision& revision : read_revisions(folder, config.recursive_version_locations))
      if (seen.insert(revision.path).second) all.push_back(std::move(revision));
  return all;
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
