// expect: retort: a function that SQL calls takes integers, bool, double

#include <retort/engine/engine.h>
#include <chrono>

auto added() {
  return retort::engine::function("late", [](std::chrono::sys_days day) { return day > day; });
}
