// The `migrate` command as a function, for programs that are their own `migrate`.
//
//   int main(int argc, char** argv) { return retort::cli::run(argc, argv, orm::metadata()); }
//
// One that also carries its scripts works on the disk of somebody who has neither folder nor
// configuration:
//
//   return retort::cli::run(argc, argv, retort::cli::Application{
//       .models = orm::metadata(), .scripts = embedded::migrations(), .url = "sqlite:///app.db"});
//
// Results go to standard output, messages to standard error. The result is the exit status: 0 done;
// 1 `check` found differences; 2 usage; 3 configuration, scripts or models; 4 the database refused;
// 5 a person has to decide first; 130 it was stopped by a signal, in good order.

#pragma once

#include <optional>
#include <string>

#include <retort/migrate/embedded.h>
#include <retort/migrate/functions.h>
#include <retort/migrate/runner.h>
#include <retort/schema/metadata.h>

namespace retort::cli {

/// A program that is its own `migrate`; every member may be left out.
struct Application {
  /// None: they come from --models or from the configuration file.
  std::optional<schema::Metadata> models{};
  /// Used where there is no folder of scripts. Without a configuration file they are all there is,
  /// and the commands that write scripts are refused.
  migrate::EmbeddedScripts scripts{};
  /// What scripts call by name.
  migrate::Functions functions{};
  /// The database, where neither the command line nor a configuration file names one.
  std::string url{};
  /// Where there is no configuration file.
  migrate::RunnerTables tables{};
};

/// Models come from --models or from the configuration file.
int run(int argc, const char* const* argv);

/// Models are the program's own.
int run(int argc, const char* const* argv, const schema::Metadata& models);

/// `application` says what the program brings along.
int run(int argc, const char* const* argv, const Application& application);

}  // namespace retort::cli
