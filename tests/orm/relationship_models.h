// The models of what is tested about relationships: each kind, with its options, and the sessions on
// their tables.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include <retort/orm/model.h>

#include "orm/case_models.h"

namespace retort::test::relationships {

using namespace retort::test::cases;

// Many to many, with nothing but a table in between.

template <class As>
struct TagModel;
template <class As>
struct PostTagModel;

template <class As>
struct PostModel {
  static constexpr auto table_name = "post";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  ManyToMany<As, TagModel, PostTagModel, "p_id", "t_id"> tags{};
};
template <class As>
struct TagModel {
  static constexpr auto table_name = "tag";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  ManyToMany<As, PostModel, PostTagModel, "t_id", "p_id"> posts{};
};
template <class As>
struct PostTagModel {
  static constexpr auto table_name = "pt";
  static constexpr std::tuple constraints{primary_key_of<"p_id", "t_id">{}};
  Column<As, "p_id", std::int64_t, references<PostModel, "id">> p_id{};
  Column<As, "t_id", std::int64_t, references<TagModel, "id">> t_id{};
};

template <class As>
struct EdgeModel;
template <class As>
struct VertexModel {
  static constexpr auto table_name = "vertex";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  ManyToMany<As, VertexModel, EdgeModel, "from_id", "to_id"> outs{};
  ManyToMany<As, VertexModel, EdgeModel, "to_id", "from_id"> ins{};
};
template <class As>
struct EdgeModel {
  static constexpr auto table_name = "edge";
  static constexpr std::tuple constraints{primary_key_of<"from_id", "to_id">{}};
  Column<As, "from_id", std::int64_t, references<VertexModel, "id">> from_id{};
  Column<As, "to_id", std::int64_t, references<VertexModel, "id">> to_id{};
};

// Orphans, of one and of two parents; several paths between two tables.

template <class As>
struct PartModel;
template <class As>
struct BoxModel {
  static constexpr auto table_name = "box";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, PartModel, "box_id", delete_orphan> parts{};
  HasMany<As, PartModel, "spare_box_id"> spares{};
  HasMany<As, PartModel, "box_id", view_only, only_where<"part.name LIKE 'x%'">,
          ordered_by<"name", true>>
      crossed{};
};
template <class As>
struct PartModel {
  static constexpr auto table_name = "part";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "box_id", std::optional<std::int64_t>, references<BoxModel, "id">> box_id{};
  Column<As, "spare_box_id", std::optional<std::int64_t>, references<BoxModel, "id">>
      spare_box_id{};
  BelongsTo<As, BoxModel, "box_id"> box{};
  BelongsTo<As, BoxModel, "spare_box_id"> spare_box{};
};

template <class As>
struct SharedModel;
template <class As>
struct LeftModel {
  static constexpr auto table_name = "lefts";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, SharedModel, "left_id", delete_orphan> cs{};
};
template <class As>
struct RightModel {
  static constexpr auto table_name = "rights";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, SharedModel, "right_id", delete_orphan> cs{};
};
template <class As>
struct SharedModel {
  static constexpr auto table_name = "shared";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "left_id", std::optional<std::int64_t>, references<LeftModel, "id">> left_id{};
  Column<As, "right_id", std::optional<std::int64_t>, references<RightModel, "id">> right_id{};
};

// One to one; keys of two columns; ON DELETE; collections that are never loaded.

template <class As>
struct PassportModel;
template <class As>
struct HolderModel {
  static constexpr auto table_name = "holder";
  static constexpr std::tuple constraints{primary_key_of<"country", "number">{}};
  Column<As, "country", std::string> country{};
  Column<As, "number", int> number{};
  HasOne<As, PassportModel, "h_country"> passport{};
};
template <class As>
struct PassportModel {
  static constexpr auto table_name = "passport";
  static constexpr std::tuple constraints{
      foreign_key_of<columns<"h_country", "h_number">, HolderModel, columns<"country", "number">>{},
      unique_of<"h_country", "h_number">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "h_country", std::optional<std::string>> h_country{};
  Column<As, "h_number", std::optional<int>> h_number{};
  BelongsTo<As, HolderModel, "h_country"> holder{};
};

template <class As>
struct LeafModel;
template <class As>
struct StemModel {
  static constexpr auto table_name = "stem";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, LeafModel, "stem_id", passive_deletes> leaves{};
  HasMany<As, LeafModel, "bough_id", write_only> twigs{};
};
template <class As>
struct LeafModel {
  static constexpr auto table_name = "leaf";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "stem_id", std::optional<std::int64_t>,
         references<StemModel, "id", on_delete<cascade>>>
      stem_id{};
  Column<As, "bough_id", std::optional<std::int64_t>, references<StemModel, "id">> bough_id{};
};

// What ON DELETE refuses.

template <class As>
struct AnimalModel;
template <class As>
struct KeeperModel {
  static constexpr auto table_name = "keeper";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, AnimalModel, "keeper_id", passive_deletes> animals{};
};
template <class As>
struct AnimalModel {
  static constexpr auto table_name = "animal";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "keeper_id", std::int64_t, references<KeeperModel, "id", on_delete<restrict>>>
      keeper_id{};
};

using Keeper = Entity<KeeperModel>;
using Animal = Entity<AnimalModel>;
using Post = Entity<PostModel>;
using Tag = Entity<TagModel>;
using Vertex = Entity<VertexModel>;
using Box = Entity<BoxModel>;
using Part = Entity<PartModel>;
using Left = Entity<LeftModel>;
using Right = Entity<RightModel>;
using Shared = Entity<SharedModel>;
using Holder = Entity<HolderModel>;
using Passport = Entity<PassportModel>;
using Stem = Entity<StemModel>;
using Leaf = Entity<LeafModel>;
inline constexpr auto posts = table<PostModel>;
inline constexpr auto tags = table<TagModel>;
inline constexpr auto vertices = table<VertexModel>;
inline constexpr auto holders = table<HolderModel>;
inline constexpr auto leaves = table<LeafModel>;

inline constexpr auto boxes = table<BoxModel>;
inline constexpr auto parts = table<PartModel>;

// One to one, without and with orphans.

template <class As>
struct OnlyModel;
template <class As>
struct OwnedModel;
template <class As>
struct OwnerOfOneModel {
  static constexpr auto table_name = "p";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasOne<As, OnlyModel, "p_id"> c{};
  HasOne<As, OwnedModel, "p_id", delete_orphan> d{};
};
template <class As>
struct OnlyModel {
  static constexpr auto table_name = "c";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "p_id", std::optional<std::int64_t>, references<OwnerOfOneModel, "id">> p_id{};
};
template <class As>
struct OwnedModel {
  static constexpr auto table_name = "d";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "p_id", std::optional<std::int64_t>, references<OwnerOfOneModel, "id">> p_id{};
};
using OwnerOfOne = Entity<OwnerOfOneModel>;
using Only = Entity<OnlyModel>;
using Owned = Entity<OwnedModel>;

class ManyToManyTest : public CaseTest<PostModel, TagModel, PostTagModel, VertexModel, EdgeModel> {
 protected:
  Lines links() { return rows("SELECT p_id, t_id FROM pt ORDER BY 1, 2"); }

  void fill() {
    p->tags.add(a);
    p->tags.add(b);
    q->tags.add(b);
    session.commit();
    recorder.take();
  }

  Handle<Tag> a = session.add(Tag{.name = "a"});
  Handle<Tag> b = session.add(Tag{.name = "b"});
  Handle<Post> p = session.add(Post{.name = "p"});
  Handle<Post> q = session.add(Post{.name = "q"});
};

class KindsTest : public CaseTest<BoxModel, PartModel, LeftModel, RightModel, SharedModel,
                                  HolderModel, PassportModel, StemModel, LeafModel> {};

class RestrictTest : public CaseTest<KeeperModel, AnimalModel> {};

class OneToOneTest : public CaseTest<OwnerOfOneModel, OnlyModel, OwnedModel> {};

}  // namespace retort::test::relationships
