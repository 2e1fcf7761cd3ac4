// All the commands, in the order in which --help lists them. Each is defined in the file of its name.

#pragma once

#include <retort/cli/detail/command_line.h>

namespace retort::cli::detail {

void add_init(CommandLine& line);
void add_revision(CommandLine& line);
void add_upgrade(CommandLine& line);
void add_downgrade(CommandLine& line);
void add_current(CommandLine& line);
void add_history(CommandLine& line);
void add_check(CommandLine& line);

inline void add_commands(CommandLine& line) {
  add_init(line);
  add_revision(line);
  add_upgrade(line);
  add_downgrade(line);
  add_current(line);
  add_history(line);
  add_check(line);
}

}  // namespace retort::cli::detail
