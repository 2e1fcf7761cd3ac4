#include <retort/engine/sqlite/attach.h>

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <utility>

#include <retort/engine/error.h>
#include <retort/engine/sqlite/code_name.h>
#include <retort/engine/sqlite/error.h>
#include <retort/engine/sqlite/open.h>
#include <retort/schema/name.h>

namespace retort::engine::sqlite {

namespace {

[[noreturn]] void refuse(const std::string& schema, const std::string& why) {
  throw UsageError("Options::attach: \"" + schema + "\" " + why);
}

void check_name(const std::string& schema, const std::vector<Attachment>& before) {
  if (schema.empty() || schema.find('\0') != std::string::npos)
    refuse(schema, "is no name for a database");
  for (const char* own : {"main", "temp"})
    if (schema::same_name(schema, own)) refuse(schema, "is the name of a database that is there");
  const auto is_same = [&](const Attachment& other) {
    return schema::same_name(other.schema, schema);
  };
  if (std::ranges::any_of(before, is_same)) refuse(schema, "is attached twice");
}

Url url_of(const Attached& attached) {
  if (attached.database.find("://") == std::string::npos)
    return {.scheme = "sqlite", .database = attached.database};
  Url url = Url::parse(attached.database);
  if (url.scheme != "sqlite") refuse(attached.schema, "is another kind of database: " + url.text());
  if (url.options.contains("timeout"))
    refuse(attached.schema,
           "has a timeout of its own, and the connection has one for all: " + url.text());
  return url;
}

/// SQLite opens it as it opened its own, in memory too, unless the name says otherwise.
std::string uri_of(const OpenTarget& target) {
  const char* mode = "rw";
  if (target.in_memory)
    mode = "memory";
  else if (!target.write)
    mode = "ro";
  else if (target.create)
    mode = "rwc";
  const bool has_query = target.uri.find('?') != std::string::npos;
  return target.uri + (has_query ? "&mode=" : "?mode=") + mode;
}

}  // namespace

std::vector<Attachment> attachments(const OpenTarget& main, const Options& options) {
  std::vector<Attachment> result;
  for (const Attached& each : options.attach) {
    check_name(each.schema, result);
    OpenTarget target = open_target(url_of(each), options);
    // SQLite refuses to do more with it than with its own.
    if (!main.in_memory) {
      target.write = target.write && main.write;
      target.create = target.create && main.create;
    }
    result.push_back({each.schema, std::move(target)});
  }
  return result;
}

void attach(sqlite3* handle, const Attachment& attachment, const BusyWait& busy) {
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  const std::string file = shown(attachment.target);
  const auto fail = [&](int code) {
    if ((code & 0xff) == SQLITE_BUSY)
      throw_error(handle, "ATTACH DATABASE '" + file + "' AS " + attachment.schema, busy);
    throw cannot_open(attachment.target, handle, code,
                      "cannot attach " + attachment.schema + ", " + file);
  };
  sqlite3_stmt* prepared = nullptr;
  int code = sqlite3_prepare_v2(handle, "ATTACH DATABASE ? AS ?", -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
  if (code != SQLITE_OK) fail(code);
  const std::string uri = uri_of(attachment.target);
  const auto bind = [&](int position, const std::string& text) {
    sqlite3_bind_text(prepared, position, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
  };
  bind(1, uri);
  bind(2, attachment.schema);
  code = sqlite3_step(prepared);
  if (code != SQLITE_DONE) fail(code);
}

}  // namespace retort::engine::sqlite
