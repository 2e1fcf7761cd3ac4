#include <retort/orm/object/pool.h>

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>

namespace retort::orm::detail {
namespace {

TEST(Pool, GivesOutAgainWhatCameBackOfThatSize) {
  Arena arena;
  Pool pool(arena);
  void* const first = pool.allocate(100);
  void* const second = pool.allocate(100);
  EXPECT_NE(first, second);
  pool.release(first, 100);
  pool.release(second, 100);
  // The last one first.
  EXPECT_EQ(pool.allocate(100), second);
  EXPECT_EQ(pool.allocate(97), first);
}

TEST(Pool, APieceIsNotGivenOutForMoreThanItHolds) {
  Arena arena;
  Pool pool(arena);
  void* const small = pool.allocate(32);
  pool.release(small, 32);
  void* const larger = pool.allocate(33);
  EXPECT_NE(larger, small);
  EXPECT_EQ(pool.allocate(1), small);
}

TEST(Pool, PiecesOfEverySizeAreApart) {
  Arena arena;
  Pool pool(arena);
  std::vector<std::pair<std::byte*, std::size_t>> pieces;
  for (std::size_t size = 1; size <= Pool::largest; ++size) {
    auto* const piece = static_cast<std::byte*>(pool.allocate(size));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(piece) % alignof(void*), 0U);
    std::memset(piece, static_cast<int>(size % 251), size);
    pieces.emplace_back(piece, size);
  }
  for (const auto& [piece, size] : pieces) {
    for (std::size_t i = 0; i < size; ++i)
      ASSERT_EQ(piece[i], static_cast<std::byte>(size % 251)) << size;
  }
}

TEST(Pool, WhatItForgetsIsNotGivenOutAgain) {
  Arena arena;
  Pool pool(arena);
  void* const piece = pool.allocate(64);
  pool.release(piece, 64);
  pool.forget();
  EXPECT_NE(pool.allocate(64), piece);
}

}  // namespace
}  // namespace retort::orm::detail
