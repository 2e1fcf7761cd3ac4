// An engine in memory that writes down what it is asked to do.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <retort/engine/engine.h>

namespace retort::test {

/// Runs of white space as one space, none at the ends.
inline std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

class Recorder {
 public:
  engine::Engine& engine() { return engine_; }

  /// `SQL (parameters)` for each statement since the last call.
  std::vector<std::string> take() { return std::exchange(*log_, {}); }

  /// The one statement since the last call, BEGIN and COMMIT aside; else how many there were.
  std::string sent() {
    auto log = take();
    std::erase(log, "BEGIN");
    std::erase(log, "COMMIT");
    return log.size() == 1 ? log[0] : std::to_string(log.size()) + " statements";
  }

 private:
  std::shared_ptr<std::vector<std::string>> log_ = std::make_shared<std::vector<std::string>>();
  engine::Engine engine_{"sqlite://", {.echo = [log = log_](const engine::EchoEvent& event) {
                           auto line = folded(event.sql);
                           if (!event.parameters.empty())
                             line += " " + engine::to_text(event.parameters);
                           log->push_back(line);
                         }}};
};

}  // namespace retort::test
