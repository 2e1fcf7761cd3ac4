// Another tool's SQL as a revision's (../detail/adopt.h).

#pragma once

#include <string_view>

#include <retort/migrate/detail/adopt.h>

namespace retort::migrate::sqlite {

/// BEGIN, COMMIT and PRAGMA foreign_keys go, since the revision's transaction does their work. SQL
/// that needs more than that (VACUUM, a journal mode, savepoints) stays as it is, outside of a
/// transaction.
detail::Adopted adopt(std::string_view sql, bool transaction);

}  // namespace retort::migrate::sqlite
