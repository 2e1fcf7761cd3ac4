// The code blocks of a page of the documentation, so that tests can read what people will copy.

#pragma once

#include <test_paths.h>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace retort::testing {

struct DocBlock {
  /// "docs/scripts.md:17", for messages.
  std::string place;
  std::string text;
};

/// The blocks of one language, in order. `page` is relative to the root of the sources.
inline std::vector<DocBlock> doc_blocks(const std::string& page, const std::string& language) {
  std::ifstream stream(std::string(RETORT_SOURCE_DIR) + "/" + page);
  if (!stream) throw std::runtime_error("no page " + page);
  std::vector<DocBlock> blocks;
  bool inside = false;
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    if (!inside && line == "```" + language) {
      inside = true;
      blocks.push_back({page + ":" + std::to_string(number), ""});
    } else if (line.starts_with("```")) {
      inside = false;
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

}  // namespace retort::testing
