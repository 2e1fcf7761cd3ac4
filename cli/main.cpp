#include <retort/cli/run.h>
#include <retort/engine/memory_statistics.h>

int main(int argc, char** argv) {
  retort::engine::without_memory_statistics();
  return retort::cli::run(argc, argv);
}
