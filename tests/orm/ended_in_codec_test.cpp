// A session that the program's own type ends or closes while a value is read into it. It is destroyed
// when the row is read, and is not closed before; under AddressSanitizer no freed memory is read.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace ended_in_codec {

/// A text that does something when it is read.
struct Fuse {
  std::string text;
};
inline std::function<void()> burn;

}  // namespace ended_in_codec

template <>
struct retort::orm::SqlType<ended_in_codec::Fuse> {
  using Stored = std::string;
  static constexpr std::string_view word = "string";
  static Stored store(const ended_in_codec::Fuse& fuse) { return fuse.text; }
  static ended_in_codec::Fuse load(const Stored& stored) {
    if (ended_in_codec::burn) ended_in_codec::burn();
    return {stored};
  }
};

namespace ended_in_codec {

using namespace retort::orm;

template <class As>
struct BombModel {
  static constexpr auto table_name = "bombs";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "above", std::optional<std::int64_t>, references<BombModel, "id">> above{};
  Column<As, "fuse", Fuse> fuse{};
  Column<As, "name", std::string> name{};
  HasMany<As, BombModel, "above"> below{};
  BelongsTo<As, BombModel, "above"> upper{};
};
using Bomb = Entity<BombModel>;
inline constexpr auto bombs = table<BombModel>;

class EndedInCodecTest : public testing::Test {
 protected:
  EndedInCodecTest() {
    create_all(recorder.engine(), metadata<BombModel>());
    Session session(recorder.engine());
    for (std::int64_t id = 1; id <= 3; ++id)
      session.add(Bomb{.id = id,
                       .above = id > 1 ? std::optional<std::int64_t>(1) : std::nullopt,
                       .fuse = {"f"},
                       .name = "a name that is too long for a small string " + std::to_string(id)});
    session.commit();
  }
  ~EndedInCodecTest() override { burn = nullptr; }

  /// Runs the work with sessions that are destroyed by the first, the second ... value that is read,
  /// and with such as are closed by it, until there are no more; says how many there were.
  int end_everywhere(const std::function<void(Session&)>& work) {
    for (int which = 1;; ++which) {
      bool ended = false;
      for (const bool closes : {false, true}) {
        own.emplace(recorder.engine());
        int left = which;
        ended = false;
        burn = [&] {
          if (--left != 0) return;
          ended = true;
          closes ? own->close() : own.reset();
        };
        try {
          work(*own);
        } catch (const DetachedError&) {
          EXPECT_TRUE(ended);
        } catch (const SessionError& error) {
          EXPECT_TRUE(closes) << error.what();
        }
        burn = nullptr;
        own.reset();
      }
      if (!ended) return which - 1;
    }
  }

  retort::test::Recorder recorder;
  std::optional<Session> own;
};

const auto name_of = [](const auto& bomb) { return bomb.name.substr(0, 6); };

TEST_F(EndedInCodecTest, PlainEntities) {
  EXPECT_EQ(end_everywhere([](Session& s) {
              for (const auto& each : s.query(plain(bombs)).all())
                EXPECT_EQ(name_of(each), "a name");
            }),
            3);
  EXPECT_EQ(end_everywhere([](Session& s) {
              for (const auto& each : s.query(plain(bombs)).stream())
                EXPECT_EQ(name_of(each), "a name");
            }),
            3);
  EXPECT_EQ(end_everywhere([](Session& s) { s.query(plain(bombs)).first(); }), 1);
}

TEST_F(EndedInCodecTest, AnEntityIsWholeWhenTheSessionIsDestroyed) {
  own.emplace(recorder.engine());
  burn = [&] { own.reset(); };
  auto rows = own->query(plain(bombs)).order_by(bombs.id).stream();
  const Bomb bomb = *rows.begin();
  EXPECT_FALSE(own);
  EXPECT_EQ(bomb.name.back(), '1');
}

TEST_F(EndedInCodecTest, SeveralItems) {
  constexpr auto other = alias<"other">(bombs);
  EXPECT_EQ(end_everywhere([&](Session& s) {
              s.query(plain(bombs), plain(other)).join(bombs.below.to(other)).all();
            }),
            4);
  EXPECT_EQ(end_everywhere([&](Session& s) { s.query(bombs.fuse, bombs.name).all(); }), 3);
}

TEST_F(EndedInCodecTest, Objects) {
  EXPECT_EQ(end_everywhere([](Session& s) { s.query(bombs).all(); }), 3);
  EXPECT_EQ(end_everywhere([](Session& s) {
              for (const auto& each : s.query(bombs).stream()) EXPECT_EQ(name_of(*each), "a name");
            }),
            3);
  EXPECT_EQ(end_everywhere([](Session& s) { s.get<Bomb>(1); }), 1);
  EXPECT_EQ(end_everywhere([](Session& s) { s.get_many<Bomb>({1, 2}); }), 2);
}

TEST_F(EndedInCodecTest, WhatComesAlong) {
  EXPECT_EQ(end_everywhere([](Session& s) {
              s.query(bombs).filter(bombs.id == 1).options(selectinload(bombs.below)).all();
            }),
            3);
  EXPECT_EQ(end_everywhere([](Session& s) {
              s.query(bombs).filter(bombs.id == 1).options(joinedload(bombs.below)).all();
            }),
            3);
  EXPECT_EQ(end_everywhere([](Session& s) {
              s.query(bombs).filter(bombs.id == 2).options(joinedload(bombs.upper)).all();
            }),
            2);
}

TEST_F(EndedInCodecTest, WhatIsLoadedWhenItIsUsed) {
  EXPECT_EQ(end_everywhere([](Session& s) { s.get<Bomb>(1)->below.size(); }), 3);
  EXPECT_EQ(end_everywhere([](Session& s) {
              const auto bomb = s.get<Bomb>(2);
              if (bomb->upper) {
                EXPECT_EQ(name_of(*bomb->upper), "a name");
              }
            }),
            2);
  EXPECT_EQ(end_everywhere([this](Session& s) {
              const auto bomb = s.get<Bomb>(2);
              if (own) s.expire(bomb);
              EXPECT_EQ(name_of(*bomb), "a name");
            }),
            2);
}

}  // namespace ended_in_codec
