// Whom the connections of an engine tell of what they do: its echo and its Events.

#pragma once

#include <string_view>
#include <vector>

#include <retort/engine/echo.h>
#include <retort/engine/events.h>

namespace retort::engine::detail {

struct CachedStatement;
struct ConnectionState;

struct Listeners {
  Echo echo;
  std::vector<Events> events;

  bool any() const { return echo || !events.empty(); }

  // What the functions throw goes on.

  void connection(Events::OfConnection Events::*which, ConnectionState& state) const;
  void savepoint(Events::OfSavepoint Events::*which, ConnectionState& state,
                 std::string_view name) const;
  void error(const DatabaseError& error) const;
  void before(const CachedStatement& statement, const ConnectionState& state) const;

  /// What they throw is lost.
  void after(const CachedStatement& statement, const ConnectionState& state) const noexcept;
  void quietly(Events::OfConnection Events::*which, ConnectionState& state) const noexcept;
  void quietly(Events::OfSavepoint Events::*which, ConnectionState& state,
               std::string_view name) const noexcept;
};

}  // namespace retort::engine::detail
