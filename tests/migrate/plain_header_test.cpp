// The short way to a script's header says what the parser says, or nothing.

#include <gtest/gtest.h>

#include <random>

#include <retort/migrate/detail/plain_header.h>
#include <retort/migrate/detail/script_header.h>

namespace retort::migrate::detail {
namespace {

// The same words for the same header.
std::string described(const Revision& header) { return header_fields(header).lines(); }

std::optional<std::string> parsed(std::string_view text) {
  try {
    return described(with_reader(text, "x.toml", read_header));
  } catch (const MigrateError&) {
    return std::nullopt;
  }
}

std::optional<std::string> plain(std::string_view text) {
  const std::optional<Revision> header = read_plain_header(text);
  return header ? std::optional(described(*header)) : std::nullopt;
}

const std::string whole =
    "# what a person has to say\n"
    "revision = \"3f2a9c1b7d04\"\n"
    "down_revision = [\"a1b2\", \"c3d4\"]\n"
    "depends_on = \"films\"\n"
    "branch_labels = [ \"music\" ]\n"
    "replaces = [\"r1\",\"r2\"]\n"
    "message = \"create 'artists' = # [1]\"\n"
    "created = 2026-11-22T11:30:00Z\n"
    "allow_destructive = true\n"
    "\n";

TEST(PlainHeader, IsReadAsTheParserReadsIt) {
  ASSERT_TRUE(plain(whole));
  EXPECT_EQ(plain(whole), parsed(whole));
  for (const std::string text :
       {"revision = \"a\"", "revision=\"a\"\nmessage=\"\"\n", "\t revision\t=\t\"a\" \t\n",
        "revision = \"a\"\nallow_destructive = false", "message = \"m\"\nrevision = \"a\""}) {
    ASSERT_TRUE(plain(text)) << text;
    EXPECT_EQ(plain(text), parsed(text)) << text;
  }
}

TEST(PlainHeader, LeavesTheRestToTheParser) {
  for (const std::string text : {"",
                                 "message = \"m\"",
                                 "revision = ''",
                                 "revision = 'a'",
                                 "revision = \"\"",
                                 "revision = \"head\"",
                                 "revision = \"a-b\"",
                                 "revision = \"a\" # why",
                                 "revision = a",
                                 "revision = \"a\\u0062\"",
                                 "revision = \"\"\"a\"\"\"",
                                 "revision = \"a\"\r\n",
                                 "revision = \"a\"\nrevision = \"b\"",
                                 "revision = \"a\"\nno_key = 1",
                                 "revision = \"a\"\nmessage = \"gr\xc3\xbc\xc3\x9f\"",
                                 "revision = \"a\"\nmessage = 1",
                                 "revision = \"a\"\ndown_revision = []",
                                 "revision = \"a\"\ndown_revision = [\"b\",]",
                                 "revision = \"a\"\ndown_revision = [\"b\", \"b\"]",
                                 "revision = \"a\"\n[suppress]",
                                 "revision = \"a\"\ndown_revision = [\n\"b\"]",
                                 "revision = \"a\"\nallow_destructive = yes",
                                 "revision = \"a\"\ncreated = 2026-11-22",
                                 "revision = \"a\"\ncreated = 2026-13-22T11:30:00Z",
                                 "revision = \"a\"\ncreated = 2026-02-30T11:30:00Z",
                                 "revision = \"a\"\ncreated = 2026-11-22 11:30:00Z",
                                 "revision = \"a\"\ncreated = 2026-11-22T11:30:00+01:00",
                                 "revision = \"a\"\ncreated = 2026-11-22T24:30:00Z",
                                 "\"revision\" = \"a\"",
                                 "a.b = 1"})
    EXPECT_FALSE(read_plain_header(text)) << text;
}

TEST(PlainHeader, NeverSaysAnythingElseThanTheParser) {
  const std::vector<std::string> pieces = {"\"",
                                           "'",
                                           "[",
                                           "]",
                                           "=",
                                           ",",
                                           "#",
                                           "\n",
                                           "\\",
                                           " ",
                                           "\t",
                                           "\r",
                                           "\x01",
                                           "\x7f",
                                           "\xc3\xa9",
                                           "\xff",
                                           "0",
                                           "9",
                                           "T",
                                           "Z",
                                           ":",
                                           "-",
                                           ".",
                                           "a",
                                           "_",
                                           "true",
                                           "revision",
                                           "head",
                                           "message = \"x\"\n",
                                           "[[upgrade]]\n",
                                           std::string(1, '\0')};
  std::mt19937 random(20261123);
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  int read = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = whole;
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
      const std::size_t at = below(text.size());
      const std::size_t taken = below(3) == 0 ? below(8) : 0;
      text.replace(at, taken, below(4) == 0 ? "" : pieces[below(pieces.size())]);
    }
    const std::optional<std::string> said = plain(text);
    if (!said) continue;
    ++read;
    ASSERT_EQ(said, parsed(text)) << text;
  }
  EXPECT_GT(read, 1'000) << "or nothing was tried";
}

}  // namespace
}  // namespace retort::migrate::detail
