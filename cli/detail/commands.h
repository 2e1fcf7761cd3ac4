// The commands, one function and one file each. They print results to standard output, return the
// exit status and throw what goes wrong.

#pragma once

#include <filesystem>
#include <string>

#include <retort/cli/detail/context.h>

namespace retort::cli::detail {

int init(Context& context, const std::filesystem::path& directory);

struct RevisionOptions {
  std::string message{};
  bool autogenerate = false;
  bool own_all = false;
  std::filesystem::path answers{};
};
int revision(Context& context, const RevisionOptions& options);

struct UpgradeOptions {
  std::string identifier{};
  bool allow_destructive = false;
};
int upgrade(Context& context, const UpgradeOptions& options);
int downgrade(Context& context, const std::string& identifier);

int current(Context& context);
int history(Context& context);

struct CheckOptions {
  bool own_all = false;
};
int check(Context& context, const CheckOptions& options);

}  // namespace retort::cli::detail
