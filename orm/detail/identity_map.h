// detail::IdentityMap: the objects of a session by table and primary key. A row is one object.
//
// A table of pointers with open addressing (linear probing, the next ones moved back on erase): each
// object a session loads is looked for and entered here, which costs no allocation and mostly one
// line of the cache.

#pragma once

#include <cstddef>
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
  struct Slot {
    std::size_t hash = 0;
    Instance* instance = nullptr;
  };
  using Slots = std::vector<Slot, LargeAllocator<Slot>>;

 public:
  /// What is known of a key when it was looked for.
  struct Found {
    /// Null when it is not there.
    Instance* instance = nullptr;
    std::size_t hash = 0;
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
  void insert_new(Instance& instance, std::size_t hash);
  void erase(const Instance& instance);
  /// Those of the objects that it has, or had.
  const std::vector<const Mapper*>& mappers() const { return mappers_; }

  class Iterator {
   public:
    using value_type = Instance*;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(const Slot* slot, const Slot* end) : slot_(slot), end_(end) { skip(); }
    Instance* operator*() const { return slot_->instance; }
    Iterator& operator++() {
      ++slot_;
      skip();
      return *this;
    }
    Iterator operator++(int) {
      auto before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return slot_ == other.slot_; }

   private:
    void skip() {
      while (slot_ != end_ && slot_->instance == nullptr) ++slot_;
    }
    const Slot* slot_ = nullptr;
    const Slot* end_ = nullptr;
  };
  /// In no order; nothing is inserted or erased meanwhile.
  Iterator begin() const { return {slots_.data(), slots_.data() + slots_.size()}; }
  Iterator end() const { return {slots_.data() + slots_.size(), slots_.data() + slots_.size()}; }

 private:
  std::size_t after(std::size_t position) const { return (position + 1) & (slots_.size() - 1); }
  std::size_t home_of(const Slot& slot) const { return slot.hash & (slots_.size() - 1); }
  /// Where it is, or the empty place where it would be.
  template <class Key>
  std::size_t position_of(std::size_t hash, const Mapper& root, const Key& key) const;
  void grow();
  void met(const Mapper& mapper);

  /// A power of two, never more than half full; none at first.
  Slots slots_;
  std::size_t size_ = 0;
  /// The one met last is the last.
  std::vector<const Mapper*> mappers_;
};

}  // namespace retort::orm::detail
