// Decimal arithmetic is exact, or refused.

#include <gtest/gtest.h>

#include <limits>

#include <retort/orm/error.h>
#include <retort/orm/types/decimal.h>

namespace {

using retort::orm::ConversionError;
using retort::orm::Decimal;

std::string text(const auto& decimal) { return decimal.to_string(); }

TEST(Decimal, IsReadAndWritten) {
  EXPECT_EQ(text(Decimal<2>("19.99")), "19.99");
  EXPECT_EQ(text(Decimal<2>("-0.5")), "-0.50");
  EXPECT_EQ(text(Decimal<2>("+7")), "7.00");
  EXPECT_EQ(text(Decimal<2>("1.5000")), "1.50");
  EXPECT_EQ(text(Decimal<0>("12")), "12");
  EXPECT_EQ(text(Decimal<18>("0.000000000000000001")), "0.000000000000000001");
  EXPECT_EQ(text(Decimal<2>(-3)), "-3.00");
  EXPECT_EQ(Decimal<2>("19.99").units(), 1999);
  for (const char* wrong : {"", "-", ".", ".5", "5.", "1.005", "1e3", " 1", "1 ", "1,5", "1.2.3",
                            "10000000000000000", "99999999999999999999"})
    EXPECT_THROW(Decimal<2>{wrong}, ConversionError) << wrong;
}

TEST(Decimal, CalculatesExactly) {
  EXPECT_EQ(Decimal<1>("0.1") + Decimal<1>("0.2"), Decimal<1>("0.3"));
  EXPECT_EQ(Decimal<2>(1) - Decimal<2>("0.01"), Decimal<2>("0.99"));
  EXPECT_EQ(Decimal<2>("19.99") * 3, Decimal<2>("59.97"));
  EXPECT_EQ(text(Decimal<2>("19.99") * Decimal<1>("0.5")), "9.995");
  EXPECT_LT(Decimal<2>("-1"), Decimal<2>("0.01"));
  auto total = Decimal<2>();
  for (int i = 0; i < 1000; ++i) total += Decimal<2>("0.01");
  EXPECT_EQ(total, Decimal<2>(10));
}

TEST(Decimal, RoundsHalvesToTheEvenDigit) {
  const auto rounded = [](const char* value) { return text(Decimal<3>(value).rounded<2>()); };
  EXPECT_EQ(rounded("0.125"), "0.12");
  EXPECT_EQ(rounded("0.135"), "0.14");
  EXPECT_EQ(rounded("-0.125"), "-0.12");
  EXPECT_EQ(rounded("-0.135"), "-0.14");
  EXPECT_EQ(rounded("0.126"), "0.13");
  EXPECT_EQ(rounded("-0.124"), "-0.12");
  EXPECT_EQ(text(Decimal<2>(10).divided_by<4>(Decimal<2>(3))), "3.3333");
  EXPECT_EQ(text(Decimal<2>(-2).divided_by<1>(Decimal<0>(3))), "-0.7");
  EXPECT_EQ(text(Decimal<4>("0.0005").divided_by<0>(Decimal<4>("0.0001"))), "5");
}

TEST(Decimal, RefusesWhatDoesNotFit) {
  const Decimal<2> most("9999999999999999.99");
  EXPECT_THROW(most + Decimal<2>("0.01"), ConversionError);
  EXPECT_THROW(-most - Decimal<2>("0.01"), ConversionError);
  EXPECT_THROW(most * 2, ConversionError);
  EXPECT_THROW(most * Decimal<2>("10.00"), ConversionError);
  EXPECT_THROW(static_cast<void>(Decimal<2>(std::numeric_limits<std::int64_t>::max())),
               ConversionError);
  EXPECT_THROW(Decimal<2>(1).divided_by<2>(Decimal<2>(0)), ConversionError);
}

}  // namespace
