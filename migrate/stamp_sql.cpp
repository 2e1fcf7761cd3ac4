#include <retort/migrate/stamp_sql.h>

#include <retort/engine/dialect.h>
#include <retort/migrate/detail/offline_script.h>

namespace retort::migrate {

std::string stamp_sql(engine::Connection scratch, const std::string& version_table,
                      const std::vector<std::string>& before, const std::vector<std::string>& after,
                      bool create, const std::string& tag) {
  const detail::OfflineDialect& offline = detail::planner_of(scratch).offline();
  const OfflineOptions options{.tag = tag};
  detail::OfflineScript script(offline, scratch.dialect(), options);
  if (!tag.empty()) script.comment("tag: " + tag);
  script.statement("BEGIN");
  for (const Step& step :
       VersionTable(version_table).statements(scratch.dialect(), before, after, create))
    script.statement(detail::inlined(offline, scratch.dialect(), step));
  script.statement("COMMIT");
  return std::move(script).text();
}

}  // namespace retort::migrate
