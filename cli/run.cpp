#include <retort/cli/run.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <string>
#include <string_view>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/status.h>
#include <retort/engine/error.h>
#include <retort/migrate/error.h>

namespace retort::cli {

namespace {

int report(const std::exception& error, detail::Status status) {
  std::cerr << "migrate: " << error.what() << '\n';
  return status;
}

// A result that could not be written was not given, and whoever reads it has to know.
int flushed(int status) {
  errno = 0;
  std::cout.flush();
  if (std::cout) return status;
  const int code = errno;
  std::cerr << "migrate: cannot write to standard output"
            << (code == 0 ? "" : std::string(": ") + std::strerror(code)) << '\n';
  return status == detail::done || status == detail::differences ? detail::configuration : status;
}

bool is_typed(std::string_view word, int argc, const char* const* argv) {
  return std::find(argv, argv + argc, word) != argv + argc;
}

int run_line(int argc, const char* const* argv, const Application& application) {
  // The options of all commands take longer to set up than a short command takes to run. So at first there
  // are only those commands whose names were typed; a mistake and --help are told by all of them, and so are
  // the commands that write down what there is.
  if (!is_typed("completion", argc, argv) && !is_typed("man", argc, argv)) {
    detail::CommandLine typed(application);
    for (const detail::CommandEntry& command : detail::commands)
      if (is_typed(command.name, argc, argv)) command.add(typed);
    if (typed.parse(argc, argv)) return typed.run_parsed();
  }
  detail::CommandLine line(application);
  detail::add_commands(line);
  return line.run(argc, argv);
}

int run_command(int argc, const char* const* argv, const Application& application) {
  try {
    return run_line(argc, argv, application);
  } catch (const detail::UsageError& error) {
    return report(error, detail::usage);
  } catch (const migrate::DecisionNeeded& error) {
    return report(error, detail::decision);
  } catch (const migrate::Stopped& error) {
    return report(error, detail::stopped);
  } catch (const migrate::RevisionFailed& error) {
    return report(error, detail::database);
  } catch (const engine::DatabaseError& error) {
    return report(error, detail::database);
  } catch (const std::exception& error) {
    return report(error, detail::configuration);
  }
}

}  // namespace

int run(int argc, const char* const* argv) { return run(argc, argv, Application()); }

int run(int argc, const char* const* argv, const schema::Metadata& models) {
  return run(argc, argv, Application{.models = models});
}

int run(int argc, const char* const* argv, const Application& application) {
  return flushed(run_command(argc, argv, application));
}

}  // namespace retort::cli
