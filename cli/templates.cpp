#include <retort/cli/detail/templates.h>

#include <algorithm>

#include <retort/cli/detail/status.h>
#include <retort/migrate/config.h>

namespace retort::cli::detail {

namespace {

// These two are literals line by line: no line of this file may look like an include of theirs.
constexpr auto cpp_models =
    "// The application's models. `migrate` compares the database with them.\n"
    "\n"
    "#pragma once\n"
    "\n"
    "#include <cstdint>\n"
    "#include <string>\n"
    "\n"
    "#include <retort/orm/model.h>\n"
    "\n"
    "template <class As>\n"
    "struct NoteModel {\n"
    "  static constexpr auto table_name = \"notes\";\n"
    "\n"
    "  retort::orm::Column<As, \"id\", std::int64_t, retort::orm::primary_key> id{};\n"
    "  retort::orm::Column<As, \"text\", std::string> text{};\n"
    "};\n"
    "\n"
    "using Note = retort::orm::Entity<NoteModel>;\n"
    "inline constexpr auto notes = retort::orm::table<NoteModel>;\n";

constexpr auto cpp_main =
    "// The application, which is its own `migrate`:\n"
    "//\n"
    "//   app revision --autogenerate -m \"create notes\"\n"
    "//   app upgrade head\n"
    "\n"
    "#include <retort/retort.h>\n"
    "\n"
    "#include \"models.h\"\n"
    "\n"
    "int main(int argc, char** argv) {\n"
    "  return retort::cli::run(argc, argv, retort::orm::metadata());\n"
    "}\n";

constexpr auto cpp_cmake = R"(cmake_minimum_required(VERSION 3.25)
project(app LANGUAGES CXX)

find_package(retort REQUIRED)

add_executable(app main.cpp)
target_compile_features(app PRIVATE cxx_std_20)
target_link_libraries(app PRIVATE retort::retort)
)";

constexpr auto sql_models =
    R"(-- The schema as it shall be. `migrate revision --autogenerate` compares the database with it.
--
-- CREATE TABLE artists (
--   id INTEGER NOT NULL,
--   name VARCHAR NOT NULL,
--   PRIMARY KEY (id)
-- );
)";

std::string or_else(const std::string& text, const std::string& otherwise) {
  return text.empty() ? otherwise : text;
}

Project plain(const ProjectWishes& wishes) {
  return {.configuration = migrate::new_config(wishes.url, wishes.models, wishes.scripts.string()),
          .folders = {wishes.scripts}};
}

Project cpp(const ProjectWishes& wishes) {
  return {
      .configuration = migrate::new_config(or_else(wishes.url, "sqlite:///app.db"), wishes.models,
                                           wishes.scripts.string()),
      .folders = {wishes.scripts},
      .files = {{"CMakeLists.txt", cpp_cmake}, {"main.cpp", cpp_main}, {"models.h", cpp_models}}};
}

Project sql(const ProjectWishes& wishes) {
  Project project{.configuration = migrate::new_config(or_else(wishes.url, "sqlite:///app.db"),
                                                       or_else(wishes.models, "schema.sql"),
                                                       wishes.scripts.string()),
                  .folders = {wishes.scripts}};
  if (wishes.models.empty()) project.files.push_back({"schema.sql", sql_models});
  return project;
}

Project multidb(const ProjectWishes& wishes) {
  Project project{
      .configuration =
          "# What the `migrate` command works on: several databases, each with its own scripts.\n"
          "#\n"
          "#   migrate -n first -n second upgrade head\n"
          "#\n"
          "# What stands above the environments holds for all of them.\n"
          "version_table = \"migrate_version\"\n"};
  for (const std::string name : {"first", "second"}) {
    const std::filesystem::path folder = wishes.scripts / name;
    project.configuration += "\n[environments." + name + "]\nurl = \"sqlite:///" + name +
                             ".db\"\nmodels = \"" + name + ".sql\"\nscript_location = \"" +
                             folder.string() + "\"\n";
    project.folders.push_back(folder);
    project.files.push_back({name + ".sql", sql_models});
  }
  return project;
}

}  // namespace

const std::vector<Template>& templates() {
  static const std::vector<Template> all = {
      {"default", "a configuration file and a folder of scripts", plain},
      {"cpp", "an application in C++ that is its own `migrate`", cpp},
      {"sql", "SQL only: the schema is a script of DDL", sql},
      {"multidb", "several databases in one configuration", multidb}};
  return all;
}

const Template& find_template(std::string_view name) {
  const auto found = std::ranges::find(templates(), name, &Template::name);
  if (found != templates().end()) return *found;
  std::string names;
  for (const Template& known : templates())
    names += (names.empty() ? "" : ", ") + std::string(known.name);
  throw UsageError("there is no template \"" + std::string(name) + "\"; there are " + names);
}

}  // namespace retort::cli::detail
