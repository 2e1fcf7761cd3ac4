// What the command's exit statuses mean.

#pragma once

namespace retort::cli::detail {

enum Status { done = 0, differences = 1, usage = 2, configuration = 3, database = 4, decision = 5 };

}  // namespace retort::cli::detail
