// The counted pointers of the public headers, and the functions that sessions are given.

#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/detail/shared_block.h>
#include <retort/orm/listener.h>

namespace retort::orm {

namespace {

using detail::new_shared;
using detail::Shared;
using detail::Weak;

/// Counts those that there are.
struct Counted {
  explicit Counted(int& place) : count(&place) { ++*count; }
  Counted(const Counted& other) : count(other.count) { ++*count; }
  ~Counted() { --*count; }
  int* count;
  int value = 7;
};

TEST(Shared, DestroysItsObjectWithTheLastOwner) {
  int there = 0;
  Shared<Counted> first = new_shared<Counted>(there);
  {
    Shared<const Counted> second = first;
    EXPECT_EQ(second, first);
    first.reset();
    EXPECT_EQ(there, 1);
    EXPECT_EQ(second->value, 7);
  }
  EXPECT_EQ(there, 0);
  EXPECT_EQ(first, nullptr);
}

TEST(Shared, MovingLeavesNothingBehind) {
  int there = 0;
  auto first = new_shared<Counted>(there);
  Shared<Counted> second = std::move(first);
  EXPECT_FALSE(first);
  first = std::move(second);
  EXPECT_FALSE(second);
  EXPECT_EQ(there, 1);
  const auto& same = first;
  first = same;
  EXPECT_EQ(there, 1);
  first = nullptr;
  EXPECT_EQ(there, 0);
}

TEST(Shared, MayPointIntoWhatItsOwnerKeeps) {
  int there = 0;
  Shared<int> part;
  {
    const auto whole = new_shared<Counted>(there);
    part = Shared<int>(whole, &whole->value);
  }
  EXPECT_EQ(there, 1);
  EXPECT_EQ(*part, 7);
  part.reset();
  EXPECT_EQ(there, 0);
}

TEST(Shared, WithoutABlockItOwnsNothing) {
  int value = 3;
  const Shared<int> pointer(&value, nullptr);
  const Shared<int> copy = pointer;
  EXPECT_EQ(*copy, 3);
}

TEST(Shared, AWeakOneDoesNotKeepItsObject) {
  int there = 0;
  Weak<Counted> weak;
  EXPECT_TRUE(weak.expired());
  EXPECT_EQ(weak.lock(), nullptr);
  {
    const auto owner = new_shared<Counted>(there);
    weak = owner;
    const Weak<Counted> copy = weak;
    EXPECT_EQ(copy.lock(), owner);
    EXPECT_FALSE(weak.expired());
  }
  EXPECT_EQ(there, 0);
  EXPECT_TRUE(weak.expired());
  EXPECT_EQ(weak.lock(), nullptr);
}

TEST(Shared, ThreadsCountTogether) {
  int there = 0;
  {
    const auto owner = new_shared<Counted>(there);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([mine = owner, weak = Weak<Counted>(owner)] {
        for (int round = 0; round < 10'000; ++round) {
          const auto copy = mine;
          if (!weak.lock()) throw std::runtime_error("gone");
        }
      });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(there, 1);
  }
  EXPECT_EQ(there, 0);
}

TEST(Listener, CallsWhatItWasGiven) {
  int sum = 0;
  Listener<int> listener = [&sum](int value) { sum += value; };
  const auto copy = listener;
  listener(3);
  copy(4);
  EXPECT_EQ(sum, 7);
  EXPECT_TRUE(listener);
  EXPECT_FALSE(Listener<int>());
  EXPECT_FALSE(Listener<int>(nullptr));
}

TEST(Listener, KeepsItsFunctionAsLongAsThereIsACopy) {
  int there = 0;
  {
    Listener<> copy;
    {
      Listener<> listener = [counted = Counted(there)] {};
      EXPECT_EQ(there, 1);
      copy = listener;
    }
    EXPECT_EQ(there, 1);
    copy();
  }
  EXPECT_EQ(there, 0);
}

}  // namespace
}  // namespace retort::orm
