// `migrate init`: the configuration file and the folder of scripts.

#include <filesystem>
#include <iostream>
#include <system_error>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

namespace fs = std::filesystem;

int init(Context& context, const fs::path& directory) {
  const fs::path& file = context.globals().config;
  if (fs::exists(file))
    throw migrate::MigrateError(file.string() + ": exists already; nothing was changed");
  if (fs::exists(directory) && !(fs::is_directory(directory) && fs::is_empty(directory)))
    throw migrate::MigrateError(directory.string() +
                                ": exists and is not empty; nothing was changed");

  std::error_code error;
  fs::create_directories(directory, error);
  if (error)
    throw migrate::MigrateError("cannot make " + directory.string() + ": " + error.message());
  // The file says where the folder is, as seen from itself.
  const fs::path seen = fs::relative(directory, fs::absolute(file).parent_path());
  migrate::detail::write_new_file(
      file, migrate::new_config(context.globals().url, context.globals().models, seen.string()));
  std::cout << "wrote " << file.string() << " and " << directory.string() << "/\n";
  return done;
}

}  // namespace

void add_init(CommandLine& line) {
  auto directory = std::make_shared<fs::path>("migrations");
  line.command("init", "Write a configuration file and a folder for scripts",
               [directory](Context& context) { return init(context, *directory); })
      .optional_argument("directory", *directory, "The folder of scripts");
}

}  // namespace retort::cli::detail
