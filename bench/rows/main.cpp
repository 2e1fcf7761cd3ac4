// Every workload of every peer once; scripts/bench does rounds of it.

#include <benchmark/benchmark.h>

BENCHMARK_MAIN();
