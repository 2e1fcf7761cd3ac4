#include <retort/migrate/model_source.h>

#include <dlfcn.h>

#include <algorithm>
#include <string>
#include <system_error>

#include <retort/engine/relative_url.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/child_process.h>
#include <retort/migrate/detail/hints.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>
#include <retort/schema/toml.h>

namespace retort::migrate {

namespace {

constexpr std::string_view command_prefix = "command:";

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? "" : std::string(text.substr(first));
}

// Runs in a child process: opening a library runs code that may do anything.
std::string models_of_library(const std::filesystem::path& library) {
  void* handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) throw MigrateError(::dlerror());
  using Models = const char* (*)();
  const auto models = reinterpret_cast<Models>(::dlsym(handle, "retort_models"));
  if (models == nullptr)
    throw MigrateError("it exports no function `extern \"C\" const char* retort_models()`");
  const char* text = models();
  if (text == nullptr) throw MigrateError("its function retort_models() returned a null pointer");
  return text;
}

// A schema without tables means "drop everything". Nobody says that by saying nothing: a program that
// found no models does, and a command that failed inside a pipe.
std::string text_of(const detail::ChildResult& result, const std::string& source) {
  if (!result.failure.empty()) throw MigrateError("models " + source + ": " + result.failure);
  if (result.output.find_first_not_of(" \t\r\n") == std::string::npos)
    throw MigrateError(
        "models " + source +
        ": it gave no text, which is not taken for a schema without tables; a comment "
        "(`# no tables`) says that");
  return result.output;
}

// Of a schema that a database has given names already; the ones it has none for are still to be named.
schema::Metadata named(schema::Metadata metadata, const schema::NamingConvention& convention,
                       const std::string& source) {
  try {
    schema::apply(convention, metadata);
  } catch (const Error& error) {
    throw MigrateError("models " + source + ": " + error.what());
  }
  return metadata;
}

schema::Metadata build_ddl(const std::filesystem::path& file, const engine::Engine& engine,
                           engine::Connection* beside) {
  const std::string ddl = detail::read_text_file(file, "models");
  engine::Connection scratch = engine.scratch();
  try {
    return introspect::normal_form(scratch, ddl, beside);
  } catch (const Error& error) {
    throw MigrateError("models " + file.string() + ": " + error.what());
  }
}

schema::Metadata read_database(std::string_view source, const std::filesystem::path& folder,
                               const std::vector<std::string>& bookkeeping) {
  engine::Engine other(engine::relative_to(engine::Url::parse(source), folder),
                       {.read_only = true, .create = false});
  try {
    engine::Connection connection = other.connect();
    schema::Metadata metadata = introspect::introspect(connection);
    std::erase_if(metadata.tables, [&](const schema::Table& table) {
      return std::ranges::any_of(bookkeeping, [&](const std::string& name) {
        return schema::same_name(table.name, name);
      });
    });
    return metadata;
  } catch (const Error& error) {
    throw MigrateError("models " + other.url().text() + ": " + error.what());
  }
}

// The models of one database. An empty schema would be taken for "drop everything".
schema::Metadata chosen(const schema::Metadata& models, std::string_view schema_name) {
  schema::Metadata result = schema::in_schema(models, schema_name);
  const schema::Metadata nothing;
  if (models == nothing || result != nothing) return result;
  throw Error(schema_name.empty()
                  ? "all of them lie in attached databases; `schema` in the "
                    "configuration says of which one the migrations are"
                  : "none of them lies in the schema \"" + std::string(schema_name) +
                        "\", of which the configuration says `schema`");
}

schema::Metadata parse(const std::string& toml, const std::string& source,
                       const engine::Engine& engine, const schema::NamingConvention& convention,
                       engine::Connection* beside, std::string_view schema_name) {
  try {
    return normal_form(schema::read_toml(toml, source), engine, convention, source, beside,
                       schema_name);
  } catch (const MigrateError&) {
    throw;
  } catch (const Error& error) {
    throw MigrateError(std::string("models: ") + error.what());
  }
}

}  // namespace

schema::Metadata load_models(std::string_view source, const std::filesystem::path& folder,
                             const engine::Engine& engine,
                             const std::vector<std::string>& bookkeeping,
                             const schema::NamingConvention& convention, engine::Connection* beside,
                             std::string_view schema_name) {
  if (source.starts_with(command_prefix)) {
    const std::string command = trimmed(source.substr(command_prefix.size()));
    const std::string shown = "`" + command + "`";
    return parse(text_of(detail::run_command(command, folder), shown), shown, engine, convention,
                 beside, schema_name);
  }
  if (source.find("://") != std::string_view::npos)
    return named(read_database(source, folder, bookkeeping), convention, std::string(source));

  const std::filesystem::path file = folder / source;
  std::error_code error;
  if (!std::filesystem::exists(file, error))
    throw MigrateError("models " + file.string() + ": " +
                       (error ? error.message() : "there is no such file"));
  const std::string extension = file.extension().string();
  if (extension == ".sql") return named(build_ddl(file, engine, beside), convention, file.string());
  if (extension == ".toml")
    return parse(detail::read_text_file(file, "models"), file.string(), engine, convention, beside,
                 schema_name);
  if (extension == ".so" || extension == ".dylib")
    return parse(text_of(detail::run_in_child(
                             [&] { return models_of_library(std::filesystem::absolute(file)); }),
                         file.string()),
                 file.string(), engine, convention, beside, schema_name);
  throw MigrateError("models " + file.string() +
                     ": cannot tell what it is by its name; models are a .toml, .sql or .so file, "
                     "`command: ...` or a database's URL");
}

schema::Metadata normal_form(const schema::Metadata& models, const engine::Engine& engine,
                             const schema::NamingConvention& convention, std::string_view source,
                             engine::Connection* beside, std::string_view schema_name) {
  engine::Connection scratch = engine.scratch();
  try {
    // Names come first: they may say the schema.
    schema::Metadata all = models;
    schema::apply(convention, all);
    const schema::Metadata declared = chosen(all, schema_name);
    schema::Metadata normal = introspect::normal_form(scratch, declared, beside);
    detail::keep_hints(declared, normal);
    return normal;
  } catch (const Error& error) {
    throw MigrateError("models " + std::string(source) + ": " + error.what());
  }
}

}  // namespace retort::migrate
