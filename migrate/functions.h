// migrate::Functions: data migrations in C++, which scripts call by name.
//
//   migrate::Functions functions;
//   functions["split_names"] = [](engine::Connection& connection) {
//     connection.execute("UPDATE people SET first = ..., last = ...");
//   };
//
//   [[upgrade]]
//   op = "call"
//   function = "split_names"
//
// It may take the run's context (callback.h) as a second argument.
// A function runs in the revision's transaction, on its connection, after the operations that stand
// before it. It begins no transaction and ends none; what it throws stops the run and rolls the
// revision back.

#pragma once

#include <map>
#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/callback.h>
#include <retort/migrate/operation.h>

namespace retort::migrate {

using Functions = std::map<std::string, Callback<engine::Connection&>, std::less<>>;

/// Throws MigrateError, with the nearest name that there is, where an operation calls a function that
/// is missing.
void require_functions(const std::vector<Operation>& operations, const Functions& functions);

}  // namespace retort::migrate
