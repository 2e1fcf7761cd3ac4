#include <retort/migrate/sqlite/soundness.h>

#include <optional>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/sqlite/free_name.h>

namespace retort::migrate::sqlite {

bool is_sound(engine::Connection& connection, const schema::Metadata& now) {
  if (now.views.empty() && now.triggers.empty()) return true;
  std::optional<engine::Transaction> transaction;
  if (!connection.in_transaction()) transaction.emplace(connection);
  const engine::Savepoint nothing_stays(connection);
  const std::string name = free_name(now, "_retort_probe");
  const std::string probe = connection.dialect().quote(name);
  const std::string renamed = connection.dialect().quote(free_name(now, name + "d"));
  connection.execute("CREATE TABLE " + probe + " (a)");
  try {
    connection.execute("ALTER TABLE " + probe + " RENAME TO " + renamed);
    return true;
  } catch (const engine::DatabaseError&) {
    return false;
  }
}

}  // namespace retort::migrate::sqlite
