// Joins without a condition along foreign keys that groups, structs and bases of models have. That
// others do not compile is seen in compile_fail.

#include <gtest/gtest.h>

#include <retort/orm/inheritance.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;

template <class As>
struct OwnerModel {
  static constexpr auto table_name = "owners";

  Column<As, "id", std::int64_t, primary_key> id{};
};

template <class As>
struct Owned {
  Column<As, "owner_id", std::int64_t, references<OwnerModel, "id">> owner_id{};
};
template <class As>
struct Kept {
  Column<As, "since", int> since{};
  Owned<As> owned{};
};

template <class As>
struct HouseModel {
  static constexpr auto table_name = "houses";

  Column<As, "id", std::int64_t, primary_key> id{};
  Kept<As> kept{};
};

struct Boat {
  std::int64_t id = 0;
  std::int64_t owner_id = 0;
};
template <class As>
struct BoatModel {
  static constexpr auto table_name = "boats";

  Fields<As, Boat, field<"id", primary_key>, field<"owner_id", references<OwnerModel, "id">>>
      data{};
};

template <class As>
struct PetModel {
  static constexpr auto table_name = "pets";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "pet";
  static constexpr std::tuple constraints{
      foreign_key_of<columns<"owner_id">, OwnerModel, columns<"id">>{}};

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
  Column<As, "owner_id", std::int64_t> owner_id{};
};
template <class As>
struct CatModel {
  static constexpr auto table_name = "cats";
  static constexpr auto kind_name = "cat";

  Inherits<As, PetModel> base{};
  Column<As, "colour", std::string> colour{};
};
template <class As>
struct ToyModel {
  static constexpr auto table_name = "toys";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "cat_id", std::int64_t, references<CatModel, "id">> cat_id{};
};

inline constexpr auto owners = table<OwnerModel>;
inline constexpr auto houses = table<HouseModel>;
inline constexpr auto boats = table<BoatModel>;
inline constexpr auto pets = table<PetModel>;
inline constexpr auto cats = table<CatModel>;
inline constexpr auto toys = table<ToyModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class JoinCheckTest : public testing::Test {
 protected:
  template <class Query>
  std::string joined(const Query& query) {
    const auto sql = folded(session.query(query).sql());
    return sql.substr(sql.find("FROM"));
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(JoinCheckTest, AlongTheKeyOfAGroupInAGroup) {
  EXPECT_EQ(joined(select(owners.id).join(houses)),
            "FROM owners JOIN houses ON owners.id = houses.owner_id");
}

TEST_F(JoinCheckTest, AlongTheKeyOfAMappedStruct) {
  EXPECT_EQ(joined(select(owners.id).join(boats)),
            "FROM owners JOIN boats ON owners.id = boats.owner_id");
}

TEST_F(JoinCheckTest, AlongTheKeyOfABase) {
  EXPECT_EQ(joined(select(pets.id).join(owners)),
            "FROM pets JOIN owners ON owners.id = pets.owner_id");
  EXPECT_NE(joined(select(owners.id).join(cats)).find("owners.id = pets.owner_id"),
            std::string::npos);
}

TEST_F(JoinCheckTest, AlongAKeyToAnotherModelOfTheHierarchy) {
  EXPECT_EQ(joined(select(toys.id).join(pets)), "FROM toys JOIN pets ON pets.id = toys.cat_id");
}

}  // namespace
