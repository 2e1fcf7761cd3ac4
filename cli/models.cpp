// `migrate models`: a database that is there already as a C++ header of models.

#include <iostream>
#include <regex>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/model_header.h>

namespace retort::cli::detail {

namespace {

struct ModelsOptions {
  std::string from{};
  std::filesystem::path output{};
  std::string name_space = migrate::HeaderOptions().name_space;
  std::vector<std::string> tables{};
  std::vector<std::string> exclude{};
  bool no_relationships = false;
  bool json = false;
};

void check_patterns(const std::vector<std::string>& patterns, const char* option) {
  for (const std::string& pattern : patterns)
    if (const std::string fault = migrate::fault_of_pattern(pattern); !fault.empty())
      throw UsageError(std::string(option) + " " + pattern + ": " + fault);
}

// `music`, `app::models`.
void check_namespace(const std::string& name) {
  static const std::regex names("[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*");
  if (!std::regex_match(name, names))
    throw UsageError("--namespace " + name + ": this is no name of a namespace");
}

bool is_url(std::string_view source) {
  return source.find("://") != source.npos && !source.starts_with("command:");
}

migrate::HeaderSource read_source(Context& context, const ModelsOptions& options) {
  check_namespace(options.name_space);
  check_patterns(options.tables, "--tables");
  check_patterns(options.exclude, "--exclude");
  const migrate::Filter filter{.include = options.tables, .exclude = options.exclude};
  const migrate::RunnerTables tables = context.usual_tables();
  const std::vector<std::string> bookkeeping = {tables.version_table, tables.history_table};
  if (options.from.empty()) {
    engine::Connection connection = context.engine(Access::read).connect();
    return migrate::read_header_source(connection, filter, bookkeeping);
  }
  // A database needs no configuration; of a file the URL says what kind of database it is for.
  const std::string& url = is_url(options.from) ? options.from : context.globals().url;
  if (url.empty())
    return migrate::read_header_source(options.from, {}, context.engine(Access::read), filter,
                                       bookkeeping);
  return migrate::read_header_source(options.from, {}, engine::Engine(url), filter, bookkeeping);
}

std::string shown_source(Context& context, const ModelsOptions& options) {
  if (options.from.empty()) return context.engine(Access::read).url().text();
  return is_url(options.from) ? engine::Url::parse(options.from).text() : options.from;
}

int models(Context& context, const ModelsOptions& options) {
  const migrate::HeaderSource source = read_source(context, options);
  const std::string shown = shown_source(context, options);
  const std::string url = is_url(options.from) ? options.from : context.globals().url;
  const engine::Engine engine = url.empty() ? context.engine(Access::read) : engine::Engine(url);
  const migrate::ModelHeader header = migrate::model_header(
      source, engine.dialect(),
      {.name_space = options.name_space,
       .relationships = !options.no_relationships,
       .origin = {"The models of " + shown + ", as `migrate models` wrote them.",
                  "From here on they are yours to change: `migrate check` tells what differs."}});
  if (!options.output.empty()) migrate::detail::write_over(options.output, header.text);
  if (options.json) {
    Json document{{"from", shown}, {"unsaid", header.unsaid}};
    if (options.output.empty())
      document["header"] = header.text;
    else
      document["written"] = options.output.string();
    context.report(text_of(document));
  } else if (options.output.empty()) {
    std::cout << header.text;
  } else {
    std::cout << "wrote " << options.output.string() << '\n';
  }
  for (const std::string& sentence : header.unsaid) std::cerr << "not said: " << sentence << '\n';
  return header.unsaid.empty() ? done : differences;
}

}  // namespace

void add_models(CommandLine& line) {
  auto options = std::make_shared<ModelsOptions>();
  line.command("models", "Write C++ models for a database that is there already",
               [options](Context& context) { return models(context, *options); })
      .option("--from", options->from,
              "The database's URL, or any other source of models; else the database at --url")
      .option("-o,--output", options->output, "The header's file, else standard output")
      .option_with_default("--namespace", options->name_space, "The namespace of the models")
      .option("--tables", options->tables, "Only what matches, such as album*; several times")
      .option("--exclude", options->exclude, "Not what matches; several times")
      .flag("--no-relationships", options->no_relationships, "Columns and constraints only")
      .flag("--json", options->json, "What was written as JSON");
}

}  // namespace retort::cli::detail
