// The names of SQLite's result codes; the library itself has them only in its test build.

#pragma once

#include <string>

namespace retort::engine::sqlite {

/// "SQLITE_CONSTRAINT_UNIQUE". An extended code that is newer than this list gets its primary
/// code's name with the number behind it.
std::string code_name(int code);

}  // namespace retort::engine::sqlite
