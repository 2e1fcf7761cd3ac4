// Relationships to the base of a hierarchy and to a derived model, where both have tables.

#include <gtest/gtest.h>

#include <retort/orm/inheritance.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace polymorphic_relationship {

using namespace retort::test::cases;

template <class As>
struct PetModel;
template <class As>
struct ToyModel;

template <class As>
struct OwnerModel {
  static constexpr auto table_name = "owner";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, PetModel, "owner_id"> pets{};
};
template <class As>
struct PetModel {
  static constexpr auto table_name = "pet";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "pet";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
  Column<As, "name", std::string> name{};
  Column<As, "owner_id", std::optional<std::int64_t>, references<OwnerModel, "id">> owner_id{};
  BelongsTo<As, OwnerModel, "owner_id"> owner{};
};
template <class As>
struct DogModel {
  static constexpr auto table_name = "dog";
  static constexpr auto kind_name = "dog";
  Inherits<As, PetModel> base{};
  Column<As, "trick", std::string> trick{};
  HasMany<As, ToyModel, "dog_id"> toys{};
};
template <class As>
struct ToyModel {
  static constexpr auto table_name = "toy";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "dog_id", std::optional<std::int64_t>, references<DogModel, "id">> dog_id{};
  BelongsTo<As, DogModel, "dog_id"> dog{};
};
using Dog = Entity<DogModel>;
inline constexpr auto owners = table<OwnerModel>;
inline constexpr auto pets = table<PetModel>;
inline constexpr auto dogs = table<DogModel>;
inline constexpr auto toys = table<ToyModel>;

}  // namespace polymorphic_relationship

namespace {

using namespace polymorphic_relationship;

class PolymorphicRelationshipTest : public CaseTest<OwnerModel, PetModel, DogModel, ToyModel> {
 protected:
  PolymorphicRelationshipTest() {
    run("INSERT INTO owner VALUES (1, 'o'), (2, 'p')");
    run("INSERT INTO pet VALUES (1, 'dog', 'rex', 1), (2, 'pet', 'cow', 1), (3, 'dog', 'max', 2)");
    run("INSERT INTO dog VALUES (1, 'sit'), (3, 'roll')");
    run("INSERT INTO toy VALUES (1, 'ball', 1), (2, 'bone', 1), (3, 'rope', 3)");
  }
};

TEST_F(PolymorphicRelationshipTest, TheManyOfTheBaseAreWhatTheyAre) {
  for (const auto& option : {selectinload(owners.pets), joinedload(owners.pets)}) {
    const auto found = session.query(owners).options(option).order_by(owners.id).all();
    recorder.take();
    ASSERT_EQ(names(found[0]->pets), (Lines{"rex", "cow"}));
    EXPECT_EQ(cast<DogModel>(found[0]->pets[0])->trick, "sit");
    EXPECT_FALSE(cast<DogModel>(found[0]->pets[1]));
    EXPECT_EQ(cast<DogModel>(found[1]->pets[0])->trick, "roll");
    EXPECT_EQ(recorder.take(), Lines{});
    session.close();
  }
}

TEST_F(PolymorphicRelationshipTest, TheOneIsJoinedWithItsBase) {
  const auto found = session.query(toys).options(joinedload(toys.dog)).order_by(toys.id).all();
  const auto sent = recorder.take().back();
  EXPECT_NE(sent.find("FROM toy LEFT OUTER JOIN (pet AS pet_1 JOIN dog AS dog_1 ON pet_1.id = "
                      "dog_1.id) ON pet_1.id = toy.dog_id"),
            std::string::npos)
      << sent;
  EXPECT_EQ(found[0]->dog->base.name, "rex");
  EXPECT_EQ(found[0]->dog->trick, "sit");
  EXPECT_EQ(recorder.take(), Lines{});
}

TEST_F(PolymorphicRelationshipTest, InConditions) {
  EXPECT_EQ(session.query(owners).filter(owners.pets.any(pets.name == "cow")).one()->name, "o");
  EXPECT_EQ(session.query(dogs).filter(dogs.toys.any(toys.name == "rope")).one()->base.name, "max");
  EXPECT_EQ(names(session.query(toys).filter(toys.dog.has(dogs.trick == "roll")).all()),
            Lines{"rope"});
  EXPECT_EQ(session.query(toys).filter(toys.dog.has(dogs.base.name == "rex")).count(), 2);
  EXPECT_EQ(session.query(dogs).join(dogs.toys).filter(toys.name == "bone").one()->trick, "sit");
}

TEST_F(PolymorphicRelationshipTest, RowsGoFromTheDerivedTableFirst) {
  const auto rex = session.get<Dog>(1);
  session.remove(rex);
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), (Lines{"UPDATE toy SET dog_id=? WHERE toy.id = ? (NULL, 1)",
                              "UPDATE toy SET dog_id=? WHERE toy.id = ? (NULL, 2)",
                              "DELETE FROM dog WHERE dog.id = ? (1)",
                              "DELETE FROM pet WHERE pet.id = ? (1)"}));
  EXPECT_EQ(rows("SELECT name FROM pet ORDER BY id"), (Lines{"('cow')", "('max')"}));
}

}  // namespace
