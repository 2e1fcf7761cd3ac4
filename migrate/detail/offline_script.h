// The text of a script of SQL: comments, and the statements of revisions with their values in them.

#pragma once

#include <string>
#include <string_view>

#include <retort/migrate/detail/rehearsal.h>
#include <retort/migrate/offline_sql.h>

namespace retort::migrate::detail {

class OfflineScript {
 public:
  /// All must outlive it.
  OfflineScript(const OfflineDialect& offline, const engine::Dialect& dialect,
                const OfflineOptions& options);

  /// A comment of one line, whatever line ends are in the text.
  void comment(std::string_view text);
  void statement(std::string_view sql);
  void add(const PlannedRevision& revision);

  /// What is added in between is one transaction. For OfflineOptions::one_transaction.
  void begin(const Envelope& around);
  void commit(const Envelope& around);

  std::string text() && { return std::move(text_); }

 private:
  void add(const Stretch& stretch, const Move& move, bool first);
  void begin_revision(const Move& move);
  void add(const Step& step, bool may_lose);
  void guard(const Step& step, const std::string& what_to_do);
  std::string text_of(const Step& step) const;

  const OfflineDialect& offline_;
  const engine::Dialect& dialect_;
  const OfflineOptions& options_;
  VersionTable versions_;
  HistoryTable history_;
  bool has_history_ = false;
  std::string text_;
};

}  // namespace retort::migrate::detail
