// Relationships to the base of a hierarchy and to a derived model, where both have tables.

#include <type_traits>

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
template <class As>
struct CollarModel {
  static constexpr auto table_name = "collar";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "colour", std::string> colour{};
  Column<As, "pet_id", std::int64_t, references<PetModel, "id">> pet_id{};
  BelongsTo<As, PetModel, "pet_id"> pet{};
};
using Pet = Entity<PetModel>;
using Dog = Entity<DogModel>;
inline constexpr auto owners = table<OwnerModel>;
inline constexpr auto pets = table<PetModel>;
inline constexpr auto dogs = table<DogModel>;
inline constexpr auto toys = table<ToyModel>;
inline constexpr auto collars = table<CollarModel>;

}  // namespace polymorphic_relationship

namespace {

using namespace polymorphic_relationship;

class PolymorphicRelationshipTest
    : public CaseTest<OwnerModel, PetModel, DogModel, ToyModel, CollarModel> {
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

TEST_F(PolymorphicRelationshipTest, AHandleOfADerivedModelIsOneOfItsBase) {
  const auto rex = session.get<Dog>(1);
  const Handle<Pet> pet = rex;
  EXPECT_EQ(pet, rex);
  EXPECT_EQ(pet->name, "rex");
  const auto owner = session.get<Entity<OwnerModel>>(2);
  // What belongs to the base takes it, on either side.
  EXPECT_FALSE(owner->pets.contains(rex));
  owner->pets.add(rex);
  EXPECT_TRUE(owner->pets.contains(rex));
  EXPECT_EQ(rex->base.owner->name, "p");
  const auto fido = owner->pets.add(Dog{.base = {.name = "fido"}, .trick = "bark"});
  EXPECT_EQ(fido->trick, "bark");
  const auto collar = session.add(Entity<CollarModel>{.colour = "red", .pet = fido});
  session.commit();
  EXPECT_EQ(rows("SELECT kind, name FROM pet WHERE owner_id = 2 ORDER BY id"),
            (Lines{"('dog', 'rex')", "('dog', 'max')", "('dog', 'fido')"}));
  EXPECT_EQ(session.query(collars).filter(collars.pet == fido).one(), collar);
  EXPECT_TRUE(owner->pets.contains(fido));
  collar->pet = rex;
  EXPECT_EQ(cast<DogModel>(collar->pet.get()), rex);
  owner->pets.remove(fido);
  EXPECT_FALSE(fido->base.owner);
}

static_assert(std::is_convertible_v<Handle<Dog>, Handle<Pet>>);
static_assert(!std::is_convertible_v<Handle<Pet>, Handle<Dog>>);
static_assert(!std::is_convertible_v<Handle<Dog>, Handle<Entity<ToyModel>>>);

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
