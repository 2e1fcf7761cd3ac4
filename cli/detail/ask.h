// Questions on a terminal.

#pragma once

#include <memory>

#include <retort/migrate/decide.h>

namespace retort::cli::detail {

/// Someone to ask, where standard input and output are both terminals; else null. An input that ends
/// without an answer is DecisionNeeded.
std::unique_ptr<migrate::Asker> terminal_asker();

}  // namespace retort::cli::detail
