#include "policy/value.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace whittle::policy {
namespace {

TEST(Number, ReadsDecimalsOnly) {
  for (const char* text : {"0", "10", "-3", "+7", "0.5", ".5", "5.", "000120.50", "-0"}) {
    EXPECT_TRUE(ParseNumber(text)) << text;
  }
  for (const char* text : {"", "-", ".", "+.", "1e1", "0x10", "10abc", " 1", "1 ", "1.2.3", "--1",
                           "1,000", "Infinity", "NaN", "*"}) {
    EXPECT_FALSE(ParseNumber(text)) << text;
  }
}

TEST(Number, EqualsWhateverTheSpelling) {
  EXPECT_EQ(ParseNumber("10"), ParseNumber("+010.00"));
  EXPECT_EQ(ParseNumber("-0"), ParseNumber("0.0"));
  EXPECT_NE(ParseNumber("1"), ParseNumber("-1"));
}

TEST(Number, OrdersExactly) {
  const std::vector<std::string> ascending = {"-9007199254740993",
                                              "-9007199254740992",
                                              "-10",
                                              "-9.5",
                                              "-0.05",
                                              "0",
                                              "0.049",
                                              "0.05",
                                              "0.5",
                                              "9",
                                              "10",
                                              "10.0000000000000000001",
                                              "9007199254740992",
                                              "9007199254740993"};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(*ParseNumber(ascending[i]) <=> *ParseNumber(ascending[j]), i <=> j)
          << ascending[i] << " and " << ascending[j];
    }
  }
}

TEST(Date, ReadsW3cAndEpoch) {
  struct Case {
    const char* text;
    int64_t seconds;
    const char* fraction;
    DateForm form;
  };
  for (const Case& c :
       std::initializer_list<Case>{{"1970", 0, "", DateForm::kYear},
                                   {"2021", 1609459200, "", DateForm::kYear},
                                   {"2021-05", 1619827200, "", DateForm::kW3c},
                                   {"2021-05-31", 1622419200, "", DateForm::kW3c},
                                   {"2021-05-31T12:30Z", 1622464200, "", DateForm::kW3c},
                                   {"2021-05-31T12:30:15", 1622464215, "", DateForm::kW3c},
                                   {"2021-05-31T12:30:15.2500Z", 1622464215, "25", DateForm::kW3c},
                                   {"2021-05-31T12:30:15+02:00", 1622457015, "", DateForm::kW3c},
                                   {"2021-05-31T12:30:15-0530", 1622484015, "", DateForm::kW3c},
                                   {"2021-05-31T23:00-02", 1622509200, "", DateForm::kW3c},
                                   {"2000-02-29", 951782400, "", DateForm::kW3c},
                                   {"0000-01-01", -62167219200, "", DateForm::kW3c},
                                   {"1969-12-31T23:59:59.5Z", -1, "5", DateForm::kW3c},
                                   {"9999-12-31T23:59:59Z", 253402300799, "", DateForm::kW3c},
                                   {"1622464215", 1622464215, "", DateForm::kEpoch},
                                   {"0", 0, "", DateForm::kEpoch},
                                   {"02021", 2021, "", DateForm::kEpoch}}) {
    const auto date = ParseDate(c.text);
    ASSERT_TRUE(date) << c.text;
    EXPECT_EQ(date->seconds, c.seconds) << c.text;
    EXPECT_EQ(date->fraction, c.fraction) << c.text;
    EXPECT_EQ(date->form, c.form) << c.text;
  }
}

TEST(Date, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "tomorrow",
                           "2021-13",
                           "2021-00",
                           "2021-02-29",
                           "1900-02-29",
                           "2021-04-31",
                           "2021-5-1",
                           "2021-05-31T",
                           "2021-05-31T24:00Z",
                           "2021-05-31T12Z",
                           "2021-05-31T12:60Z",
                           "2021-05-31T12:30:60Z",
                           "2021-05-31T12:30:15.Z",
                           "2021-05-31T12:30:15+24:00",
                           "2021-05-31T12:30:15+2:00",
                           "2021-05-31 12:30",
                           "2021-05-31Z",
                           "21-05-31",
                           "2021-05-31T12:30Zx",
                           "-1",
                           "1.5",
                           "1e9",
                           "9999999999999999999",
                           "2021/05/31",
                           "${aws:CurrentTime}"}) {
    EXPECT_FALSE(ParseDate(text)) << text;
  }
}

TEST(Date, OrdersFractionsExactly) {
  const auto less = [](const char* a, const char* b) {
    return Compare(*ParseDate(a), *ParseDate(b)) < 0;
  };
  EXPECT_TRUE(less("2021-01-01T00:00:00Z", "2021-01-01T00:00:00.000000000001Z"));
  EXPECT_TRUE(less("2021-01-01T00:00:00.09Z", "2021-01-01T00:00:00.1Z"));
  EXPECT_TRUE(Compare(*ParseDate("2021-01-01T00:00:00.50Z"),
                      *ParseDate("2021-01-01T01:00:00.5+01:00")) == 0);
}

TEST(IpRange, ReadsAddressesAndBlocks) {
  struct Case {
    const char* text;
    const char* network;
    bool host_bits;
  };
  for (const Case& c :
       std::initializer_list<Case>{{"203.0.113.7", "203.0.113.7", false},
                                   {"203.0.113.7/32", "203.0.113.7", false},
                                   {"10.1.2.3/8", "10.0.0.0/8", true},
                                   {"0.0.0.0/0", "0.0.0.0/0", false},
                                   {"255.255.255.255/1", "128.0.0.0/1", true},
                                   {"2001:DB8:0:0::1", "2001:db8::1", false},
                                   {"2001:db8::/32", "2001:db8::/32", false},
                                   {"2001:db8:1::/32", "2001:db8::/32", true},
                                   {"::/0", "::/0", false},
                                   {"::", "::", false},
                                   {"::1", "::1", false},
                                   {"1::", "1::", false},
                                   {"::ffff:192.0.2.1", "::ffff:c000:201", false},
                                   {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", false},
                                   {"0:0:1:0:0:0:1:0", "0:0:1::1:0", false},
                                   {"1:2:3:4:5:6:7:8/127", "1:2:3:4:5:6:7:8/127", false},
                                   {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304", false}}) {
    const auto range = ParseIpRange(c.text);
    ASSERT_TRUE(range) << c.text;
    EXPECT_EQ(range->network().ToText(), c.network) << c.text;
    EXPECT_EQ(range->has_host_bits(), c.host_bits) << c.text;
  }
}

TEST(IpRange, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "/",
                           "10",
                           "10.0.0",
                           "10.0.0.0.0",
                           "10.0.0.256",
                           "010.0.0.1",
                           "10.0.0.0/",
                           "10.0.0.0/33",
                           "10.0.0.0/08",
                           "10.0.0.0/-1",
                           "10.0.0.0/255.0.0.0",
                           "10.0.0.*",
                           "a.b.c.d",
                           ":",
                           ":::",
                           "1:::2",
                           "1::2::3",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8::",
                           "::1:2:3:4:5:6:7:8",
                           "12345::",
                           "g::",
                           "::1%eth0",
                           "::/129",
                           "1.2.3.4::",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           ":1",
                           "1:",
                           "10.0.0.0 /8",
                           "*"}) {
    EXPECT_FALSE(ParseIpRange(text)) << text;
  }
}

TEST(IpRange, ContainsItsOwnKindOnly) {
  const auto contains = [](const char* wide, const char* narrow) {
    return ParseIpRange(wide)->Contains(*ParseIpRange(narrow));
  };
  EXPECT_TRUE(contains("0.0.0.0/0", "255.1.2.3"));
  EXPECT_TRUE(contains("10.9.9.9/8", "10.1.0.0/16"));
  EXPECT_FALSE(contains("10.1.0.0/16", "10.0.0.0/8"));
  EXPECT_FALSE(contains("10.0.0.0/15", "10.2.0.0"));
  EXPECT_TRUE(contains("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8::/33", "2001:db8:8000::"));
  EXPECT_FALSE(contains("::/0", "1.2.3.4"));
  EXPECT_FALSE(contains("0.0.0.0/0", "::1"));
}

TEST(IpRange, ReadsWhatItWrites) {
  const unsigned seed = 20261125;
  std::mt19937 random(seed);
  for (int i = 0; i < 20000; ++i) {
    IpRange range;
    range.v6 = random() % 2 == 0;
    range.prefix = static_cast<uint8_t>(random() % (range.v6 ? 129 : 33));
    for (size_t byte = 0; byte < (range.v6 ? 16U : 4U); ++byte) {
      range.address[byte] = random() % 3 == 0 ? static_cast<uint8_t>(random()) : uint8_t{0};
    }
    EXPECT_EQ(ParseIpRange(range.ToText()), range) << range.ToText() << ", seed " << seed;
  }
}

TEST(Bool, IgnoresCase) {
  EXPECT_EQ(ParseBool("true"), true);
  EXPECT_EQ(ParseBool("FALSE"), false);
  for (const char* text : {"", "1", "yes", "true "}) EXPECT_FALSE(ParseBool(text)) << text;
}

TEST(Base64, DecodesWithOrWithoutPadding) {
  EXPECT_EQ(DecodeBase64(""), "");
  EXPECT_EQ(DecodeBase64("QmluYXJ5"), "Binary");
  EXPECT_EQ(DecodeBase64("QQ=="), "A");
  EXPECT_EQ(DecodeBase64("QQ"), "A");
  EXPECT_EQ(DecodeBase64("QUI="), "AB");
  EXPECT_EQ(DecodeBase64("/+8="), "\xFF\xEF");
  for (const char* text : {"Q", "Q===", "QQ=", "=", "Q=Q=", "QQ==QQ==", "Qm lu", "_-8=", "QUJDR"}) {
    EXPECT_FALSE(DecodeBase64(text)) << text;
  }
}

}  // namespace
}  // namespace whittle::policy
