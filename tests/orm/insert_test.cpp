// Rows that are written many at once: by insert() without objects, and by a flush. What is sent is
// counted, since that is what it costs.

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/case_models.h"

namespace insert_test {

using namespace retort::test::cases;
using retort::orm::SessionError;

inline std::string me() { return "me"; }
inline std::string need_text(std::string text) {
  if (text.empty()) throw retort::orm::ValidationError("is empty");
  return text;
}

/// Says all that a model can say of a new row.
template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "text", std::string, validate<need_text>> text{};
  Column<As, "made_by", std::string, default_with<&me>> made_by{};
  Column<As, "pages", std::int64_t, server_default<"7">> pages{};
  Column<As, "code", std::optional<std::string>, unique> code{};
  Column<As, "version", int, version_counter> version{};
};
using Note = Entity<NoteModel>;
inline constexpr auto notes = table<NoteModel>;

class InsertTest : public CaseTest<ParentModel, ChildModel, NodeModel, NoteModel> {
 protected:
  static constexpr std::int64_t many = 1000;

  static std::vector<Parent> some_parents(std::int64_t count) {
    std::vector<Parent> all;
    for (std::int64_t i = 0; i < count; ++i) all.push_back({.name = "p" + std::to_string(i)});
    return all;
  }
  /// How many of the statements that were written begin so.
  std::size_t count(const std::string& beginning) {
    return static_cast<std::size_t>(std::ranges::count_if(
        lines_, [&](const auto& line) { return line.starts_with(beginning); }));
  }
  std::int64_t number(const std::string& sql) {
    const auto value = recorder.engine().connect().scalar(sql);
    return std::get<std::int64_t>(*value);
  }
  void look() { lines_ = written(); }

 private:
  Lines lines_;
};

TEST_F(InsertTest, ARowIsWrittenAtOnceAndItsKeyComesBack) {
  EXPECT_EQ(session.insert(Parent{.name = "a"}), 1);
  EXPECT_EQ(session.insert(Parent{.id = 7, .name = "b"}), 7);
  EXPECT_EQ(written(), (Lines{"INSERT INTO parent (name) VALUES (?) ('a')",
                              "INSERT INTO parent (id, name) VALUES (?, ?) (7, 'b')"}));
  session.commit();
  EXPECT_EQ(number("SELECT group_concat(id || name) = '1a,7b' FROM parent"), 1);
}

TEST_F(InsertTest, AStatementIsPreparedOnceForManyCalls) {
  for (int i = 0; i < 50; ++i) session.insert(Parent{.name = "a"});
  look();
  EXPECT_EQ(count("INSERT"), 50U);
}

TEST_F(InsertTest, AVectorGoesManyRowsToAStatement) {
  session.insert(some_parents(many));
  look();
  // 15 of 64 rows, and one for each of the 40 that are left.
  EXPECT_EQ(count("INSERT"), 55U);
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM parent WHERE name = 'p' || (id - 1)"), many);
}

TEST_F(InsertTest, AFewGoOneByOne) {
  session.insert(some_parents(10));
  look();
  EXPECT_EQ(count("INSERT"), 10U);
}

TEST_F(InsertTest, RowsOfDifferentKindsKeepTheirOrder) {
  auto all = some_parents(many);
  for (std::size_t i = 0; i < all.size(); i += 100) all[i].id = static_cast<std::int64_t>(5000 + i);
  session.insert(all);
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM parent"), many);
  EXPECT_EQ(number("SELECT id FROM parent WHERE name = 'p100'"), 5100);
  EXPECT_EQ(number("SELECT id FROM parent WHERE name = 'p101'"), 5101);
}

TEST_F(InsertTest, WhatModelsSayOfNewRowsHolds) {
  std::vector<Note> all(300);
  for (auto& note : all) note.text = "t";
  session.insert(all);
  session.insert(Note{.text = "t", .made_by = "you"});
  session.commit();
  EXPECT_FALSE(all.front().made_by.is_set());
  EXPECT_EQ(number("SELECT count(*) FROM notes WHERE made_by = 'me' AND pages = 7 AND version = 1"),
            300);
  EXPECT_EQ(number("SELECT count(*) FROM notes WHERE made_by = 'you'"), 1);
  all[299].text = "";
  EXPECT_THROW(session.insert(all), retort::orm::ValidationError);
  EXPECT_THROW(session.insert(all[299]), retort::orm::ValidationError);
}

TEST_F(InsertTest, TheRowThatIsWrongIsNamedAndNoneIsWritten) {
  std::vector<Note> all(many);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = {.text = "t" + std::to_string(i), .code = "c" + std::to_string(i % 700)};
  try {
    session.insert(all);
    FAIL();
  } catch (const retort::engine::UniqueViolation& error) {
    EXPECT_NE(std::string(error.what()).find("'t700'"), std::string::npos) << error.what();
  }
  session.insert(Parent{.name = "after"});
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM notes"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 1);
}

TEST_F(InsertTest, CollectionsSeeTheRow) {
  const auto parent = session.add(Parent{.name = "p"});
  session.flush();
  EXPECT_EQ(parent->children.size(), 0U);
  session.insert(Child{.name = "c", .parent_id = parent->id});
  EXPECT_EQ(parent->children.size(), 1U);
  session.insert(std::vector<Child>{{.name = "d", .parent_id = parent->id}});
  EXPECT_EQ(parent->children.size(), 2U);
}

TEST_F(InsertTest, CollectionsOfOtherTablesStayLoaded) {
  const auto parent = session.add(Parent{.name = "p"});
  const auto node = session.add(Node{.name = "root"});
  session.commit();
  session.expire_all();
  recorder.take();
  // Filled, emptied by the insert and filled again, each time; at first both objects are read, too.
  for (std::size_t i = 1; i <= 3; ++i) {
    session.insert(Child{.name = "c", .parent_id = parent->id});
    EXPECT_EQ(parent->children.size(), i);
    EXPECT_EQ(node->kids.size(), 0U);
    const auto sent = recorder.take();
    EXPECT_EQ(
        std::ranges::count_if(sent, [](const auto& line) { return line.starts_with("SELECT"); }),
        i == 1 ? 4 : 1);
  }
}

TEST_F(InsertTest, ObjectsThatWereAddedComeFirst) {
  session.add(Parent{.id = 3, .name = "p"});
  session.insert(Child{.name = "c", .parent_id = 3});
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM child"), 1);
}

TEST_F(InsertTest, GivenObjectsAreRefused) {
  const auto parent = session.add(Parent{.name = "p"});
  EXPECT_THROW(session.insert(Child{.name = "c", .parent = parent}), SessionError);
  // One that was read brings its key, which is all that a row needs.
  const auto child = session.add(Child{.name = "c", .parent = parent});
  session.flush();
  Child copy = *child;
  copy.id = 0;
  EXPECT_EQ(session.insert(copy), child->id + 1);
}

TEST_F(InsertTest, ASessionThatOnlyReadsRefuses) {
  Session reader(recorder.engine(), {.read_only = true});
  EXPECT_THROW(reader.insert(Parent{.name = "p"}), SessionError);
  EXPECT_THROW(reader.insert(some_parents(2)), SessionError);
}

class FlushManyTest : public InsertTest {
 protected:
  /// Each object has the key of its own row.
  void add_and_check(std::int64_t rows) {
    const auto added = session.add_all(some_parents(rows));
    session.commit();
    look();
    auto connection = recorder.engine().connect();
    auto row = connection.prepare("SELECT name FROM parent WHERE id = ?");
    for (const auto& parent : added) {
      row.bind(1, parent->id);
      ASSERT_TRUE(row.step());
      ASSERT_EQ(row.text(0), parent->name);
      row.reset();
    }
  }
};

TEST_F(FlushManyTest, KeysFollowOneAnother) {
  add_and_check(many);
  EXPECT_EQ(count("INSERT"), 55U);
}

TEST_F(FlushManyTest, RowsThatATriggerAddsAreNotTheirs) {
  run("CREATE TRIGGER more AFTER INSERT ON parent WHEN new.name NOT LIKE 'of %' AND new.id % 3 = 0 "
      "BEGIN INSERT INTO parent (name) VALUES ('of ' || new.name); END");
  add_and_check(many);
  EXPECT_EQ(count("INSERT"), static_cast<std::size_t>(many));
}

TEST_F(FlushManyTest, TheHighestKeyOfAllMayBeTaken) {
  run("INSERT INTO parent VALUES (9223372036854775807, 'last')");
  add_and_check(300);
}

TEST_F(FlushManyTest, ParentsComeBeforeTheirChildrenOfTheSameTable) {
  auto above = session.add(Node{.name = "0"});
  for (int i = 1; i < 600; ++i) above = session.add(Node{.name = std::to_string(i), .par = above});
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM n JOIN n AS p ON p.id = n.p_id WHERE p.name = n.name - 1"),
            599);
}

TEST_F(FlushManyTest, TheRowThatIsWrongIsNamed) {
  std::vector<Note> all(many);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = {.id = static_cast<std::int64_t>(i) + 1,
              .text = "t",
              .pages = 1,
              .code = "c" + std::to_string(i % 700)};
  session.add_all(all);
  EXPECT_THROW(session.flush(), retort::engine::UniqueViolation);
  EXPECT_EQ(session.failure()->key, "(701)");
  session.rollback();
  EXPECT_EQ(number("SELECT count(*) FROM notes"), 0);
}

TEST_F(FlushManyTest, ListenersAreToldOfEachRow) {
  std::int64_t before = 0;
  std::int64_t after = 0;
  session.on<Parent>(RowEvent::before_insert, [&](Parent& parent) {
    ++before;
    parent.name += "!";
  });
  session.on<Parent>(RowEvent::after_insert, [&](Parent& parent) { after += parent.id > 0; });
  add_and_check(many);
  EXPECT_EQ(before, many);
  EXPECT_EQ(after, many);
  EXPECT_EQ(number("SELECT count(*) FROM parent WHERE name LIKE '%!'"), many);
}

TEST_F(FlushManyTest, ARollbackTakesThemAllBack) {
  const auto added = session.add_all(some_parents(many));
  auto nested = session.begin_nested();
  const auto more = session.add_all(some_parents(many));
  session.flush();
  nested.rollback();
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM parent"), many);
  EXPECT_TRUE(session.contains(added.back()));
  EXPECT_FALSE(session.contains(more.back()));
}

/// Some with a key, some with values that others have.
std::vector<Note> random_notes(std::mt19937& random) {
  const auto below = [&](int most) { return std::uniform_int_distribution(0, most - 1)(random); };
  std::vector<Note> all(300 + static_cast<std::size_t>(below(300)));
  const int codes = below(3) == 0 ? 2000 : 1'000'000'000;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& note = all[i];
    note.text = std::to_string(i);
    if (below(40) == 0) note.id = below(3000) + 1;
    if (below(3) == 0) note.made_by = "you";
    if (below(100) > 0) note.pages = below(10);
    if (below(10) > 0) note.code = std::to_string(below(codes));
  }
  return all;
}

/// What became of the rows, however they were written.
struct Outcome {
  std::string failed;
  std::vector<std::vector<retort::engine::Value>> rows;

  bool operator==(const Outcome&) const = default;
};

template <class Write>
Outcome outcome_of(Write write) {
  retort::test::Recorder recorder;
  create_all(recorder.engine(), metadata<NoteModel>());
  Session session(recorder.engine());
  Outcome outcome;
  try {
    write(session);
    session.commit();
  } catch (const retort::engine::UniqueViolation& error) {
    outcome.failed = error.what();
    // The parameters of the row; the key that the database made for one that failed is nobody's.
    outcome.failed.erase(0, outcome.failed.find("[SQL"));
    session.rollback();
  }
  outcome.rows = recorder.engine().connect().rows("SELECT * FROM notes ORDER BY id");
  return outcome;
}

TEST(InsertProperty, ManyAtOnceAreWhatTheyAreOneByOne) {
  std::mt19937 random(std::random_device{}());
  int failures = 0;
  for (int round = 0; round < 25; ++round) {
    const auto seed = random();
    std::mt19937 of_round(seed);
    const auto notes = random_notes(of_round);
    const auto single = outcome_of([&](Session& session) {
      for (const auto& note : notes) {
        session.add(note);
        session.flush();
      }
    });
    const auto flushed = outcome_of([&](Session& session) { session.add_all(notes); });
    const auto inserted = outcome_of([&](Session& session) { session.insert(notes); });
    failures += !single.failed.empty();
    ASSERT_TRUE(flushed == single) << "seed " << seed << '\n' << single.failed << flushed.failed;
    ASSERT_EQ(inserted.rows, single.rows) << "seed " << seed;
    ASSERT_EQ(inserted.failed.empty(), single.failed.empty()) << "seed " << seed;
  }
  EXPECT_GT(failures, 0);
  EXPECT_LT(failures, 25);
}

TEST_F(InsertTest, AQueryForAKeyIsWrittenOnce) {
  session.insert(some_parents(3));
  for (std::int64_t key = 1; key <= 3; ++key) {
    recorder.take();
    EXPECT_EQ(session.get<Parent>(key)->name, "p" + std::to_string(key - 1));
    EXPECT_EQ(recorder.take(), Lines{"SELECT parent.id AS parent_id, parent.name AS parent_name "
                                     "FROM parent WHERE parent.id = ? (" +
                                     std::to_string(key) + ")"});
  }
}

TEST_F(InsertTest, TheManyOfAWholeTableAreOneStatement) {
  session.insert(some_parents(many));
  std::vector<Child> all;
  for (std::int64_t i = 0; i < 3 * many; ++i)
    all.push_back({.name = std::to_string(i), .parent_id = i % many + 1});
  all.push_back({.name = "nobody's"});
  session.insert(all);
  recorder.take();
  const auto whole = session.query(parents).options(selectinload(parents.children)).all();
  EXPECT_EQ(recorder.take().size(), 2U);
  for (const auto& parent : whole) ASSERT_EQ(parent->children.size(), 3U);
  EXPECT_EQ(recorder.take().size(), 0U);
  // Some of them are looked for by their keys.
  session.commit();
  session.close();
  recorder.take();
  const auto some =
      session.query(parents).filter(parents.id > 100).options(selectinload(parents.children)).all();
  EXPECT_EQ(some.size(), 900U);
  EXPECT_EQ(written().size(), 0U);
  for (const auto& parent : some) ASSERT_EQ(parent->children.size(), 3U);
}

}  // namespace insert_test
