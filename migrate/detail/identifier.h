// The words that say where to go: `3f2a`, `head`, `base`, `+2`, `label@head`, `head-1`, `label@-1`.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <retort/migrate/detail/revisions.h>

namespace retort::migrate::detail {

/// An identifier taken apart: `[branch@][name][+N|-N]`.
struct Identifier {
  /// As it was written, for messages.
  std::string text{};
  std::string branch{};
  /// Empty where the steps count from where the database is.
  std::string name{};
  std::optional<int> steps{};

  bool is_relative() const { return name.empty(); }
  /// Whether it counts from a database's rows.
  bool is_of_rows() const { return name.empty() || name == "current"; }
};

/// Throws MigrateError for what is no identifier.
Identifier parse_identifier(std::string_view text);

/// The revision of an id, a label or the unique beginning of one. Throws MigrateError for none,
/// and for an ambiguous one with what it could mean.
Number find_revision(const Revisions& revisions, std::string_view name);

/// A place between revisions: after one, or before all of them.
using Position = std::optional<Number>;

/// Where an identifier with a name points to. Throws MigrateError where that is not one place:
/// `head` of a history with several, `heads`, a fork on the way.
Position find_position(const Revisions& revisions, const Identifier& identifier);

/// Steps up (or down, where negative) from a place, among the revisions of `within` only.
Position walk(const Revisions& revisions, Position from, int steps, const Members& within,
              std::string_view text);

/// What the identifier's branch allows: the lineage of the revision before the `@`, or everything.
Members allowed(const Revisions& revisions, const Identifier& identifier);

/// The revisions that no other requires, among all or on the identifier's branch.
Numbers find_heads(const Revisions& revisions, const Identifier& identifier);

}  // namespace retort::migrate::detail
