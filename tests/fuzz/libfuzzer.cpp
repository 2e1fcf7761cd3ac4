// The entry point of clang's libFuzzer.

#include <cstddef>
#include <cstdint>

#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  retort::fuzz::fuzz_one({reinterpret_cast<const char*>(data), size});
  return 0;
}
