// `migrate embed`: a folder of scripts as C++ source. CMake's retort_embed_migrations() calls it.

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/embed.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

namespace fs = std::filesystem;
using migrate::detail::write_over;

struct EmbedArguments {
  std::vector<std::string> folders{};
  fs::path output = ".";
  std::string name = "migrations";
  std::string name_space = "embedded";
  bool recursive = false;
  bool depfile = false;
};

// A space or a sign of make's in a file's name.
std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == '\\') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

// What make and ninja read: the source, and what it was made from.
std::string rule(const fs::path& output, const std::vector<fs::path>& inputs) {
  std::string text = escaped(output.string()) + ":";
  for (const fs::path& input : inputs) text += " \\\n  " + escaped(fs::absolute(input).string());
  return text + "\n";
}

int embed(const EmbedArguments& arguments) {
  const migrate::EmbeddedSource source = migrate::embed(
      {arguments.folders.begin(), arguments.folders.end()}, {.name = arguments.name,
                                                             .name_space = arguments.name_space,
                                                             .recursive = arguments.recursive});
  const fs::path base = arguments.output / arguments.name;
  std::error_code error;
  fs::create_directories(arguments.output, error);
  if (error)
    throw migrate::MigrateError("cannot make " + arguments.output.string() + ": " +
                                error.message());
  write_over(base.string() + ".h", source.header);
  write_over(base.string() + ".cpp", source.code);
  if (arguments.depfile)
    write_over(base.string() + ".d", rule(base.string() + ".cpp", source.inputs));
  return done;
}

}  // namespace

void add_embed(CommandLine& line) {
  auto arguments = std::make_shared<EmbedArguments>();
  line.command("embed", "Write scripts as C++ source, to be built into a program",
               [arguments](Context&) { return embed(*arguments); })
      .arguments("folders", arguments->folders, "The folders of scripts")
      .option("-o,--output", arguments->output, "The folder for the source and its header")
      .option_with_default("--function", arguments->name, "Its name, and that of the header")
      .option_with_default("--namespace", arguments->name_space, "The namespace of the function")
      .flag("--recursive", arguments->recursive, "Also scripts in folders inside these")
      .flag("--depfile", arguments->depfile, "Also write what it depends on, for make and ninja");
}

}  // namespace retort::cli::detail
