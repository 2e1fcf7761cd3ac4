// Memory for objects that live as long as each other.

#include <cstdint>
#include <cstring>

#include <gtest/gtest.h>

#include <retort/orm/object/arena.h>

namespace {

using retort::orm::detail::Arena;

bool is_aligned(void* piece, std::size_t alignment) {
  return reinterpret_cast<std::uintptr_t>(piece) % alignment == 0;
}

TEST(ArenaTest, PiecesAreApartAndAligned) {
  Arena arena;
  std::vector<std::pair<unsigned char*, std::size_t>> pieces;
  for (std::size_t i = 0; i < 5000; ++i) {
    const auto size = 1 + i * 37 % 300;
    const auto alignment = std::size_t{1} << i % 8;
    auto* piece = static_cast<unsigned char*>(arena.allocate(size, alignment));
    ASSERT_TRUE(is_aligned(piece, alignment)) << i;
    std::memset(piece, static_cast<int>(i % 251), size);
    pieces.emplace_back(piece, size);
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    for (std::size_t j = 0; j < pieces[i].second; ++j) ASSERT_EQ(pieces[i].first[j], i % 251);
  }
}

TEST(ArenaTest, OneLargerThanABlockHasItsOwn) {
  Arena arena;
  static_cast<void>(arena.allocate(8, 8));
  auto* large = static_cast<unsigned char*>(arena.allocate(1'000'000, 64));
  ASSERT_TRUE(is_aligned(large, 64));
  std::memset(large, 1, 1'000'000);
}

/// Beyond 4 MiB its blocks are large ones.
TEST(ArenaTest, MuchMemoryIsApartToo) {
  Arena arena;
  std::vector<unsigned char*> pieces;
  constexpr std::size_t size = 10'000;
  for (std::size_t i = 0; i < 1000; ++i) {
    pieces.push_back(static_cast<unsigned char*>(arena.allocate(size, 16)));
    ASSERT_TRUE(is_aligned(pieces.back(), 16));
    std::memset(pieces.back(), static_cast<int>(i % 251), size);
  }
  auto* const larger = static_cast<unsigned char*>(arena.allocate(5'000'000, 8));
  std::memset(larger, 255, 5'000'000);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    ASSERT_EQ(pieces[i][0], i % 251);
    ASSERT_EQ(pieces[i][size - 1], i % 251);
  }
}

TEST(ArenaTest, TheLastPieceIsUsedAgain) {
  Arena arena;
  static_cast<void>(arena.allocate(8, 8));
  for (int i = 0; i < 3; ++i) static_cast<void>(arena.allocate(64, 8));
  auto* last = arena.allocate(64, 8);
  arena.give_back(last, 64);
  EXPECT_EQ(arena.allocate(64, 8), last);
}

TEST(ArenaTest, WhatWasTakenOverStays) {
  Arena arena;
  auto* mine = static_cast<char*>(arena.allocate(6, 1));
  std::strcpy(mine, "mine!");
  char* theirs = nullptr;
  {
    Arena other;
    theirs = static_cast<char*>(other.allocate(8, 1));
    std::strcpy(theirs, "theirs!");
    arena.take_over(other);
    // It begins anew.
    EXPECT_NE(other.allocate(8, 1), nullptr);
  }
  EXPECT_STREQ(mine, "mine!");
  EXPECT_STREQ(theirs, "theirs!");
}

}  // namespace
