#include <retort/engine/echo.h>

#include <ostream>

namespace retort::engine {

Echo echo_to(std::ostream& stream) {
  return [&stream](const EchoEvent& event) {
    if (!event.token.empty()) stream << '[' << event.token << "] ";
    stream << event.sql << '\n';
    if (!event.parameters.empty()) stream << to_text(event.parameters) << '\n';
  };
}

}  // namespace retort::engine
