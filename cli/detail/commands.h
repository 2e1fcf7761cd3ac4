// All the commands, in the order in which --help lists them. Each is defined in the file of its name.

#pragma once

#include <string_view>

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

struct CommandEntry {
  std::string_view name;
  void (*add)(CommandLine& line);
};

inline constexpr CommandEntry commands[] = {
    {"init", add_init},
    {"list_templates", add_list_templates},
    {"revision", add_revision},
    {"merge", add_merge},
    {"rebase", add_rebase},
    {"squash", add_squash},
    {"edit", add_edit},
    {"upgrade", add_upgrade},
    {"downgrade", add_downgrade},
    {"plan", add_plan},
    {"lint", add_lint},
    {"restore", add_restore},
    {"stamp", add_stamp},
    {"ensure_version", add_ensure_version},
    {"current", add_current},
    {"heads", add_heads},
    {"branches", add_branches},
    {"history", add_history},
    {"show", add_show},
    {"check", add_check},
    {"test", add_test},
    {"status", add_status},
    {"repair", add_repair},
    {"models", add_models},
    {"embed", add_embed},
    {"import", add_import},
    {"completion", add_completion},
    {"man", add_man},
};

inline void add_commands(CommandLine& line) {
  for (const CommandEntry& command : commands) command.add(line);
}

}  // namespace retort::cli::detail
