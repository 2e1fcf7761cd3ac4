// engine::Mode: when a transaction takes the write lock (https://sqlite.org/lang_transaction.html).
//
//   engine::Transaction transaction(connection, engine::Mode::immediate);

#pragma once

namespace retort::engine {

/// With the first write, at once, or at once and against readers too.
enum class Mode { deferred, immediate, exclusive };

}  // namespace retort::engine
