#include "base/email_address.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rsmf {
namespace {

TEST(EmailAddressTest, TakesAddresses) {
  for (const char* good : {"a@example.com", "first.last+tag@mail.example.co.uk", "o'neil_x@ex-ample.org",
                           "MKami\u0144ski@polar.com", "1@2.de"}) {
    EXPECT_TRUE(is_email_address(good)) << good;
    EXPECT_TRUE(is_plain_email_address(good)) << good;
  }
}

TEST(EmailAddressTest, SomeAreFineInAManifestButNotWritten) {
  for (const char* odd : {"a@localhost", "a@ex\u00e4mple.com", "\"a b\"@example.com", "\"a@b\"@example.com",
                          "a@[127.0.0.1]", "a@[IPv6:2001:db8::1]", "a@example.c", "a@127.0.0.1"}) {
    EXPECT_TRUE(is_email_address(odd)) << odd;
    EXPECT_FALSE(is_plain_email_address(odd)) << odd;
  }
}

TEST(EmailAddressTest, RefusesWhatReadersRefuse) {
  for (const char* bad : {"",
                          "a",
                          "@",
                          "@example.com",
                          "a@",
                          "a@b@example.com",
                          "Name <a@example.com>",
                          "a b@example.com",
                          "a@exa_mple.com",
                          "a@-example.com",
                          "a@example-.com",
                          "a@example..com",
                          ".a@example.com",
                          "a.@example.com",
                          "a..b@example.com",
                          "+49 170 1234567",
                          "29:1abc@thread.skype ",
                          "a@example.com\r\nBcc: x",
                          "a@[]",
                          "a@[x.y.z.z]",
                          "\"@example.com",
                          "\"a\"b\"@example.com",
                          "\"a\\\"@example.com",
                          "\xff@example.com",
                          "a@.com",
                          "a@example.com."}) {
    EXPECT_FALSE(is_email_address(bad)) << bad;
    EXPECT_FALSE(is_plain_email_address(bad)) << bad;
  }
  for (const std::string& bad : {std::string(65, 'a') + "@example.com", "a@" + std::string(64, 'b') + ".com",
                                 std::string("a@example.com\0", 14)}) {
    EXPECT_FALSE(is_email_address(bad)) << bad;
    EXPECT_FALSE(is_plain_email_address(bad)) << bad;
  }
  std::string domain = "example.com";
  while (domain.size() < 260) domain = "label." + domain;
  EXPECT_FALSE(is_email_address("a@" + domain));
}

}  // namespace
}  // namespace rsmf
