// Models for the tests of the session: a shop with every kind of column and relationship.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <retort/orm/model.h>

namespace retort::test {

using namespace retort::orm;

template <class As>
struct BookModel;
template <class As>
struct ReviewModel;

inline std::string trimmed(std::string name) {
  if (name.empty()) throw ValidationError("a name is needed");
  while (name.ends_with(' ')) name.pop_back();
  return name;
}

template <class As>
struct AuthorModel {
  static constexpr auto table_name = "authors";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, unique, validate<trimmed>> name{};
  Column<As, "born", std::optional<int>> born{};
  Column<As, "country", std::string, server_default<"'?'">> country{};
  HasMany<As, BookModel, "author_id"> books{};
};

/// May have no author, and takes its reviews with it.
template <class As>
struct BookModel {
  static constexpr auto table_name = "books";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "title", std::string> title{};
  Column<As, "pages", int> pages{100};
  Column<As, "author_id", std::optional<std::int64_t>, references<AuthorModel, "id">> author_id{};
  BelongsTo<As, AuthorModel, "author_id"> author{};
  HasMany<As, ReviewModel, "book_id", cascade_delete> reviews{};
};

/// Two columns make its key; the book does not know the way back by a member of its own.
template <class As>
struct ReviewModel {
  static constexpr auto table_name = "reviews";
  static constexpr std::tuple constraints{
      primary_key_of<"book_id", "reader">{},
      named<"stars_count", check_that<"stars BETWEEN 1 AND 5">>{},
      index_of<"ix_stars", "stars", "reader">{}};

  Column<As, "book_id", std::int64_t, references<BookModel, "id", on_delete<cascade>>> book_id{};
  Column<As, "reader", std::string> reader{};
  Column<As, "stars", int> stars{5};
};

/// A tree.
template <class As>
struct NodeModel {
  static constexpr auto table_name = "nodes";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "parent_id", std::optional<std::int64_t>, references<NodeModel, "id">> parent_id{};
  BelongsTo<As, NodeModel, "parent_id"> parent{};
  HasMany<As, NodeModel, "parent_id", cascade_delete> children{};
};

using Author = Entity<AuthorModel>;
using Book = Entity<BookModel>;
using Review = Entity<ReviewModel>;
using TreeNode = Entity<NodeModel>;
inline constexpr auto authors = table<AuthorModel>;
inline constexpr auto books = table<BookModel>;
inline constexpr auto reviews = table<ReviewModel>;
inline constexpr auto nodes = table<NodeModel>;

}  // namespace retort::test
