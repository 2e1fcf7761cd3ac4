// migrate::Script: one revision, as it stands in its file.
//
//   migrate::Script script = migrate::read_script("migrations/3f2a9c1b7d04_create_artists.toml");
//   std::string text = migrate::write_script(script);
//
// A script is TOML, made to be read in review: a header, then the lists [[upgrade]] and
// [[downgrade]] of operations (docs/scripts.md has every operation with its keys). What
// write_script makes, parse_script reads back as the same value. A file that ends in .sql has the
// same header in comments, and SQL in place of the lists.
//
// A Revision is the header alone, with the text that the rest can be read from. Whoever asks about
// a history needs no more, and a history of thousands of scripts is read in the time of their
// headers.

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/operation.h>

namespace retort::migrate {

namespace detail {
struct ReadScript;
}  // namespace detail

/// What a script says of one of lint's findings (lint.h): it is meant, and why.
struct Suppression {
  std::string code{};
  std::string reason{};

  bool operator==(const Suppression&) const = default;
};

/// The header of a script.
struct Revision {
  std::string revision{};
  /// Parents; empty for a base, several for a merge.
  std::vector<std::string> down_revisions{};
  std::vector<std::string> depends_on{};
  std::vector<std::string> branch_labels{};
  /// The revisions that this one stands for, oldest first: what `squash` made one of.
  std::vector<std::string> replaces{};
  std::string message{};
  /// RFC 3339, "2026-11-22T11:30:00Z".
  std::string created{};
  /// The script's own word for what `--allow-destructive` allows.
  bool allow_destructive = false;
  std::vector<Suppression> suppress{};
  /// Where it was read from; takes no part in what is written.
  std::filesystem::path path{};
  /// The whole file. Empty in a script that was made in memory.
  std::string text{};
  /// What it replaces, where that is part of a program; null where it lies in a folder beside `path`
  /// (database_graph.h).
  std::shared_ptr<const std::vector<Revision>> originals{};
  /// Of a graph's revisions: what load() has read, which many databases may want.
  std::shared_ptr<detail::ReadScript> read{};
};

struct Script : Revision {
  std::vector<Operation> upgrade{};
  std::vector<Operation> downgrade{};
};

/// Throws MigrateError with "FILE:LINE: what is wrong", unknown keys included.
Script parse_script(std::string_view text, const std::filesystem::path& path);
Script read_script(const std::filesystem::path& path);

/// Reads the header and keeps the text. Mistakes below the header are found by `load`.
Revision parse_revision(std::string text, const std::filesystem::path& path);
/// The whole script of a revision, from its text. One of a graph is parsed once; the graph keeps it.
Script load(const Revision& revision);

std::string write_script(const Script& script);

/// The headers of every *.toml and *.sql of a folder (and of the folders in it, where `recursive`), in
/// the order of their paths. A missing folder is an error.
std::vector<Revision> read_revisions(const std::filesystem::path& folder, bool recursive = false);

/// A new revision id: twelve random hexadecimal digits, as Alembic's.
std::string new_revision_id();

/// `<revision>_<slug>.toml`; the slug is the message's words in lower case, cut at a word near 40.
std::string script_file_name(const Script& script);

}  // namespace retort::migrate
