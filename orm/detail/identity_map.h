// detail::IdentityMap: the objects of a session by table and primary key. A row is one object.
//
// A table with open addressing (linear probing, the next ones moved back on erase): each object a session
// loads is looked for and entered here, which costs no allocation. The hashes lie by themselves, 16 in a
// line of the cache, so that a row that has no object yet is mostly found out without waiting for memory.

#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/object/key_values.h>
#include <retort/orm/object/large_block.h>

namespace retort::orm::detail {

/// A row that may have no object: a table, and values of one of its keys.
struct Identity {
  const Mapper* mapper;
  KeyValues key;

  bool operator==(const Identity&) const = default;
};

struct IdentityHash {
  std::size_t operator()(const Identity& identity) const;
};

class IdentityMap {
 public:
  /// Half of a key's hash; never 0, which stands for an empty place.
  using Hash = std::uint32_t;

  /// What is known of a key when it was looked for.
  struct Found {
    /// Null when it is not there.
    Instance* instance = nullptr;
    Hash hash = 0;
  };
  Found look_up(const Mapper& mapper, const KeyValues& key) const;
  /// Null when it is not there.
  Instance* find(const Mapper& mapper, const KeyValues& key) const {
    return size_ == 0 ? nullptr : look_up(mapper, key).instance;
  }
  /// Under its `identity`, which stays as it is until it is erased; in the place of another one of the
  /// same.
  void insert(Instance& instance);
  /// One that is known not to be there, with what look_up() said of its key.
  void insert_new(Instance& instance, Hash hash);
  void erase(const Instance& instance);
  /// Those of the objects that it has, or had.
  const std::vector<const Mapper*>& mappers() const { return mappers_; }

  class Iterator {
   public:
    using value_type = Instance*;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(Instance* const* place, Instance* const* end) : place_(place), end_(end) { skip(); }
    Instance* operator*() const { return *place_; }
    Iterator& operator++() {
      ++place_;
      skip();
      return *this;
    }
    Iterator operator++(int) {
      auto before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return place_ == other.place_; }

   private:
    void skip() {
      while (place_ != end_ && *place_ == nullptr) ++place_;
    }
    Instance* const* place_ = nullptr;
    Instance* const* end_ = nullptr;
  };
  /// In no order; nothing is inserted or erased meanwhile.
  Iterator begin() const { return {instances_.data(), instances_.data() + instances_.size()}; }
  Iterator end() const {
    return {instances_.data() + instances_.size(), instances_.data() + instances_.size()};
  }

 private:
  std::size_t home_of(Hash hash) const { return hash & (hashes_.size() - 1); }
  std::size_t after(std::size_t position) const { return (position + 1) & (hashes_.size() - 1); }
  /// Where it is, or the empty place where it would be.
  template <class Key>
  std::size_t position_of(Hash hash, const Mapper& root, const Key& key) const;
  /// The place of the numbers after this one's will be asked for soon, where rows come in their order.
  void fetch_next(const Mapper& root, std::int64_t number) const;
  void put(std::size_t position, Hash hash, Instance* instance);
  /// In a place where nothing is.
  void put_new(Hash hash, Instance* instance);
  void grow();
  void met(const Mapper& mapper);

  /// By place: a power of two of them, never more than half full; none at first.
  std::vector<Hash, LargeAllocator<Hash>> hashes_;
  std::vector<Instance*, LargeAllocator<Instance*>> instances_;
  std::size_t size_ = 0;
  /// The one met last is the last.
  std::vector<const Mapper*> mappers_;
};

}  // namespace retort::orm::detail
