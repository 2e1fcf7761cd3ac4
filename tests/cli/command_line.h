// Runs the built `migrate` as a user would: in an empty folder, with its output and exit status.

#pragma once

#include <sys/wait.h>

#include <test_paths.h>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace retort::tests {

namespace fs = std::filesystem;

struct Outcome {
  int status = -1;
  std::string out{};
  std::string err{};
};

inline std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

inline void write_file(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

/// A folder of its own that is gone with the object.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "retort-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::permissions(path_, fs::perms::owner_all, ignored);
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& path() const { return path_; }
  fs::path operator/(const std::string& name) const { return path_ / name; }

  /// Runs a shell command there; `migrate` is the built one.
  Outcome run(const std::string& command) const {
    const fs::path out = path_ / ".out", err = path_ / ".err";
    const std::string line = "cd '" + path_.string() + "' && migrate() { '" + RETORT_MIGRATE +
                             "' \"$@\"; }; (" + command + "\n) >'" + out.string() + "' 2>'" +
                             err.string() + "' </dev/null";
    const int status = std::system(line.c_str());
    Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(out), read_file(err)};
    fs::remove(out);
    fs::remove(err);
    return outcome;
  }

  /// Every file below it with its content: equal before and after what must change nothing.
  std::map<std::string, std::string> contents() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(path_))
      if (entry.is_regular_file()) all[entry.path().string()] = read_file(entry.path());
    return all;
  }

 private:
  fs::path path_;
};

inline int lines(const std::string& text) {
  int count = 0;
  for (const char c : text) count += c == '\n' ? 1 : 0;
  return count;
}

}  // namespace retort::tests
