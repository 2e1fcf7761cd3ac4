// `migrate init`: the configuration file, the folder of scripts, and what else a template has.

#include <filesystem>
#include <iostream>
#include <system_error>
#include <vector>

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

bool is_there(const fs::path& path) {
  std::error_code unseen;
  return fs::exists(path, unseen);
}

bool is_empty_folder(const fs::path& path) {
  std::error_code unseen;
  return fs::is_directory(path, unseen) && fs::is_empty(path, unseen);
}

void require_free(const fs::path& file) {
  if (is_there(file))
    throw migrate::MigrateError(file.string() + ": exists already; nothing was changed");
}

fs::path seen_from(const fs::path& folder, const fs::path& path) {
  std::error_code error;
  const fs::path seen = fs::relative(fs::absolute(path), folder, error);
  return error ? fs::absolute(path) : seen;
}

// Files and folders that are taken back together, should one of them fail.
class NewPaths {
 public:
  NewPaths() = default;
  ~NewPaths() {
    std::error_code ignored;
    for (auto path = made_.rbegin(); path != made_.rend(); ++path) fs::remove(*path, ignored);
  }
  NewPaths(const NewPaths&) = delete;
  NewPaths& operator=(const NewPaths&) = delete;

  void folder(const fs::path& folder) {
    std::vector<fs::path> missing;
    for (fs::path path = fs::absolute(folder); !is_there(path) && path.has_relative_path();
         path = path.parent_path())
      missing.push_back(path);
    made_.insert(made_.end(), missing.rbegin(), missing.rend());
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
      throw migrate::MigrateError("cannot make " + folder.string() + ": " + error.message());
  }
  void file(const fs::path& file, const std::string& text) {
    migrate::detail::write_new_file(file, text);
    made_.push_back(file);
  }
  void keep() { made_.clear(); }

 private:
  std::vector<fs::path> made_;
};

int init(Context& context, const InitOptions& options) {
  if (options.directory.empty()) throw UsageError("the folder of scripts has no name");
  const fs::path& file = context.globals().config;
  const fs::path home = file.parent_path();
  const Template& chosen = find_template(options.name);
  // The file says where the folder is, as seen from itself.
  const Project project =
      chosen.make({.url = context.globals().url,
                   .models = context.globals().models,
                   .scripts = seen_from(fs::absolute(file).parent_path(), options.directory)});

  require_free(file);
  if (is_there(options.directory) && !is_empty_folder(options.directory))
    throw migrate::MigrateError(options.directory.string() +
                                ": exists and is not empty; nothing was changed");
  for (const NewFile& made : project.files) require_free(home / made.path);

  std::string wrote = file.string();
  NewPaths paths;
  paths.folder(options.directory);
  for (const fs::path& folder : project.folders) paths.folder(home / folder);
  paths.file(file, project.configuration);
  for (const NewFile& made : project.files) {
    paths.file(home / made.path, made.text);
    wrote += ", " + (home / made.path).string();
  }
  paths.keep();
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
