// migrate::Script: one revision, as it stands in its file.
//
//   migrate::Script script = migrate::read_script("migrations/3f2a9c1b7d04_create_artists.toml");
//   std::string text = migrate::write_script(script);
//
// A script is TOML, made to be read in review: a header, then the lists [[upgrade]] and
// [[downgrade]] of operations (docs/scripts.md has every operation with its keys). What
// write_script makes, parse_script reads back as the same value.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/operation.h>

namespace retort::migrate {

struct Script {
  std::string revision{};
  /// Parents; empty for a base, several for a merge.
  std::vector<std::string> down_revisions{};
  std::vector<std::string> depends_on{};
  std::vector<std::string> branch_labels{};
  std::string message{};
  /// RFC 3339, "2026-11-22T11:30:00Z".
  std::string created{};
  std::vector<Operation> upgrade{};
  std::vector<Operation> downgrade{};
  /// Where it was read from; takes no part in what is written.
  std::filesystem::path path{};
};

/// Throws MigrateError with "FILE:LINE: what is wrong", unknown keys included.
Script parse_script(std::string_view text, const std::filesystem::path& path);
Script read_script(const std::filesystem::path& path);

std::string write_script(const Script& script);

/// Every *.toml of a folder, in the order of their file names. A missing folder is an error.
std::vector<Script> read_scripts(const std::filesystem::path& folder);

/// A new revision id: twelve random hexadecimal digits, as Alembic's.
std::string new_revision_id();

/// `<revision>_<slug>.toml`; the slug is the message's words in lower case, cut at a word near 40.
std::string script_file_name(const Script& script);

}  // namespace retort::migrate
