#include <retort/engine/sqlite/functions.h>

#include <sqlite3.h>

#include <array>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include <retort/engine/error.h>

namespace retort::engine::sqlite {

namespace {

Argument to_argument(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return sqlite3_value_int64(value);
    case SQLITE_FLOAT: return sqlite3_value_double(value);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
      return std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::byte*>(sqlite3_value_blob(value));
      return std::span(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
    }
    default: return Null{};
  }
}

/// The arguments of one call; most functions have few.
class Arguments {
 public:
  Arguments(int count, sqlite3_value** values) : size_(static_cast<std::size_t>(count)) {
    if (size_ > few_.size()) many_.resize(size_);
    auto* const to = many_.empty() ? few_.data() : many_.data();
    for (std::size_t i = 0; i < size_; ++i) to[i] = to_argument(values[i]);
  }
  operator std::span<const Argument>() const {
    return {many_.empty() ? few_.data() : many_.data(), size_};
  }

 private:
  std::array<Argument, 4> few_{};
  std::vector<Argument> many_;
  std::size_t size_;
};

void give(sqlite3_context* context, const Value& value) {
  struct Give {
    sqlite3_context* context;
    void operator()(Null) const { sqlite3_result_null(context); }
    void operator()(std::int64_t number) const { sqlite3_result_int64(context, number); }
    void operator()(double number) const { sqlite3_result_double(context, number); }
    void operator()(const std::string& text) const {
      sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    void operator()(const Blob& blob) const {
      // A null pointer would be NULL.
      sqlite3_result_blob64(context, blob.empty() ? static_cast<const void*>("") : blob.data(),
                            blob.size(), SQLITE_TRANSIENT);
    }
  };
  std::visit(Give{context}, value);
}

const Function& function_of(sqlite3_context* context) {
  return *static_cast<const Function*>(sqlite3_user_data(context));
}

/// Exceptions must not pass through SQLite.
template <class Body>
void guarded(sqlite3_context* context, Body body) {
  try {
    body();
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  } catch (const std::exception& error) {
    const auto message = function_of(context).name + "(): " + error.what();
    sqlite3_result_error(context, message.data(), static_cast<int>(message.size()));
  } catch (...) {
    const auto message = function_of(context).name + "() threw something that is no std::exception";
    sqlite3_result_error(context, message.data(), static_cast<int>(message.size()));
  }
}

void call(sqlite3_context* context, int count, sqlite3_value** values) {
  guarded(context, [&] { give(context, function_of(context).call(Arguments(count, values))); });
}

/// The group of this call. SQLite gives a place for a pointer, zeroed, and keeps it to the end of the
/// group; null where there is none and no row has come.
Aggregation** place_of(sqlite3_context* context, bool make) {
  return static_cast<Aggregation**>(
      sqlite3_aggregate_context(context, make ? static_cast<int>(sizeof(Aggregation*)) : 0));
}

Aggregation& group_of(sqlite3_context* context) {
  auto** place = place_of(context, true);
  if (place == nullptr) throw std::bad_alloc();
  if (*place == nullptr) *place = function_of(context).start().release();
  return **place;
}

void step(sqlite3_context* context, int count, sqlite3_value** values) {
  guarded(context, [&] { group_of(context).step(Arguments(count, values)); });
}

void inverse(sqlite3_context* context, int count, sqlite3_value** values) {
  guarded(context, [&] { group_of(context).inverse(Arguments(count, values)); });
}

void value(sqlite3_context* context) {
  guarded(context, [&] { give(context, group_of(context).value()); });
}

/// The end of a group, also of one that an error has ended, and of one without rows.
void finish(sqlite3_context* context) {
  auto** place = place_of(context, false);
  const std::unique_ptr<Aggregation> begun(place == nullptr ? nullptr : *place);
  if (place != nullptr) *place = nullptr;
  guarded(context, [&] {
    if (begun) return give(context, begun->value());
    give(context, function_of(context).start()->value());
  });
}

template <class Kept>
void forget(void* kept) {
  delete static_cast<Kept*>(kept);
}

// There is no way to tell SQLite of an error here.
int compare(void* kept, int left_size, const void* left, int right_size,
            const void* right) noexcept {
  const auto view = [](const void* text, int size) {
    return std::string_view(static_cast<const char*>(text), static_cast<std::size_t>(size));
  };
  return static_cast<const Collation*>(kept)->compare(view(left, left_size),
                                                      view(right, right_size));
}

int add(sqlite3* handle, const Function& function) {
  const int flags = SQLITE_UTF8 | (function.deterministic ? SQLITE_DETERMINISTIC : 0);
  auto* const kept = new Function(function);
  // These delete what is kept when they fail, too.
  if (function.window)
    return sqlite3_create_window_function(handle, function.name.c_str(), function.arguments, flags,
                                          kept, step, finish, value, inverse, forget<Function>);
  const bool scalar = static_cast<bool>(function.call);
  return sqlite3_create_function_v2(handle, function.name.c_str(), function.arguments, flags, kept,
                                    scalar ? call : nullptr, scalar ? nullptr : step,
                                    scalar ? nullptr : finish, forget<Function>);
}

int add(sqlite3* handle, const Collation& collation) {
  auto* const kept = new Collation(collation);
  const int code = sqlite3_create_collation_v2(handle, collation.name.c_str(), SQLITE_UTF8, kept,
                                               compare, forget<Collation>);
  // This one does not.
  if (code != SQLITE_OK) delete kept;
  return code;
}

template <class Added>
void add_all(sqlite3* handle, const std::vector<Added>& list, std::string_view what) {
  for (const auto& each : list) {
    if (add(handle, each) == SQLITE_OK) continue;
    throw UsageError("SQLite does not take the " + std::string(what) + " \"" + each.name +
                     "\": " + sqlite3_errmsg(handle));
  }
}

}  // namespace

void add_functions(sqlite3* handle, const Options& options) {
  add_all(handle, options.functions, "function");
  add_all(handle, options.collations, "collation");
}

}  // namespace retort::engine::sqlite
