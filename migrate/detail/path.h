// Which revisions an upgrade or a downgrade runs.

#pragma once

#include <retort/migrate/detail/identifier.h>
#include <retort/migrate/detail/version_rows.h>

namespace retort::migrate::detail {

/// The revisions that an upgrade has to reach; all that they require comes with them.
Numbers upgrade_targets(const Revisions& revisions, const VersionRows& rows,
                        const Identifier& identifier);

/// The revisions that a downgrade has to take away; all that require them go with them.
Numbers downgrade_roots(const Revisions& revisions, const VersionRows& rows,
                        const Identifier& identifier);

/// Where a database stands: its tips, or on the identifier's branch the last ones applied.
Numbers find_tips(const Revisions& revisions, const VersionRows& rows,
                  const Identifier& identifier);

/// The applied revisions of a set that no other applied one of it follows.
Numbers last_applied(const Revisions& revisions, const VersionRows& rows, const Members& within);

/// Where the steps of a relative identifier begin: the only tip, of all or of its branch. Throws
/// MigrateError with the tips where there are several.
Position find_tip(const Revisions& revisions, const VersionRows& rows,
                  const Identifier& identifier);

/// Where the steps of a relative identifier lead from there.
Position walk_from_tip(const Revisions& revisions, const VersionRows& rows,
                       const Identifier& identifier);

}  // namespace retort::migrate::detail
