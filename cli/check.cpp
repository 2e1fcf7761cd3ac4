// `migrate check`: whether models, history and database agree.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/diff.h>

namespace retort::cli::detail {

namespace {

struct CheckOptions {
  bool own_all = false;
};

void print(const std::vector<migrate::Operation>& operations) {
  for (const migrate::Operation& operation : operations)
    std::cout << "  " << migrate::describe(operation) << '\n';
}

int check(Context& context, const CheckOptions& options) {
  const migrate::Graph& graph = context.graph();
  engine::Engine& engine = context.engine(Access::read);
  const migrate::Comparison compared =
      migrate::compare(engine, graph, context.models(), context.config().version_table,
                       {.own_all = options.own_all});
  bool same = true;

  if (!compared.at_head) {
    same = false;
    std::cout << "revisions that are not applied:\n";
    for (const migrate::Move& move : graph.upgrade_path(compared.rows, "heads"))
      std::cout << "  " << line(*move.revision, graph) << '\n';
  }
  const std::vector<migrate::Operation> wanted = migrate::diff(compared.database, compared.models);
  if (!wanted.empty()) {
    same = false;
    std::cout << "the database differs from the models; they need:\n";
    print(wanted);
    std::cout << migrate::unified_diff(compared.database, compared.models, wants_colour());
  }
  // A database that is at head and still is not what its scripts build was changed behind their
  // back. One that differs from its models in the same way has been reported already.
  if (!compared.history)
    std::cerr << "drift was not looked for, since the scripts alone do not build this database: "
              << compared.no_history << '\n';
  if (compared.history && compared.at_head && !graph.empty() && wanted.empty()) {
    const std::vector<migrate::Operation> drift =
        migrate::diff(*compared.history, compared.database);
    if (!drift.empty()) {
      same = false;
      std::cout << "the database differs from what its scripts build; without a script it had:\n";
      print(drift);
    }
  }
  if (same) std::cout << "nothing differs\n";
  return same ? done : differences;
}

}  // namespace

void add_check(CommandLine& line) {
  auto options = std::make_shared<CheckOptions>();
  line.command("check", "Whether models, scripts and database agree",
               [options](Context& context) { return check(context, *options); })
      .flag("--own-all", options->own_all, "Also report what neither models nor scripts know");
}

}  // namespace retort::cli::detail
