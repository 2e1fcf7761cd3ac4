// Relationships: the two ends of a foreign key as members of the models.
//
//   struct ArtistModel { ... HasMany<As, AlbumModel, "artist_id"> albums{}; };
//   struct AlbumModel  { ... BelongsTo<As, ArtistModel, "artist_id", joined> artist{}; };
//
// The name is that of the foreign key's column, in the table that refers. Read as a value, HasMany
// is a Collection of handles and BelongsTo a Reference to one object; they load when they are first
// used, through the session of their object, and each keeps the other side in step. Read as an
// expression they have any(), has() and are what join() takes. Either side may be declared alone.

#pragma once

#include <retort/orm/fixed_string.h>
#include <retort/orm/reading.h>

namespace retort::orm {

/// BelongsTo: loaded with its owner, by a LEFT OUTER JOIN.
struct joined;

/// HasMany: removing the one removes the many.
struct cascade_delete;

template <class As, template <class> class Target, FixedString ForeignKey, class... Options>
using HasMany = typename As::template HasMany<Target, ForeignKey, Options...>;

template <class As, template <class> class Target, FixedString ForeignKey, class... Options>
using BelongsTo = typename As::template BelongsTo<Target, ForeignKey, Options...>;

}  // namespace retort::orm
