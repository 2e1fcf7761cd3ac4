// Echo: every statement that a connection runs, told to a log that the program chooses.
//
//   engine::Options options{.echo = [](const engine::EchoEvent& event) {
//     std::clog << event.sql << ' ' << engine::to_text(event.parameters) << '\n'; }};
//
// An engine without an echo pays nothing for it. The function is called on the thread that runs the
// statement, before it runs; it may not use the connection. Parameters are in the order of binding.
// What else an engine tells is in events.h.

#pragma once

#include <functional>
#include <iosfwd>
#include <span>
#include <string_view>

#include <retort/engine/value.h>

namespace retort::engine {

struct EchoEvent {
  /// The statement, BEGIN, SAVEPOINT, COMMIT and ROLLBACK among them. Valid during the call.
  std::string_view sql;
  std::span<const Value> parameters;
  /// Connection::logging_token(); SessionOptions::logging_token for the statements of a session.
  std::string_view token;
};

using Echo = std::function<void(const EchoEvent&)>;

/// Writes each statement, behind `[token] ` where the connection has one, and on the next line its
/// parameters where it has any. The stream must outlive the engine.
Echo echo_to(std::ostream& stream);

}  // namespace retort::engine
