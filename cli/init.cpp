// `migrate init`: the configuration file, the folder of scripts, and what else a template has.

#include <filesystem>
#include <iostream>
#include <system_error>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/status.h>
#include <retort/cli/detail/templates.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

namespace fs = std::filesystem;

struct InitOptions {
  fs::path directory = "migrations";
  std::string name = "default";
};

void require_free(const fs::path& file) {
  if (fs::exists(file))
    throw migrate::MigrateError(file.string() + ": exists already; nothing was changed");
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw migrate::MigrateError("cannot make " + folder.string() + ": " + error.message());
}

int init(Context& context, const InitOptions& options) {
  const fs::path& file = context.globals().config;
  const fs::path home = file.parent_path();
  const Template& chosen = find_template(options.name);
  // The file says where the folder is, as seen from itself.
  const Project project = chosen.make(
      {.url = context.globals().url,
       .models = context.globals().models,
       .scripts = fs::relative(fs::absolute(options.directory), fs::absolute(file).parent_path())});

  require_free(file);
  if (fs::exists(options.directory) &&
      !(fs::is_directory(options.directory) && fs::is_empty(options.directory)))
    throw migrate::MigrateError(options.directory.string() +
                                ": exists and is not empty; nothing was changed");
  for (const NewFile& made : project.files) require_free(home / made.path);

  std::string wrote = file.string();
  make_folder(options.directory);
  for (const fs::path& folder : project.folders) make_folder(home / folder);
  migrate::detail::write_new_file(file, project.configuration);
  for (const NewFile& made : project.files) {
    migrate::detail::write_new_file(home / made.path, made.text);
    wrote += ", " + (home / made.path).string();
  }
  std::cout << "wrote " << wrote << " and " << options.directory.string() << "/\n";
  return done;
}

}  // namespace

void add_init(CommandLine& line) {
  auto options = std::make_shared<InitOptions>();
  line.command("init", "Write a configuration file and a folder for scripts",
               [options](Context& context) { return init(context, *options); })
      .optional_argument("directory", options->directory, "The folder of scripts")
      .option_with_default("-t,--template", options->name, "What else; `list_templates` has them");
}

}  // namespace retort::cli::detail
