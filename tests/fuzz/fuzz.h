// What a fuzz target is: a function that takes any bytes, and texts to begin with. What must never
// happen is a crash, a hang or an exception other than the project's own.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::fuzz {

void fuzz_one(std::string_view data);

std::vector<std::string> corpus();

}  // namespace retort::fuzz
