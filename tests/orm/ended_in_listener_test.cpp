// A session that is destroyed by what it calls: it ends when the call has, and nothing that the call still
// needs goes before. Under AddressSanitizer each of these reads no freed memory.

#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace {

using namespace retort::test::cases;

class EndedInListenerTest : public CaseTest<ParentModel, ChildModel, NodeModel> {
 protected:
  EndedInListenerTest() {
    run("INSERT INTO parent VALUES (1, 'p'), (2, 'q')");
    run("INSERT INTO child VALUES (1, 'a', 1), (2, 'b', 1), (3, 'c', 2)");
    run("INSERT INTO n VALUES (1, 'n', NULL), (2, 'o', 1), (3, 'p', 1)");
  }

  /// A session that is destroyed while the load of object `which`, counted from one, is told.
  void begin(int which, SessionOptions options = {}) {
    own.emplace(recorder.engine(), std::move(options));
    left = which;
    const auto end = [this](auto&) {
      if (--left == 0) own.reset();
    };
    own->on<Parent>(RowEvent::load, end);
    own->on<Child>(RowEvent::load, end);
    own->on<Node>(RowEvent::load, end);
  }

  /// Runs the work with a session that ends with each of the objects that it loads, until there are no
  /// more, and returns how often it ended.
  int end_everywhere(const std::function<void(Session&)>& work) {
    for (int which = 1;; ++which) {
      begin(which);
      try {
        work(*own);
      } catch (const DetachedError&) {
        EXPECT_FALSE(own);
      }
      if (own) return which - 1;
    }
  }

  std::optional<Session> own;
  int left = 0;
};

TEST_F(EndedInListenerTest, Get) {
  begin(1);
  const auto parent = own->get<Parent>(1);
  EXPECT_FALSE(own);
  EXPECT_EQ(parent->name, "p");
  EXPECT_THROW(parent->children.size(), DetachedError);
}

TEST_F(EndedInListenerTest, GetMany) {
  EXPECT_EQ(end_everywhere([](Session& s) { s.get_many<Parent>({1, 2}); }), 2);
}

TEST_F(EndedInListenerTest, AllOfAQuery) {
  const auto all = [](Session& s) { s.query(children).all(); };
  EXPECT_EQ(end_everywhere(all), 3);
  begin(1);
  EXPECT_THROW(own->query(children).all(), DetachedError);
}

TEST_F(EndedInListenerTest, OneOfAQuery) {
  EXPECT_EQ(end_everywhere([](Session& s) { s.query(children).first(); }), 1);
  EXPECT_EQ(end_everywhere([](Session& s) { s.query(parents).filter(parents.id == 1).one(); }), 1);
  EXPECT_EQ(end_everywhere([](Session& s) { s.query(parents, children).join(children).first(); }),
            2);
}

TEST_F(EndedInListenerTest, WhatAQueryBringsAlong) {
  const auto joined = [](Session& s) {
    s.query(children).options(joinedload(children.parent)).all();
  };
  EXPECT_EQ(end_everywhere(joined), 5);
  const auto many = [](Session& s) {
    s.query(parents).options(joinedload(parents.children)).all();
  };
  EXPECT_EQ(end_everywhere(many), 5);
  const auto later = [](Session& s) {
    s.query(parents).options(selectinload(parents.children)).all();
  };
  EXPECT_EQ(end_everywhere(later), 5);
  const auto one = [](Session& s) {
    s.query(children).options(selectinload(children.parent)).all();
  };
  EXPECT_EQ(end_everywhere(one), 5);
  const auto contained = [](Session& s) {
    s.query(parents).join(children).options(contains_eager(parents.children)).all();
  };
  EXPECT_EQ(end_everywhere(contained), 5);
}

TEST_F(EndedInListenerTest, AStream) {
  const auto rows = [](Session& s) {
    for (const auto& child : s.query(children).stream()) EXPECT_FALSE(child->name.empty());
  };
  EXPECT_EQ(end_everywhere(rows), 3);
  const auto batches = [](Session& s) {
    for (const auto& batch : s.query(children).stream().partitions(2)) EXPECT_FALSE(batch.empty());
  };
  EXPECT_EQ(end_everywhere(batches), 3);
}

TEST_F(EndedInListenerTest, ALazyLoadOfTheMany) {
  EXPECT_EQ(end_everywhere([](Session& s) {
              const auto parent = s.get<Parent>(1);
              EXPECT_EQ(parent->children.size(), 2U);
            }),
            3);
}

TEST_F(EndedInListenerTest, ALazyLoadOfTheOne) {
  begin(2);
  const auto child = own->get<Child>(1);
  const Handle<Parent> parent = child->parent;
  EXPECT_FALSE(own);
  EXPECT_EQ(parent->name, "p");
  EXPECT_THROW(parent->children.size(), DetachedError);
}

TEST_F(EndedInListenerTest, AnExpiredObject) {
  EXPECT_EQ(end_everywhere([this](Session& s) {
              const auto child = s.get<Child>(1);
              if (!own) return;
              s.expire_all();
              EXPECT_EQ(child->name, "a");
              EXPECT_EQ(child->parent->name, "p");
            }),
            2);
}

TEST_F(EndedInListenerTest, RowsThatAStatementGives) {
  const auto update = [](Session& s) {
    s.update(children).set(children.name, "x").returning(children).all();
  };
  EXPECT_EQ(end_everywhere(update), 3);
  const auto upsert = [](Session& s) {
    const auto rows =
        s.upsert_all(std::vector<Parent>{{.id = 1, .name = "x"}, {.id = 2, .name = "y"}});
    EXPECT_EQ(rows.back()->name, "y");
  };
  EXPECT_EQ(end_everywhere(upsert), 2);
}

TEST_F(EndedInListenerTest, AMergedObject) {
  const auto merge = [](Session& s) {
    const auto merged = s.merge(Parent{.id = 1, .name = "x", .children = {}});
    EXPECT_EQ(merged->name, "x");
  };
  EXPECT_GE(end_everywhere(merge), 1);
}

TEST_F(EndedInListenerTest, WhatARemovalLoads) {
  EXPECT_EQ(end_everywhere([this](Session& s) {
              const auto node = s.get<Node>(1);
              if (!own) return;
              s.remove(node);
              EXPECT_EQ(node->name, "n");
            }),
            3);
}

TEST_F(EndedInListenerTest, ReadingALazyLoadsAdvice) {
  begin(0, {.on_lazy_load = [this](const LazyLoad&) { own.reset(); }});
  const auto parent = own->get<Parent>(1);
  EXPECT_EQ(parent->children.size(), 2U);
  EXPECT_FALSE(own);
  EXPECT_EQ(parent->children.size(), 2U);
}

TEST_F(EndedInListenerTest, ClosedBeforeALazyLoad) {
  begin(0, {.on_lazy_load = [this](const LazyLoad&) { own->close(); }});
  const auto parent = own->get<Parent>(1);
  EXPECT_THROW(parent->children.size(), DetachedError);
  const auto child = own->get<Child>(1);
  EXPECT_THROW(child->parent.get(), DetachedError);
}

TEST_F(EndedInListenerTest, TheFlushBeforeALazyLoad) {
  for (const auto event : {SessionEvent::before_flush, SessionEvent::after_flush}) {
    begin(0);
    own->on(event, [this] { own.reset(); });
    const auto parent = own->get<Parent>(1);
    own->add(Parent{.name = "new"});
    EXPECT_EQ(parent->children.size(), 2U);
    EXPECT_FALSE(own);
  }
}

TEST_F(EndedInListenerTest, ClosedByTheFlushBeforeALazyLoad) {
  begin(0);
  own->on(SessionEvent::after_flush, [this] { own->close(); });
  const auto parent = own->get<Parent>(1);
  own->add(Parent{.name = "new"});
  EXPECT_THROW(parent->children.size(), DetachedError);
}

TEST_F(EndedInListenerTest, TheFlushBeforeAQuery) {
  begin(0);
  own->on<Parent>(RowEvent::after_insert, [this](Parent&) { own.reset(); });
  own->add(Parent{.name = "new"});
  EXPECT_THROW(own->query(parents).all(), DetachedError);
  EXPECT_FALSE(own);
}

TEST_F(EndedInListenerTest, WhatAListenerForgetsWhileItIsLoaded) {
  session.on<Parent>(RowEvent::load, [this](Parent&) { session.expire_all(); });
  session.on<Child>(RowEvent::load, [this](Child&) { session.expire_all(); });
  const auto parent = session.get<Parent>(1);
  EXPECT_LE(parent->children.size(), 2U);
  EXPECT_EQ(parent->name, "p");
}

}  // namespace
