// Runs a fuzz target without a fuzzer: texts of its corpus, mutated. `PROGRAM [RUNS [SEED]]`; the
// seed is printed, so that a failure can be had again.

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "fuzz/fuzz.h"

namespace {

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed), corpus_(retort::fuzz::corpus()) {}

  std::string next() {
    std::string text = corpus_[below(corpus_.size())];
    for (std::size_t changes = below(6); changes > 0; --changes) mutate(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  char byte() {
    // Mostly what means something in these texts.
    constexpr std::string_view likely = "@:+-=\"'[]{}#,.\n\\_0aheadsbcurrent";
    return below(4) != 0 ? likely[below(likely.size())] : static_cast<char>(below(256));
  }

  void mutate(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(below(9), text.size() - at);
    switch (below(6)) {
      case 0: text.insert(at, 1, byte()); return;
      case 1: text.erase(at, length); return;
      case 2: text.insert(at, text.substr(at, length)); return;
      case 3: text.replace(at, length, length, byte()); return;
      case 4: text.resize(at); return;
      default: {
        const std::string& other = corpus_[below(corpus_.size())];
        text.insert(at, other.substr(below(other.size() + 1), 16));
      }
    }
  }

  std::mt19937 random_;
  std::vector<std::string> corpus_;
};

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 20000;
  const unsigned seed =
      argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  for (const std::string& text : retort::fuzz::corpus()) retort::fuzz::fuzz_one(text);
  Mutator mutator(seed);
  for (int i = 0; i < runs; ++i) {
    const std::string text = mutator.next();
    try {
      retort::fuzz::fuzz_one(text);
    } catch (const std::exception& error) {
      std::cerr << "input " << i << " threw \"" << error.what() << "\":\n" << text << '\n';
      return 1;
    }
  }
  std::cout << runs << " inputs\n";
}
