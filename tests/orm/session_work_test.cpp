// What a session does besides adding and flushing. The numbers are those of the reference's cases.

#include <algorithm>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/in_session.h>
#include <retort/schema/metadata.h>

#include "orm/case_models.h"

namespace {

using namespace retort::test::cases;

class SessionWorkTest : public CaseTest<ParentModel, ChildModel> {
 protected:
  SessionWorkTest() {
    run("INSERT INTO parent VALUES (1, 'p'), (2, 'q')");
    run("INSERT INTO child VALUES (1, 'a', 1), (2, 'b', 1)");
  }
};

TEST_F(SessionWorkTest, AddsAndGetsMany) {
  const auto added =
      session.add_all(std::vector<Parent>{{.name = "r"}, {.name = "s"}, {.name = "t"}});
  session.commit();
  EXPECT_EQ(added[2]->id, 5);
  session.close();
  const auto known = session.get<Parent>(2);
  recorder.take();
  const auto found = session.get_many<Parent>({5, 77, 2, 1});
  EXPECT_EQ(recorder.take(), Lines{"SELECT parent.id AS parent_id, parent.name AS parent_name FROM "
                                   "parent WHERE parent.id IN (?, ?, ?) (1, 5, 77)"})
      << "in the order in which the rows lie";
  EXPECT_EQ(found[0]->name, "t");
  EXPECT_FALSE(found[1]);
  EXPECT_EQ(found[2], known);
  std::vector<std::int64_t> many(1200);
  for (std::size_t i = 0; i < many.size(); ++i)
    many[i] = static_cast<std::int64_t>(many.size() - i);
  session.close();
  const auto held = session.get<Parent>(2);
  recorder.take();
  const auto backwards = session.get_many<Parent>(many);
  EXPECT_EQ(backwards[1198], held);
  EXPECT_EQ(backwards[1197]->name, "r");
  EXPECT_EQ(std::ranges::count_if(backwards, [](const auto& found) { return !found; }), 1195);
  const auto asked = recorder.take();
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_NE(asked[0].find("(1, 3, 4, "), std::string::npos);
}

TEST_F(SessionWorkTest, Case59NothingIsReadAgainAfterACommit) {
  const auto p = session.get<Parent>(1);
  session.commit();
  recorder.take();
  EXPECT_EQ(p->name, "p");
  EXPECT_TRUE(recorder.take().empty());
  session.expire(p);
  EXPECT_EQ(p->name, "p");
  EXPECT_EQ(recorder.take().size(), 2U);
}

TEST_F(SessionWorkTest, Case45Identity) {
  const auto p = session.get<Parent>(1);
  EXPECT_EQ(p->name, "p");
  run("UPDATE parent SET name = 'x' WHERE id = 1");
  EXPECT_EQ(session.query(parents).filter(parents.id == 1).one()->name, "p");
  session.expire_all();
  EXPECT_EQ(p->name, "x");
  run("UPDATE parent SET name = 'y' WHERE id = 1");
  session.query(parents).populate_existing().all();
  recorder.take();
  EXPECT_EQ(p->name, "y");
  session.commit();
  EXPECT_EQ(written(), Lines{});
  p->name = "z";
  EXPECT_EQ(session.query(parents).filter(parents.name == "z").one()->name, "z");
}

TEST_F(SessionWorkTest, Case34AnExpressionAsAValue) {
  const auto child = session.get<Child>(1);
  recorder.take();
  session.set(child, assign(children.parent_id, children.parent_id + 1),
              assign(children.name, children.name + "!"));
  EXPECT_EQ(recorder.sent(),
            "UPDATE child SET parent_id=(child.parent_id + ?), name=(child.name || ?) WHERE "
            "child.id = ? RETURNING child.name AS child_name, child.parent_id AS child_parent_id "
            "(1, '!', 1)");
  EXPECT_EQ(child->parent_id, 2);
  EXPECT_EQ(child->name, "a!");
  EXPECT_EQ(child->parent->name, "q");
  session.commit();
  EXPECT_EQ(written(), Lines{});
  session.set(child, assign(children.name, upper(children.name)));
  EXPECT_EQ(child->name, "A!");
  session.rollback();
  EXPECT_EQ(child->name, "a!");
  run("DELETE FROM child WHERE id = 1");
  EXPECT_THROW(session.set(child, assign(children.name, upper(children.name))), StaleObjectError);
}

TEST_F(SessionWorkTest, Case62Get) {
  const auto p = session.get<Parent>(1);
  EXPECT_EQ(written(), Lines{});
  EXPECT_EQ(session.get<Parent>(1), p);
  EXPECT_TRUE(recorder.take().empty());
  session.expire(p);
  EXPECT_EQ(session.get<Parent>(1)->name, "p");
  EXPECT_EQ(recorder.take().size(), 1U);
  // A key of too many parts does not compile: compile_fail/get_by_too_many.cpp.
  EXPECT_FALSE(session.get<Parent>(99));
}

TEST_F(SessionWorkTest, TellsWhatWasChanged) {
  const auto child = session.get<Child>(1);
  EXPECT_TRUE(session.history(child).empty());
  child->name = "c";
  child->parent_id = 2;
  const auto changes = session.history(child);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].column, "name");
  EXPECT_EQ(changes[0].before, retort::engine::Value{"a"});
  EXPECT_EQ(changes[0].after, retort::engine::Value{"c"});
  EXPECT_EQ(changes[1].column, "parent_id");
  session.flush();
  EXPECT_TRUE(session.history(child).empty());
  EXPECT_TRUE(session.history(session.add(Child{.name = "new"})).empty());
}

TEST_F(SessionWorkTest, ReadsSomeColumnsAgain) {
  const auto child = session.get<Child>(1);
  child->parent_id = 2;
  run("UPDATE child SET name = 'elsewhere', parent_id = NULL WHERE id = 1");
  recorder.take();
  session.refresh(child, children.name);
  EXPECT_EQ(recorder.sent(), "SELECT child.name AS child_name FROM child WHERE child.id = ? (1)");
  EXPECT_EQ(child->name, "elsewhere");
  // What was read is no change, and the other change is still there.
  ASSERT_EQ(session.history(child).size(), 1U);
  EXPECT_EQ(session.history(child)[0].column, "parent_id");
  EXPECT_THROW(session.refresh(session.add(Child{.name = "new"}), children.name), SessionError);
  run("DELETE FROM child WHERE id = 1");
  EXPECT_THROW(session.refresh(child, children.name), StaleObjectError);
}

TEST_F(SessionWorkTest, Case57States) {
  const auto p = session.get<Parent>(1);
  EXPECT_FALSE(session.is_modified(p));
  p->name = "x";
  EXPECT_TRUE(session.is_modified(p));
  p->name = "p";
  EXPECT_FALSE(session.is_modified(p));
  const Handle<Parent> transient(Parent{.name = "t"});
  EXPECT_THROW(session.remove(transient), SessionError);
  EXPECT_THROW(session.expire(transient), SessionError);
  session.expunge(p);
  const auto twin = session.get<Parent>(1);
  EXPECT_THROW(session.add(p), SessionError);
  session.make_transient(p);
  p->id = 0;
  session.add(p);
  session.commit();
  EXPECT_EQ(p->id, 3);
  EXPECT_NE(p, twin);
}

TEST_F(SessionWorkTest, Case58DeletedObjectsLeaveTheCollectionsAtOnce) {
  const auto p = session.get<Parent>(1);
  EXPECT_EQ(p->children.size(), 2U);
  session.remove(p->children[0]);
  session.flush();
  EXPECT_EQ(names(p->children), Lines{"b"});
}

TEST_F(SessionWorkTest, Case61Autoflush) {
  session.add(Parent{.name = "r"});
  {
    const auto quiet = session.no_autoflush();
    EXPECT_EQ(session.query(parents).count(), 2);
  }
  EXPECT_EQ(session.query(parents).count(), 3);
}

TEST_F(SessionWorkTest, Case63Merge) {
  Handle<Parent> detached;
  {
    Session other(recorder.engine());
    detached = other.get<Parent>(1);
    EXPECT_EQ(detached->children.size(), 2U);
  }
  detached->name = "changed";
  detached->children.remove(detached->children[0]);
  detached->children.add(Child{.name = "new"});
  const auto merged = session.merge(detached);
  EXPECT_NE(merged, detached);
  session.commit();
  EXPECT_EQ(rows("SELECT name FROM parent WHERE id = 1"), Lines{"('changed')"});
  EXPECT_EQ(rows("SELECT name, parent_id FROM child ORDER BY id"),
            (Lines{"('a', NULL)", "('b', 1)", "('new', 1)"}));
  const auto made = session.merge(Parent{.name = "made"});
  const auto known = session.merge(Parent{.id = 2, .name = "known"});
  session.commit();
  EXPECT_EQ(made->id, 3);
  EXPECT_EQ(known, session.get<Parent>(2));
  EXPECT_EQ(known->name, "known");
}

TEST_F(SessionWorkTest, Case65Events) {
  Lines told;
  const auto note = [&](const char* what) { return [&told, what] { told.push_back(what); }; };
  session.on(SessionEvent::before_commit, note("before_commit"));
  session.on(SessionEvent::before_flush, [&] {
    told.push_back("before_flush");
    session.add(Child{.name = "audit"});
  });
  session.on(SessionEvent::after_flush, note("after_flush"));
  session.on(SessionEvent::after_commit, note("after_commit"));
  session.on(SessionEvent::after_rollback, note("after_rollback"));
  session.on<Parent>(RowEvent::before_insert, [&](Parent& parent) {
    told.push_back("before_insert");
    parent.name += "!";
  });
  session.on<Parent>(RowEvent::after_insert,
                     [&](Parent& parent) { told.push_back("after " + std::to_string(parent.id)); });
  const auto added = session.add(Parent{.name = "r"});
  session.commit();
  EXPECT_EQ(told, (Lines{"before_commit", "before_flush", "before_insert", "after 3", "after_flush",
                         "after_commit"}));
  EXPECT_EQ(added->name, "r!");
  EXPECT_EQ(rows("SELECT name FROM child WHERE id = 3"), Lines{"('audit')"});
  told.clear();
  session.rollback();
  EXPECT_EQ(told, Lines{"after_rollback"});
}

TEST_F(SessionWorkTest, EventsOfRows) {
  Lines told;
  session.on<Parent>(RowEvent::load, [&](Parent& p) { told.push_back("load " + p.name); });
  session.on<Parent>(RowEvent::before_update, [&](Parent& p) { p.name = "mended"; });
  session.on<Parent>(RowEvent::after_update,
                     [&](Parent& p) { told.push_back("updated " + p.name); });
  session.on<Parent>(RowEvent::before_delete,
                     [&](Parent& p) { told.push_back("delete " + p.name); });
  session.on<Parent>(RowEvent::after_delete, [&](Parent&) { told.push_back("deleted"); });
  const auto q = session.get<Parent>(2);
  q->name = "x";
  session.flush();
  session.remove(q);
  session.commit();
  EXPECT_EQ(told, (Lines{"load q", "updated mended", "delete mended", "deleted"}));
}

TEST_F(SessionWorkTest, Case86UpdatesAndDeletesByCondition) {
  const auto p = session.get<Parent>(1);
  const auto q = session.get<Parent>(2);
  EXPECT_EQ(p->name + q->name, "pq");
  session.update(parents).set(parents.name, parents.name + "!").execute();
  EXPECT_EQ(p->name, "p!");
  session.update(parents).set(parents.name, "off").unsynchronized().execute();
  EXPECT_EQ(p->name, "p!");
  EXPECT_EQ(session.delete_from(parents).filter(parents.id == 2).execute(), 1);
  EXPECT_FALSE(session.contains(q));
  EXPECT_FALSE(session.get<Parent>(2));
  session.rollback();
  EXPECT_TRUE(session.contains(q));
  EXPECT_EQ(q->name, "q");
}

TEST_F(SessionWorkTest, AReadOnlySessionWritesNothing) {
  Session reader(recorder.engine(), {.read_only = true});
  const auto p = reader.get<Parent>(1);
  reader.commit();
  p->name = "x";
  EXPECT_THROW(reader.flush(), SessionError);
  reader.rollback();
  EXPECT_EQ(p->name, "p");
}

TEST_F(SessionWorkTest, AReadOnlySessionRunsNoStatementThatWrites) {
  Session reader(recorder.engine(), {.read_only = true});
  EXPECT_THROW(reader.update(parents).set(parents.name, "x").execute(), SessionError);
  EXPECT_THROW(reader.delete_from(parents).execute(), SessionError);
  EXPECT_THROW(reader.insert_into(parents).set(parents.name, "x").execute(), SessionError);
  EXPECT_THROW(reader.sql("DELETE FROM parent").execute(), SessionError);
  EXPECT_THROW(reader.sql("DELETE FROM parent RETURNING id").columns<std::int64_t>().all(),
               SessionError);
  EXPECT_EQ(reader.sql("SELECT name FROM parent WHERE id = 1").columns<std::string>().one(), "p");
  reader.commit();
  EXPECT_EQ(session.query(parents).count(), 2);
}

TEST_F(SessionWorkTest, OnlyTheSessionOfAnObjectExpungesIt) {
  const auto p = session.get<Parent>(1);
  Session other(recorder.engine());
  EXPECT_THROW(other.expunge(p), SessionError);
  EXPECT_TRUE(session.contains(p));
  session.expunge(p);
  EXPECT_THROW(session.expunge(p), SessionError);
}

TEST_F(SessionWorkTest, AnotherThreadHasToWaitForTheEndOfTheTransaction) {
#ifndef NDEBUG
  const auto p = session.get<Parent>(1);
  bool refused = false;
  std::thread([&] {
    try {
      session.flush();
    } catch (const SessionError&) {
      refused = true;
    }
  }).join();
  EXPECT_TRUE(refused);
  session.commit();
  std::thread([&] {
    p->name = "x";
    session.commit();
  }).join();
  EXPECT_EQ(rows("SELECT name FROM parent WHERE id = 1"), Lines{"('x')"});
#else
  GTEST_SKIP() << "checked in debug builds";
#endif
}

class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    create_all(engine, metadata<ParentModel, ChildModel>());
    engine.connect().scalar("PRAGMA journal_mode=WAL");
  }
  ~FileTest() override { std::filesystem::remove_all(folder); }

  std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "retort_session_work";
  retort::engine::Engine engine{"sqlite:///" + (folder / "test.db").string(),
                                {.busy_timeout = std::chrono::milliseconds(1)}};
};

TEST_F(FileTest, ReadersDoNotWaitForAWriter) {
  Session writer(engine, {.mode = retort::engine::Mode::immediate});
  writer.add(Parent{.name = "p"});
  writer.flush();
  Session reader(engine, {.read_only = true});
  EXPECT_EQ(reader.query(parents).count(), 0);
  writer.commit();
  EXPECT_EQ(reader.query(parents).count(), 0);
  reader.rollback();
  EXPECT_EQ(reader.query(parents).count(), 1);
}

TEST_F(FileTest, BusyDatabasesAreTriedAgain) {
  auto writer =
      std::make_unique<Session>(engine, SessionOptions{.mode = retort::engine::Mode::immediate});
  writer->add(Parent{.name = "p"});
  writer->flush();
  Session patient(engine, {.mode = retort::engine::Mode::immediate, .busy_retries = 2});
  EXPECT_THROW(patient.query(parents).count(), retort::engine::BusyError);
  int tries = 0;
  const auto count = in_session(engine, [&](Session& session) {
    if (++tries == 2) writer->commit();
    session.add(Parent{.name = "q"});
    return session.query(parents).count();
  });
  EXPECT_EQ(tries, 2);
  EXPECT_EQ(count, 2);
  EXPECT_EQ(patient.query(parents).count(), 2);
}

TEST_F(SessionWorkTest, Case45OneObjectForARowInEachSession) {
  const auto p = session.query(parents).filter(parents.id == 1).one();
  EXPECT_EQ(session.query(parents).filter(parents.id == 1).one(), p);
  p->name = "dirty";
  {
    const auto quiet = session.no_autoflush();
    EXPECT_EQ(session.query(parents).filter(parents.id == 1).one(), p);
    EXPECT_EQ(p->name, "dirty");
    EXPECT_TRUE(session.is_modified(p));
    EXPECT_EQ(rows("SELECT name FROM parent WHERE id = 1"), Lines{"('p')"});
  }
  // The database in memory has one connection.
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), Lines{"UPDATE parent SET name=? WHERE parent.id = ? ('dirty', 1)"});
  Session other(recorder.engine());
  const auto twin = other.get<Parent>(1);
  EXPECT_NE(twin, p);
  EXPECT_EQ(twin->name, "dirty");
  EXPECT_FALSE(other.contains(p));
}

constexpr auto parent_by_key =
    "SELECT parent.id AS parent_id, parent.name AS parent_name FROM parent WHERE parent.id = ? ";

TEST_F(SessionWorkTest, Case57FromTransientToDetached) {
  const Handle<Parent> object(Parent{.name = "t"});
  EXPECT_FALSE(session.contains(object));
  recorder.take();
  session.add(object);
  EXPECT_TRUE(session.contains(object));
  EXPECT_EQ(object->id, 0);
  EXPECT_EQ(written(), Lines{});
  session.flush();
  EXPECT_EQ(session.get<Parent>(3), object);
  session.remove(object);
  session.flush();
  EXPECT_FALSE(session.contains(object));
  EXPECT_FALSE(session.get<Parent>(3));
  EXPECT_EQ(written(), (Lines{"INSERT INTO parent (name) VALUES (?) ('t')",
                              "DELETE FROM parent WHERE parent.id = ? (3)"}));
  EXPECT_THROW(session.add(object), SessionError);
  session.commit();
  EXPECT_FALSE(session.contains(object));
  EXPECT_THROW(session.add(object), SessionError);
  session.make_transient(object);
  session.add(object);
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM parent WHERE name = 't'"), Lines{"(3, 't')"});
}

TEST_F(SessionWorkTest, ADeletedObjectIsBackWithItsRow) {
  const auto p = session.get<Parent>(2);
  session.remove(p);
  session.flush();
  EXPECT_THROW(session.add(p), SessionError);
  session.rollback();
  EXPECT_TRUE(session.contains(p));
  session.remove(p);
  session.flush();
  session.close();
  // The row was not deleted after all.
  session.add(p);
  p->name = "again";
  session.commit();
  EXPECT_EQ(rows("SELECT name FROM parent WHERE id = 2"), Lines{"('again')"});
}

TEST_F(SessionWorkTest, ADeletedObjectThatBecameTransientStaysSoAfterARollback) {
  const auto p = session.get<Parent>(2);
  session.remove(p);
  session.flush();
  session.make_transient(p);
  session.rollback();
  EXPECT_FALSE(session.contains(p));
  EXPECT_NE(session.get<Parent>(2), p);
  EXPECT_EQ(session.get<Parent>(2)->name, "q");
}

TEST_F(SessionWorkTest, ARowListenerDoesNotFlush) {
  std::int64_t seen = 0;
  session.on<Parent>(RowEvent::after_insert, [&](Parent&) {
    seen = session.query(parents).count();
    EXPECT_THROW(session.flush(), SessionError);
  });
  session.add(Parent{.name = "r"});
  session.add(Parent{.name = "s"});
  session.flush();
  EXPECT_EQ(seen, 4);
  EXPECT_EQ(session.query(parents).count(), 4);
}

TEST_F(SessionWorkTest, Case57OfAnotherSessionAndOfNone) {
  const auto p = session.get<Parent>(1);
  session.commit();
  {
    Session other(recorder.engine());
    EXPECT_THROW(other.add(p), SessionError);
  }
  session.close();
  EXPECT_FALSE(session.contains(p));
  EXPECT_EQ(p->name, "p");
  EXPECT_THROW(p->children.size(), DetachedError);
}

TEST_F(SessionWorkTest, Case58WhatIsSent) {
  const auto p = session.get<Parent>(1);
  session.remove(p->children[0]);
  recorder.take();
  session.flush();
  EXPECT_EQ(written(), Lines{"DELETE FROM child WHERE child.id = ? (1)"});
  EXPECT_EQ(p->children.size(), 1U);
  EXPECT_EQ(p->children[0]->name, "b");
  session.commit();
  EXPECT_EQ(p->children.size(), 1U);
  EXPECT_EQ(rows("SELECT * FROM child"), Lines{"(2, 'b', 1)"});
}

TEST_F(SessionWorkTest, Case59ExpiredObjectsAreReadByTheirKey) {
  const auto p = session.get<Parent>(1);
  session.commit();
  session.expire(p);
  recorder.take();
  EXPECT_EQ(p->name, "p");
  EXPECT_EQ(recorder.take(), (Lines{"BEGIN", std::string(parent_by_key) + "(1)"}));
}

TEST_F(SessionWorkTest, Case61WhatIsNewIsWrittenBeforeItIsAskedAbout) {
  recorder.take();
  session.add(Parent{.name = "r"});
  EXPECT_EQ(session.query(parents).count(), 3);
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN", "INSERT INTO parent (name) VALUES (?) ('r')",
                   "SELECT count(*) AS count_1 FROM (SELECT parent.id AS parent_id, parent.name AS "
                   "parent_name FROM parent) AS anon_1"}));
  const auto p = session.get<Parent>(1);
  session.add(Child{.name = "c", .parent_id = 1});
  recorder.take();
  EXPECT_EQ(p->children.size(), 3U);
  EXPECT_EQ(recorder.take(),
            (Lines{"INSERT INTO child (name, parent_id) VALUES (?, ?) ('c', 1)",
                   "SELECT child.id AS child_id, child.name AS child_name, child.parent_id AS "
                   "child_parent_id FROM child WHERE ? = child.parent_id (1)"}));
}

TEST_F(SessionWorkTest, Case62WhatGetSends) {
  recorder.take();
  const auto p = session.get<Parent>(1);
  EXPECT_EQ(recorder.take(), (Lines{"BEGIN", std::string(parent_by_key) + "(1)"}));
  EXPECT_EQ(session.get<Parent>(1), p);
  EXPECT_EQ(recorder.take(), Lines{});
  session.expire(p);
  EXPECT_EQ(session.get<Parent>(1)->name, "p");
  EXPECT_EQ(recorder.sent(), std::string(parent_by_key) + "(1)");
}

TEST_F(SessionWorkTest, Case65AListenerMayInsertByTheConnection) {
  auto connection = recorder.engine().connect();
  Session own(connection);
  own.on<Parent>(RowEvent::after_insert, [&](Parent& parent) {
    connection.execute("INSERT INTO child (name, parent_id) VALUES ('log', " +
                       std::to_string(parent.id) + ")");
  });
  own.add(Parent{.name = "r"});
  own.commit();
  EXPECT_EQ(rows("SELECT name, parent_id FROM child WHERE id = 3"), Lines{"('log', 3)"});
}

TEST_F(SessionWorkTest, Case66TheOneComesFromTheIdentityMap) {
  run("INSERT INTO child VALUES (3, 'c', 2), (4, 'd', NULL)");
  const auto found = session.query(children).order_by(children.id).all();
  recorder.take();
  for (const auto& child : found) static_cast<void>(child->parent.get());
  EXPECT_EQ(recorder.take(),
            (Lines{std::string(parent_by_key) + "(1)", std::string(parent_by_key) + "(2)"}));
  EXPECT_EQ(found[1]->parent->name, "p");
  EXPECT_EQ(found[2]->parent->name, "q");
  EXPECT_FALSE(found[3]->parent);
  session.close();
  EXPECT_EQ(session.query(parents).all().size(), 2U);
  const auto again = session.query(children).all();
  recorder.take();
  for (const auto& child : again) static_cast<void>(child->parent.get());
  EXPECT_EQ(recorder.take(), Lines{});
}

TEST_F(SessionWorkTest, Case86WhatTheDatabaseCalculatedIsReadAgain) {
  const auto p = session.get<Parent>(1);
  recorder.take();
  session.update(parents).set(parents.name, parents.name + "!").execute();
  EXPECT_EQ(recorder.sent(), "UPDATE parent SET name=(parent.name || ?) ('!')");
  EXPECT_EQ(p->name, "p!");
  EXPECT_EQ(recorder.sent(), std::string(parent_by_key) + "(1)");
  session.update(parents).set(parents.name, upper(parents.name)).filter(parents.id == 1).execute();
  EXPECT_EQ(recorder.sent(), "UPDATE parent SET name=upper(parent.name) WHERE parent.id = ? (1)");
  EXPECT_EQ(p->name, "P!");
  EXPECT_EQ(recorder.sent(), std::string(parent_by_key) + "(1)");
}

}  // namespace
