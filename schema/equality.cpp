// When parts of a schema are equal. Compiled here, once: comparing each member by the way costs every
// program that sees the structures.

#include <retort/schema/metadata.h>

namespace retort::schema {

bool Generated::operator==(const Generated&) const = default;

bool operator==(const Column& a, const Column& b) {
  return a.name == b.name && a.type == b.type && a.nullable == b.nullable &&
         a.server_default == b.server_default && a.collation == b.collation &&
         a.generated == b.generated && a.not_null_conflict == b.not_null_conflict &&
         a.hidden == b.hidden;
}

bool IndexedColumn::operator==(const IndexedColumn&) const = default;

bool PrimaryKey::operator==(const PrimaryKey&) const = default;
bool Unique::operator==(const Unique&) const = default;
bool ForeignKey::operator==(const ForeignKey&) const = default;
bool Check::operator==(const Check&) const = default;

bool operator==(const Index& a, const Index& b) {
  return a.name == b.name && a.columns == b.columns && a.unique == b.unique && a.where == b.where;
}

bool TableOptions::operator==(const TableOptions&) const = default;
bool Metadata::operator==(const Metadata&) const = default;

}  // namespace retort::schema
