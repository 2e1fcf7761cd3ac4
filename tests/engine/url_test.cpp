// Url::parse and Url::text, and that no message shows a password.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/engine/url.h>

namespace retort::engine {
namespace {

struct Parsed {
  const char* text;
  Url url;
};

class UrlParse : public testing::TestWithParam<Parsed> {};

TEST_P(UrlParse, GivesTheParts) {
  const Url url = Url::parse(GetParam().text);
  EXPECT_EQ(url, GetParam().url) << url.text(true);
}

TEST_P(UrlParse, TextReadsBackAsTheSameUrl) {
  const Url url = Url::parse(GetParam().text);
  EXPECT_EQ(Url::parse(url.text(true)), url) << url.text(true);
}

INSTANTIATE_TEST_SUITE_P(
    , UrlParse,
    testing::Values(
        Parsed{"sqlite://", {.scheme = "sqlite"}}, Parsed{"sqlite:///", {.scheme = "sqlite"}},
        Parsed{"sqlite:///app.db", {.scheme = "sqlite", .database = "app.db"}},
        Parsed{"sqlite:////var/app.db", {.scheme = "sqlite", .database = "/var/app.db"}},
        Parsed{"sqlite:///:memory:", {.scheme = "sqlite", .database = ":memory:"}},
        Parsed{"sqlite:///a b/ü.db", {.scheme = "sqlite", .database = "a b/ü.db"}},
        Parsed{"sqlite:///100%25%3f.db", {.scheme = "sqlite", .database = "100%?.db"}},
        Parsed{"sqlite:///me@home:1.db", {.scheme = "sqlite", .database = "me@home:1.db"}},
        Parsed{"sqlite:///a.db?mode=ro&vfs=unix%2Dnone",
               {.scheme = "sqlite",
                .database = "a.db",
                .options = {{"mode", "ro"}, {"vfs", "unix-none"}}}},
        Parsed{"sqlite://?mode=memory", {.scheme = "sqlite", .options = {{"mode", "memory"}}}},
        Parsed{"pg://u:p%40ss@host:5432/db",
               {.scheme = "pg",
                .user = "u",
                .password = "p@ss",
                .host = "host",
                .port = 5432,
                .database = "db"}},
        Parsed{"pg://u:p@ss@host/db",
               {.scheme = "pg", .user = "u", .password = "p@ss", .host = "host", .database = "db"}},
        Parsed{"pg://u@host", {.scheme = "pg", .user = "u", .host = "host"}},
        Parsed{"pg://[::1]:99/db", {.scheme = "pg", .host = "::1", .port = 99, .database = "db"}},
        Parsed{"pg://[::1]/db", {.scheme = "pg", .host = "::1", .database = "db"}}));

TEST(UrlText, HidesThePasswordUnlessAskedFor) {
  const Url url = Url::parse("pg://u:secret@host/db?sslpassword=hush&x=1");
  EXPECT_EQ(url.text(), "pg://u:***@host/db?sslpassword=***&x=1");
  EXPECT_EQ(url.text(true), "pg://u:secret@host/db?sslpassword=hush&x=1");
}

struct Refused {
  const char* text;
  const char* why;
};

class UrlRefused : public testing::TestWithParam<Refused> {};

TEST_P(UrlRefused, SaysWhyWithoutThePassword) {
  try {
    Url::parse(GetParam().text);
    FAIL() << "no error for " << GetParam().text;
  } catch (const UrlError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find(GetParam().why), std::string::npos) << message;
    EXPECT_EQ(message.find("secret"), std::string::npos) << message;
  }
}

INSTANTIATE_TEST_SUITE_P(
    , UrlRefused,
    testing::Values(Refused{"", "does not begin with a scheme"}, Refused{"app.db", "\"app.db\""},
                    Refused{"://x", "scheme"}, Refused{"u:secret@host/db", "scheme"},
                    Refused{"pg://u:secret@host:x/db", "port"},
                    Refused{"pg://u:secret@host:0/db", "port"},
                    Refused{"pg://host:65536/db", "\"pg://host:65536/db\""},
                    // The host was forgotten, so the password stands where the port should.
                    Refused{"pg://u:secret/db", "port"}, Refused{"pg://u:secret", "port"},
                    Refused{"pg://u:100%secret@host/db", "%25"},
                    Refused{"pg://u:secret%4@host/db", "%25"},
                    Refused{"pg://u:se/secret@host/db", "port"}, Refused{"pg://[::1/db", "bracket"},
                    Refused{"sqlite:///a%00b", "NUL"}, Refused{"sqlite:///a?mode", "no value"},
                    Refused{"sqlite:///a?=ro", "no name"},
                    Refused{"sqlite:///a?mode=ro&mode=rw", "\"mode\" is there twice"},
                    Refused{"pg:///d?password=secret&x", "password=***"}));

}  // namespace
}  // namespace retort::engine
