// Views as models that are only read, and plain structs that are mapped as they are.

#include <gtest/gtest.h>

#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/library_fixture.h"

namespace elsewhere {

/// A struct of somebody else's.
struct Customer {
  std::int64_t number = 0;
  std::string name;
  std::optional<std::string> email;
};

std::string greeting(const Customer& customer) { return "Dear " + customer.name; }

}  // namespace elsewhere

namespace retort::test {

template <class As>
struct OutputModel {
  static constexpr auto table_name = "output";
  static constexpr auto view_sql =
      "SELECT author_id, count(*) AS titles, sum(pages) AS pages FROM books "
      "WHERE author_id IS NOT NULL GROUP BY author_id";

  Column<As, "author_id", std::int64_t, primary_key> author_id{};
  Column<As, "titles", int> titles{};
  Column<As, "pages", int> pages{};
};
using Output = Entity<OutputModel>;
inline constexpr auto output = table<OutputModel>;

/// Without a key its rows are values.
template <class As>
struct ThickBookModel {
  static constexpr auto table_name = "thick_books";
  static constexpr auto view_sql = "SELECT title, pages FROM books WHERE pages > 400";

  Column<As, "title", std::string> title{};
  Column<As, "pages", int> pages{};
};
inline constexpr auto thick_books = table<ThickBookModel>;

template <class As>
struct CustomerModel {
  static constexpr auto table_name = "customers";

  Fields<As, elsewhere::Customer, field<"number", primary_key>, field<"name", indexed<>>,
         field<"email", unique>>
      data{};
};
using CustomerRow = Entity<CustomerModel>;
inline constexpr auto customers = table<CustomerModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class ViewTest : public LibraryTest {
 protected:
  ViewTest() {
    create_all(recorder.engine(), metadata<OutputModel, ThickBookModel, CustomerModel>());
    recorder.take();
  }
};

TEST_F(ViewTest, IsPartOfTheSchema) {
  const auto schema = metadata<OutputModel>();
  EXPECT_TRUE(schema.tables.empty());
  ASSERT_EQ(schema.views.size(), 1U);
  EXPECT_TRUE(schema.views[0].sql.starts_with("CREATE VIEW output AS SELECT author_id"));
  // A second time nothing is made.
  create_all(recorder.engine(), schema);
}

TEST_F(ViewTest, IsQueriedLikeATable) {
  const auto eco = session.query(authors).filter(authors.name == "Eco").one();
  const auto row = session.get<Output>(eco->id);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->titles, 2);
  EXPECT_EQ(row->pages, 1100);
  EXPECT_EQ(session.query(authors.name, output.titles)
                .join(output, output.author_id == authors.id)
                .order_by(output.titles.desc())
                .all()
                .size(),
            2U);
  const auto titles = session.query(thick_books).order_by(thick_books.pages).all();
  ASSERT_EQ(titles.size(), 2U);
  EXPECT_EQ(titles[0].title, "Rose");
}

TEST_F(ViewTest, IsOnlyRead) {
  const auto row = session.query(output).order_by(output.author_id).limit(1).one();
  row->titles = 7;
  try {
    session.flush();
    FAIL() << "a view was written";
  } catch (const SessionError& error) {
    EXPECT_STREQ(
        error.what(),
        "flush: an object of the view output was changed, added or removed; views are only "
        "read");
  }
}

TEST_F(ViewTest, APlainStructCanBeARow) {
  const auto row = session.add(CustomerRow{.data = {.number = 7, .name = "Ada", .email = {}}});
  session.commit();
  EXPECT_EQ(elsewhere::greeting(row->data), "Dear Ada");
  row->data.email = "ada@example.org";
  recorder.take();
  session.commit();
  EXPECT_EQ(recorder.take()[1],
            "UPDATE customers SET email=? WHERE customers.number = ? ('ada@example.org', 7)");
  session.close();
  const elsewhere::Customer customer = session.get<CustomerRow>(7)->data;
  EXPECT_EQ(customer.name, "Ada");
  EXPECT_EQ(session.query(customers.data.column<"email">()).one(), "ada@example.org");
  EXPECT_EQ(session.query(customers).filter(customers.data.column<"name">().like("A%")).count(), 1);
  const auto schema = metadata<CustomerModel>();
  EXPECT_EQ(schema.tables[0].primary_key->columns, retort::schema::indexed({"number"}));
  EXPECT_EQ(schema.tables[0].indexes.size(), 1U);
  EXPECT_EQ(schema.tables[0].uniques.size(), 1U);
  EXPECT_TRUE(schema.tables[0].find_column("email")->nullable);
}

}  // namespace
