// How a session behaves.
//
//   Session session(engine, {.lazy_loads = false});                  // N + 1 queries are errors
//   Session reader(engine, {.read_only = true});                     // waits for no writer, in WAL mode
//   Session job(engine, {.logging_token = "job 7"});                 // [job 7] SELECT ...
//   Session told(engine, {.on_lazy_load = [](const LazyLoad& load) { std::clog << load.advice; }});

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/mode.h>
#include <retort/orm/listener.h>

namespace retort::orm {

/// Something was loaded because it was used: one query for each object, where one for all of them
/// would have done.
struct LazyLoad {
  /// The tables, and the column of the foreign key between them (of the link, for many to many).
  std::string_view owner;
  std::string_view target;
  std::string_view column;
  /// HasMany, HasOne or ManyToMany, as opposed to BelongsTo.
  bool many = false;
  /// How often this session has loaded along this relationship before, this time included.
  std::int64_t count = 0;
  /// What avoids it: the option for the query that loaded the owners.
  std::string_view advice;
};

/// What a session means by a schema of the models.
struct SchemaName {
  /// As in_schema<> says it; empty for models that say none.
  std::string model;
  /// An attached database, or one of those that are always there ("main", "temp").
  std::string database;
};

struct SessionOptions {
  /// Flush before each query and lazy load, so that they see what was changed.
  bool autoflush = true;
  /// How transactions begin.
  engine::Mode mode = engine::Mode::deferred;
  /// False: what would be loaded because it is used throws LazyLoadError.
  bool lazy_loads = true;
  /// Is told of each lazy load, before it happens.
  Listener<const LazyLoad&> on_lazy_load{};
  /// Nothing is written: flush() of a change throws SessionError, and so does a statement that writes. The transaction is a snapshot; in
  /// WAL mode it neither waits for a writer nor holds one up.
  bool read_only = false;
  /// How often a transaction that could not get its first lock is begun again, after the engine's
  /// busy_timeout has passed each time.
  int busy_retries = 0;
  /// What echo and events of the engine say beside each statement of the session's transactions.
  std::string logging_token{};
  /// The tables of these schemas are looked for in other ones, so that a session reads and writes the
  /// rows of an archive as what they were: `{.schemas = {{"", "archive"}}}`. Raw SQL is run as it stands.
  std::vector<SchemaName> schemas{};
};

}  // namespace retort::orm
