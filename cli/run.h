// The `migrate` command as a function, for programs that are their own `migrate`.
//
//   int main(int argc, char** argv) { return retort::cli::run(argc, argv, orm::metadata()); }
//
// Results go to standard output, messages to standard error. The result is the exit status: 0 done;
// 1 `check` found differences; 2 usage; 3 configuration, scripts or models; 4 the database refused;
// 5 a person has to decide first.

#pragma once

#include <retort/schema/metadata.h>

namespace retort::cli {

/// Models come from --models or from the configuration file.
int run(int argc, const char* const* argv);

/// Models are the program's own.
int run(int argc, const char* const* argv, const schema::Metadata& models);

}  // namespace retort::cli
