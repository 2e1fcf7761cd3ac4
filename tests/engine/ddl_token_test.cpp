// The lexical grammar: every byte has its place, and every kind of token its bounds.

#include <gtest/gtest.h>

#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite::ddl {
namespace {

using namespace std::string_literals;

std::vector<std::string> texts(std::string_view sql) {
  std::vector<std::string> result;
  for (const Token& token : tokenize(sql))
    if (token.kind != TokenKind::end) result.emplace_back(token.text);
  return result;
}

struct OneToken {
  std::string text;
  TokenKind kind;
};

class DdlOneToken : public testing::TestWithParam<OneToken> {};

TEST_P(DdlOneToken, IsOneTokenOfItsKind) {
  const auto& [text, kind] = GetParam();
  const Tokens tokens = tokenize(text);
  ASSERT_EQ(tokens.size(), 2u) << text;
  EXPECT_EQ(tokens[0].kind, kind) << text;
  EXPECT_EQ(tokens[0].text, text);
  EXPECT_EQ(tokens[1].kind, TokenKind::end);
}

INSTANTIATE_TEST_SUITE_P(
    Ddl, DdlOneToken,
    testing::Values(OneToken{"artists", TokenKind::word}, OneToken{"_a$1", TokenKind::word},
                    OneToken{"größe", TokenKind::word}, OneToken{"xyz", TokenKind::word},
                    OneToken{"create", TokenKind::keyword},
                    OneToken{"\"a \"\"b\"\" c\"", TokenKind::quoted_word},
                    OneToken{"`a``b`", TokenKind::quoted_word},
                    OneToken{"[a \"b]", TokenKind::quoted_word},
                    OneToken{"'it''s'", TokenKind::string}, OneToken{"''", TokenKind::string},
                    OneToken{"1", TokenKind::number}, OneToken{"1.", TokenKind::number},
                    OneToken{".5", TokenKind::number}, OneToken{"1.5e-3", TokenKind::number},
                    OneToken{"2E9", TokenKind::number}, OneToken{"0xFf", TokenKind::number},
                    OneToken{"x'00fF'", TokenKind::blob}, OneToken{"X''", TokenKind::blob},
                    OneToken{"?", TokenKind::variable}, OneToken{"?12", TokenKind::variable},
                    OneToken{":name", TokenKind::variable}, OneToken{"@name", TokenKind::variable},
                    OneToken{"$name", TokenKind::variable}, OneToken{"$a::b", TokenKind::variable},
                    OneToken{":::a", TokenKind::variable}, OneToken{"@a::", TokenKind::variable},
                    OneToken{"#a(b,c)", TokenKind::variable},
                    OneToken{"->>", TokenKind::punctuation}, OneToken{"->", TokenKind::punctuation},
                    OneToken{"||", TokenKind::punctuation}, OneToken{"<<", TokenKind::punctuation},
                    OneToken{"==", TokenKind::punctuation}, OneToken{"<>", TokenKind::punctuation},
                    OneToken{"!=", TokenKind::punctuation}, OneToken{"'open", TokenKind::illegal},
                    OneToken{"\"open", TokenKind::illegal}, OneToken{"[open", TokenKind::illegal},
                    OneToken{"12abc", TokenKind::illegal}, OneToken{"0xg", TokenKind::illegal},
                    OneToken{"1e", TokenKind::illegal}, OneToken{"x'0'", TokenKind::illegal},
                    OneToken{"x'0g'", TokenKind::illegal}, OneToken{":::", TokenKind::illegal},
                    OneToken{"$a(b", TokenKind::illegal}, OneToken{"!", TokenKind::illegal},
                    OneToken{"^", TokenKind::illegal}, OneToken{"\0"s, TokenKind::illegal}));

TEST(DdlTokens, CommentsAndBlanksAreTriviaOfTheNextToken) {
  const Tokens tokens = tokenize("\xEF\xBB\xBF a -- one\n\t/* two\n */ b --");
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[0].trivia, "\xEF\xBB\xBF ");
  EXPECT_EQ(tokens[1].trivia, " -- one\n\t/* two\n */ ");
  EXPECT_EQ(tokens[2].trivia, " --");
}

TEST(DdlTokens, AnUnclosedCommentRunsToTheEnd) {
  EXPECT_EQ(texts("a /* b; c"), std::vector<std::string>{"a"});
}

TEST(DdlTokens, ASlashAndAsteriskAtTheEndAreOperators) {
  EXPECT_EQ(texts("a /*"), (std::vector<std::string>{"a", "/", "*"}));
}

TEST(DdlTokens, OperatorsAreTakenAtTheirLongest) {
  EXPECT_EQ(texts("a->>b->c||d<=e<<f-1"),
            (std::vector<std::string>{"a", "->>", "b", "->", "c", "||", "d", "<=", "e", "<<", "f",
                                      "-", "1"}));
}

TEST(DdlTokens, ADotBeforeADigitBeginsANumber) {
  EXPECT_EQ(texts("t.a .5 1..5"), (std::vector<std::string>{"t", ".", "a", ".5", "1.", ".5"}));
}

TEST(DdlTokens, PrintGivesTheTextBack) {
  for (const std::string& text : {""s, " "s, "CREATE  TABLE\n[t] -- x\n (a /* y */ , b)  ;  "s,
                                  "a'b\"c"s, "\0\0a"s, "é\xff"s})
    EXPECT_EQ(print(tokenize(text)), text);
}

TEST(DdlTokens, ARangeHasItsTextWithWhatIsBetweenItsTokens) {
  const Tokens tokens = tokenize("a  b /* c */ d");
  EXPECT_EQ(text_of(tokens, {1, 3}), "b /* c */ d");
  EXPECT_EQ(text_of(tokens, {1, 1}), "");
}

TEST(DdlIdentifier, QuotesComeOffAndOn) {
  EXPECT_EQ(unquoted("\"a\"\"b\""), "a\"b");
  EXPECT_EQ(unquoted("`a``b`"), "a`b");
  EXPECT_EQ(unquoted("[a\"\"b]"), "a\"\"b");
  EXPECT_EQ(unquoted("'it''s'"), "it's");
  EXPECT_EQ(unquoted("plain"), "plain");
  EXPECT_EQ(quoted("a\"b"), "\"a\"\"b\"");
}

TEST(DdlIdentifier, PlainNamesNeedNoQuotes) {
  EXPECT_TRUE(is_plain_name("artists"));
  EXPECT_TRUE(is_plain_name("größe"));
  for (const char* name : {"", "two words", "1a", "key", "order", "a-b", " a", "a "})
    EXPECT_FALSE(is_plain_name(name)) << name;
}

}  // namespace
}  // namespace retort::engine::sqlite::ddl
