// What create_all() tells of what it creates.

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/orm/create_events.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

namespace create_events {

using namespace retort::orm;
namespace engine = retort::engine;
namespace schema = retort::schema;

template <class As>
struct CityModel;

template <class As>
struct CountryModel {
  static constexpr auto table_name = "countries";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, unique> name{};
};
template <class As>
struct CityModel {
  static constexpr auto table_name = "cities";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, indexed<>> name{};
  Column<As, "country_id", std::int64_t, references<CountryModel, "id">> country_id{};
};
using Country = Entity<CountryModel>;
using City = Entity<CityModel>;
inline constexpr auto countries = table<CountryModel>;
inline constexpr auto cities = table<CityModel>;

/// Children before parents, which is not the order in which they can be created.
schema::Metadata both() { return metadata<CityModel, CountryModel>(); }

using Lines = std::vector<std::string>;

TEST(CreateEvents, TellOfEachTableAndOfAll) {
  Lines lines;
  const auto all = [&](std::string word) {
    return [&lines, word](engine::Connection&, const schema::Metadata& missing) {
      lines.push_back(word + " all " + std::to_string(missing.tables.size()));
    };
  };
  const auto table = [&](std::string word) {
    return [&lines, word](engine::Connection& connection, const schema::Table& table) {
      const auto there = connection.scalar(connection.dialect().table_exists(),
                                           std::vector<engine::Value>{table.name});
      lines.push_back(word + " " + table.name + (there ? ", there" : ", not there"));
    };
  };
  engine::Engine engine("sqlite://");
  const CreateEvents events{.before_create = all("before"),
                            .after_create = all("after"),
                            .before_create_table = table("before"),
                            .after_create_table = table("after")};
  create_all(engine, both(), events);
  EXPECT_EQ(lines, (Lines{"before all 2", "before countries, not there", "after countries, there",
                          "before cities, not there", "after cities, there", "after all 2"}));
  lines.clear();
  create_all(engine, both(), events);
  EXPECT_EQ(lines, Lines{});
}

TEST(CreateEvents, TellOfWhatWasMissingOnly) {
  engine::Engine engine("sqlite://");
  create_all(engine, metadata<CountryModel>());
  Lines created;
  create_all(engine, both(),
             {.after_create_table = [&](engine::Connection&, const schema::Table& table) {
               created.push_back(table.name);
             }});
  EXPECT_EQ(created, Lines{"cities"});
}

TEST(CreateEvents, RowsAndTriggersCanBeAddedInTheSameTransaction) {
  // All models of the program, of which some lie in a database of that name.
  engine::Engine engine("sqlite://", {.attach = {{"archive", ":memory:"}}});
  create_all(engine, CreateEvents{.after_create = [](engine::Connection& connection,
                                                     const schema::Metadata& created) {
               if (!created.find_table("countries")) return;
               connection.execute(
                   "CREATE TRIGGER loud AFTER INSERT ON countries BEGIN "
                   "UPDATE countries SET name = upper(name) WHERE id = new.id; END");
               Session session(connection);
               session.add(Country{.name = "Chile"});
               session.commit();
             }});
  Session session(engine);
  EXPECT_EQ(session.query(countries).one()->name, "CHILE");
}

TEST(CreateEvents, WhatTheyThrowLeavesTheDatabaseAsItWas) {
  engine::Engine engine("sqlite://");
  EXPECT_THROW(create_all(engine, both(),
                          {.after_create_table =
                               [](engine::Connection&, const schema::Table& table) {
                                 if (table.name == "cities") throw std::runtime_error("no cities");
                               }}),
               std::runtime_error);
  EXPECT_EQ(engine.connect().scalar("SELECT count(*) FROM sqlite_master"), engine::Value{0});
}

TEST(CreateEvents, AForeignKeyCircleIsCreatedAllTheSame) {
  schema::Metadata circle;
  for (const auto* name : {"a", "b"}) {
    const std::string other = *name == 'a' ? "b" : "a";
    schema::Table table{.name = name};
    table.columns.push_back({.name = "id", .type = {"int64"}});
    table.foreign_keys.push_back(
        {.columns = {"id"}, .referred_table = other, .referred_columns = {"id"}});
    circle.tables.push_back(table);
  }
  engine::Engine engine("sqlite://");
  create_all(engine, circle);
  EXPECT_EQ(engine.connect().scalar("SELECT count(*) FROM sqlite_master WHERE type = 'table'"),
            engine::Value{2});
}

}  // namespace create_events
