// What every peer works on: the same rows, the same tables, the same settings of SQLite.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// A row of `item` as a program without a library would hold it.
struct Item {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::int64_t> quantity;
  double price = 0;
  std::string note;
  std::int64_t owner = 0;
};

/// Rows 1 to `count`; the same ones each time.
std::vector<Item> items(std::size_t count);
/// Keys between 1 and `count` in no order, each once.
std::vector<std::int64_t> shuffled_keys(std::size_t count);

/// A database file in memory-backed storage, with empty tables. Removed with the object.
class File {
 public:
  File();
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const std::string& path() const { return path_; }
  /// Fills `item` with items(count), by owner in an index.
  void fill(std::size_t count) const;
  /// Fills `parent` and ten rows of `child` for each.
  void fill_families(std::size_t parents) const;
  /// What a query says that returns one number.
  std::int64_t number(const char* sql) const;

 private:
  std::string path_;
};

/// PRAGMAs that each connection of each peer begins with.
extern const char* const settings;

/// Stops the program where what a peer has read or written is not what was asked for.
void require(bool right, const char* what);

}  // namespace bench
