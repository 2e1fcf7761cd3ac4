// All the commands, in the order in which --help lists them. Each is defined in the file of its name.

#pragma once

#include <retort/cli/detail/command_line.h>

namespace retort::cli::detail {

void add_init(CommandLine& line);
void add_list_templates(CommandLine& line);
void add_revision(CommandLine& line);
void add_merge(CommandLine& line);
void add_rebase(CommandLine& line);
void add_squash(CommandLine& line);
void add_edit(CommandLine& line);
void add_upgrade(CommandLine& line);
void add_downgrade(CommandLine& line);
void add_plan(CommandLine& line);
void add_lint(CommandLine& line);
void add_restore(CommandLine& line);
void add_stamp(CommandLine& line);
void add_ensure_version(CommandLine& line);
void add_current(CommandLine& line);
void add_heads(CommandLine& line);
void add_branches(CommandLine& line);
void add_history(CommandLine& line);
void add_show(CommandLine& line);
void add_check(CommandLine& line);
void add_test(CommandLine& line);
void add_status(CommandLine& line);
void add_repair(CommandLine& line);
void add_models(CommandLine& line);
void add_embed(CommandLine& line);
void add_import(CommandLine& line);
void add_completion(CommandLine& line);
void add_man(CommandLine& line);

inline void add_commands(CommandLine& line) {
  add_init(line);
  add_list_templates(line);
  add_revision(line);
  add_merge(line);
  add_rebase(line);
  add_squash(line);
  add_edit(line);
  add_upgrade(line);
  add_downgrade(line);
  add_plan(line);
  add_lint(line);
  add_restore(line);
  add_stamp(line);
  add_ensure_version(line);
  add_current(line);
  add_heads(line);
  add_branches(line);
  add_history(line);
  add_show(line);
  add_check(line);
  add_test(line);
  add_status(line);
  add_repair(line);
  add_models(line);
  add_embed(line);
  add_import(line);
  add_completion(line);
  add_man(line);
}

}  // namespace retort::cli::detail
