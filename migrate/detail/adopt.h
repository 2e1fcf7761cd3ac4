// SQL that was written for another tool, made fit for a revision.
//
//   adopt(dialect, "BEGIN; DROP TABLE a; COMMIT;", true)
//   // Execute{"DROP TABLE a;", .transaction = true, .foreign_keys = false}
//
// Such tools leave transactions and foreign keys to the script, and run it on connections that do not
// enforce foreign keys. A revision is one transaction, in which they are enforced unless it says
// otherwise.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/operation.h>

namespace retort::migrate::detail {

struct Adopted {
  Execute execute{};
  /// What is not as it was, in words.
  std::vector<std::string> notices{};
};

/// `transaction` says whether the other tool ran it in one.
Adopted adopt(const engine::Dialect& dialect, std::string_view sql, bool transaction);

}  // namespace retort::migrate::detail
