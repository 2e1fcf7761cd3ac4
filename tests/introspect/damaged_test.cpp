// A schema that somebody broke by hand: the message names the object.

#include <gtest/gtest.h>

#include <retort/schema/error.h>

#include "introspect/database.h"

namespace retort {
namespace {

// The message for a schema that `edit` was made to.
std::string message_after(std::string_view edit) {
  engine::Connection connection = empty_database();
  connection.execute_script("CREATE TABLE t (a); CREATE INDEX i ON t (a)");
  connection.execute("PRAGMA writable_schema = ON");
  connection.execute(edit);
  try {
    introspect::introspect(connection);
    return "no error";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(IntrospectDamaged, ATableThatIsNoSql) {
  const std::string message =
      message_after("UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a' WHERE name = 't'");
  EXPECT_NE(message.find("table t cannot be read: line 1, column 18: expected )"),
            std::string::npos)
      << message;
}

TEST(IntrospectDamaged, AnIndexThatIsNoSql) {
  const std::string message =
      message_after("UPDATE sqlite_schema SET sql = 'CREATE INDEX i' WHERE name = 'i'");
  EXPECT_NE(message.find("index i cannot be read"), std::string::npos) << message;
}

TEST(IntrospectDamaged, AnIndexWithoutItsTable) {
  const std::string message =
      message_after("UPDATE sqlite_schema SET tbl_name = 'gone' WHERE name = 'i'");
  EXPECT_NE(message.find("index i cannot be read: its table gone is missing"), std::string::npos)
      << message;
}

}  // namespace
}  // namespace retort
