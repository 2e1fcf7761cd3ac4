// Uses that nobody plans: listeners that end what they are told of, chains that are longer than the
// stack, values that are deeper than it.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>
#include <retort/orm/types/json.h>

#include "orm/case_models.h"

namespace {

using namespace retort::test::cases;

class HardUseTest : public CaseTest<ParentModel, ChildModel, NodeModel> {
 protected:
  HardUseTest() { run("INSERT INTO parent VALUES (1, 'p')"); }
  std::int64_t stored(const std::string& table) {
    return std::get<std::int64_t>(
        *recorder.engine().connect().scalar("SELECT count(*) FROM " + table));
  }
  void expect_refused_to_end() {
    EXPECT_THROW(session.commit(), SessionError);
    EXPECT_THROW(session.rollback(), SessionError);
    EXPECT_THROW(session.close(), SessionError);
  }

  /// More than a stack of 8 MiB has room for, were each a call in the one before.
  static constexpr int long_chain = 20000;
  /// Each belongs to the one before; none is a session's.
  static std::pair<Handle<Node>, Handle<Node>> chain() {
    const Handle<Node> first(Node{.name = "n"});
    auto last = first;
    for (int i = 1; i < long_chain; ++i) {
      Handle<Node> next(Node{.name = "n"});
      next->par = last;
      last->kids.add(next);
      last = next;
    }
    return {first, last};
  }
};

TEST_F(HardUseTest, AListenerOfARowDoesNotEndWhatItIsToldOf) {
  int told = 0;
  for (const auto event : {RowEvent::before_insert, RowEvent::after_insert, RowEvent::load})
    session.on<Parent>(event, [&](Parent&) {
      ++told;
      expect_refused_to_end();
    });
  session.add(Parent{.name = "q"});
  EXPECT_EQ(session.query(parents).all().size(), 2U);
  session.commit();
  EXPECT_EQ(told, 3);
  EXPECT_EQ(stored("parent"), 2);
}

TEST_F(HardUseTest, WhatIsAskedBeforeAFlushBeginsNoOther) {
  int told = 0;
  session.on(SessionEvent::before_flush, [&] {
    if (++told > 1) return;
    session.add(Parent{.name = "more"});
    EXPECT_EQ(session.query(parents).count(), 1);
    EXPECT_THROW(session.flush(), SessionError);
    expect_refused_to_end();
  });
  session.add(Parent{.name = "q"});
  session.flush();
  EXPECT_EQ(told, 1);
  EXPECT_EQ(session.query(parents).count(), 3);
}

TEST_F(HardUseTest, AListenerMayDestroyItsSession) {
  std::optional<Session> own(std::in_place, recorder.engine());
  own->on(SessionEvent::after_flush, [&] { own.reset(); });
  own->add(Parent{.name = "q"});
  own->commit();
  EXPECT_FALSE(own);
  EXPECT_EQ(stored("parent"), 2);
}

TEST_F(HardUseTest, RowsThatWereMovedFromSaySo) {
  auto rows = session.query(parents).stream();
  auto taken = std::move(rows);
  int count = 0;
  for (const auto& row : taken) count += row->id == 1;
  EXPECT_EQ(count, 1);
  EXPECT_THROW(rows.begin(), SessionError);
}

TEST_F(HardUseTest, ALongChainIsAddedAndForgotten) {
  const auto [first, last] = chain();
  session.add(last);
  EXPECT_TRUE(session.contains(first));
  session.expunge(first);
  EXPECT_FALSE(session.contains(last));
}

TEST_F(HardUseTest, ALongChainIsRemovedAndAddedAgain) {
  const auto [first, last] = chain();
  session.add(first);
  session.remove(first);
  EXPECT_FALSE(session.contains(last));
  session.add(first);
  EXPECT_TRUE(session.contains(last));
}

TEST_F(HardUseTest, AnExpressionHasAnEnd) {
  Condition any = never();
  for (int i = 0; i < 1500; ++i) any = any || parents.id == i;
  EXPECT_THROW(
      {
        for (int i = 0; i < 1500; ++i) any = any || parents.id == i;
      },
      QueryError);
}

TEST_F(HardUseTest, ADocumentIsAsDeepAsSqliteReads) {
  using Json = retort::orm::SqlType<nlohmann::json>;
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + R"("]]\\\"[[")" + std::string(levels, ']');
  };
  EXPECT_EQ(std::get<std::string>(Json::store(Json::load(nested(1000)))), nested(1000));
  EXPECT_THROW(Json::load(nested(1001)), ConversionError);
  EXPECT_THROW(Json::load(nested(100000)), ConversionError);
  EXPECT_THROW(Json::store(nlohmann::json::parse(nested(1001))), ConversionError);
}

}  // namespace
