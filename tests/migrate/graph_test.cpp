// What a history is: what it refuses, its ends, and what the identifiers mean in it.

#include <retort/migrate/graph.h>

#include <gtest/gtest.h>

#include <migrate/graph_builder.h>

namespace retort::migrate {
namespace {

using testing::build;
using testing::error_of;
using testing::names;

std::string refusal(const std::vector<std::string>& lines) {
  return error_of([&] { build(lines); });
}

TEST(Graph, RefusesWhatDoesNotFitTogether) {  // G52
  EXPECT_EQ(
      refusal({"artists", "B(artist)"}),
      "B.toml: down_revision \"artist\" is in none of the scripts (did you mean \"artists\"?)");
  EXPECT_EQ(refusal({"A", "B(A) dep elsewhere"}),
            "B.toml: depends_on \"elsewhere\" is in none of the scripts");
  EXPECT_EQ(refusal({"A(A)"}), "A.toml: revision A follows or depends on itself");
  EXPECT_EQ(refusal({"A dep A"}), "A.toml: revision A follows or depends on itself");
  EXPECT_EQ(refusal({"A {x}", "B(A) {x}"}),
            "two revisions have the branch label x: A (A.toml) and B (B.toml)");
  EXPECT_EQ(refusal({"A", "B(A) {A}"}), "B.toml: the branch label A is the id of a revision");
}

TEST(Graph, RefusesCirclesWithTheRevisionsOnThem) {
  EXPECT_EQ(refusal({"A(C)", "B(A)", "C(B)", "D(C)"}),
            "A.toml: these revisions form a cycle: A -> C -> B -> A");
  EXPECT_EQ(refusal({"R", "A(R) dep B", "B(R) dep A"}),
            "A.toml: these revisions form a cycle: A -> B -> A");
}

TEST(Graph, RefusesTwoFilesWithOneId) {
  std::vector<Revision> twice = testing::revisions({"A", "A"});
  twice[1].path = "copy_of_A.toml";
  EXPECT_EQ(error_of([&] { Graph graph(twice); }),
            "two scripts are revision A: A.toml and copy_of_A.toml; give one of them another id");
}

TEST(Graph, Ends) {
  const Graph graph = build({"R", "L(R)", "K(R)", "M(L+K)", "X", "Y(X) dep M"});
  EXPECT_EQ(names(graph.heads()), "Y");
  EXPECT_EQ(names(graph.bases()), "R X");
  EXPECT_EQ(names(graph.newest_first()), "Y X M K L R");
  EXPECT_EQ(graph.find("L")->revision, "L");
  EXPECT_EQ(graph.find("nobody"), nullptr);
  EXPECT_FALSE(graph.empty());
  EXPECT_TRUE(build({}).empty());
}

TEST(Graph, TheOrderIsOfAgeWhateverTheOrderOfFiles) {
  std::vector<Revision> forth = testing::revisions({"R", "b(R)", "a(R)", "c(R)"});
  const std::vector<Revision> back(forth.rbegin(), forth.rend());
  EXPECT_EQ(names(Graph(forth).newest_first()), "c a b R");
  EXPECT_EQ(names(Graph(back).newest_first()), "c a b R");
  for (Revision& script : forth) script.created.clear();
  EXPECT_EQ(names(Graph(forth).newest_first()), "c b a R");
}

TEST(Graph, DependenciesMayBeLabels) {
  const Graph graph = build({"A {lib}", "B dep lib"});
  EXPECT_EQ(testing::text(graph.upgrade_path({}, "B")), "+A {A}, +B {B}");
}

TEST(Graph, Resolves) {
  const Graph graph = build({"abcd02", "abce03(abcd02) {music}", "f00d04(abce03)"});
  EXPECT_EQ(graph.resolve("abcd02").revision, "abcd02");
  EXPECT_EQ(graph.resolve("abcd").revision, "abcd02");
  EXPECT_EQ(graph.resolve("f").revision, "f00d04");
  EXPECT_EQ(graph.resolve("music").revision, "abce03");
  EXPECT_EQ(graph.resolve("head").revision, "f00d04");
  EXPECT_EQ(graph.resolve("head-2").revision, "abcd02");
  EXPECT_EQ(graph.resolve("music@head").revision, "f00d04");
  EXPECT_EQ(graph.resolve("abcd+1").revision, "abce03");
}

TEST(Graph, SaysWhyItCannotResolve) {
  const Graph graph = build({"abcd02", "abce03(abcd02)", "music(abcd02)"});
  const auto refused = [&](std::string_view identifier) {
    return error_of([&] { graph.resolve(identifier); });
  };
  EXPECT_EQ(refused("abc"), "\"abc\" is ambiguous: it could be abcd02, abce03");  // G13
  EXPECT_EQ(
      refused("musik"),
      "there is no revision \"musik\" (did you mean \"music\"?); `migrate history` lists them");
  EXPECT_EQ(refused("head"),
            "\"head\" is ambiguous, there are several heads: abce03, music; name one of them, say "
            "`heads` for all of them (`migrate upgrade heads`), or make them one (`migrate merge "
            "heads`)");
  EXPECT_EQ(refused("base"), "\"base\" is not one revision, and one is needed here");
  EXPECT_EQ(refused("+1"), "\"+1\" is not one revision, and one is needed here");
  EXPECT_EQ(error_of([] { build({}).resolve("head"); }), "\"head\": there are no revisions yet");
}

TEST(Graph, RefusesWhatIsNoIdentifier) {
  const Graph graph = build({"A"});
  for (const std::string_view text :
       {"", "@", "@head", "A@", "A+", "A+x", "+", "-", "A+1-1", "A+-1", "A+99999999999", "+1x"})
    EXPECT_NE(error_of([&] { graph.upgrade_path({}, text); }).find(" names no revision; give"),
              std::string::npos)
        << text;
}

TEST(Graph, MessagesNameRevisionsWithTheirTitles) {
  std::vector<Revision> scripts = testing::revisions({"abc1", "abc2"});
  scripts[0].message = "create artists";
  EXPECT_EQ(error_of([&] { Graph(scripts).resolve("abc"); }),
            "\"abc\" is ambiguous: it could be abc1 (create artists), abc2");
}

TEST(Graph, ALongHistoryIsNoDeepOne) {
  std::vector<Revision> scripts(100000);
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    scripts[i].revision = "r" + std::to_string(i);
    if (i > 0) scripts[i].down_revisions = {"r" + std::to_string(i - 1)};
  }
  const Graph graph(std::move(scripts));
  EXPECT_EQ(graph.upgrade_path({}, "head").size(), 100000u);
  EXPECT_EQ(graph.downgrade_path({"r99999"}, "base").size(), 100000u);
  EXPECT_EQ(graph.downgrade_path({"r99999"}, "-50000").back().rows_after.front(), "r49999");
}

}  // namespace
}  // namespace retort::migrate
