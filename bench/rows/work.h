// A workload of a peer, and how Google Benchmark comes to know it.
//
//   const Work raw_insert("insert_each", "raw", 200'000, [](File& file, std::size_t count, Timer time) {
//     ...                              // what is not measured
//     time([&] { ... });               // what is
//   });

#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <string>

#include "data.h"

namespace bench {

using Timer = std::function<void(const std::function<void()>&)>;

struct Work {
  using Body = std::function<void(File&, std::size_t count, const Timer&)>;

  /// Is run once a round at a tenth, at a third and at all of `most`.
  Work(const std::string& work, const std::string& peer, std::size_t most, Body body) {
    auto* made = benchmark::RegisterBenchmark(
        (work + "/" + peer).c_str(), [body = std::move(body)](benchmark::State& state) {
          File file;
          const auto count = static_cast<std::size_t>(state.range(0));
          body(file, count, [&](const std::function<void()>& measured) {
            for (auto _ : state) measured();
          });
        });
    for (const std::size_t size : {most / 10, most / 3, most})
      made->Arg(static_cast<std::int64_t>(size));
    made->Iterations(1)->Unit(benchmark::kMillisecond);
  }
};

}  // namespace bench
