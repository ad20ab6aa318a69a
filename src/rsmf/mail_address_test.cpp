#include "rsmf/mail_address.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

TEST(MailAddressTest, TakesAddresses) {
  for (const char* good : {"a@example.com", "first.last+tag@mail.example.co.uk", "o'neil_x@ex-ample.org",
                           "MKami\u0144ski@polar.com", "1@2.de"})
    EXPECT_TRUE(is_mail_address(good)) << good;
}

TEST(MailAddressTest, RefusesWhatReadersRefuse) {
  for (const char* bad : {"",
                          "a",
                          "@example.com",
                          "a@",
                          "a@b@example.com",
                          "a@localhost",
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
                          "a@127.0.0.1",
                          "a@[127.0.0.1]",
                          "a@example.c",
                          "\xff@example.com",
                          "a@ex\u00e4mple.com",
                          "a\u0000@example.com",
                          "a@.com"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@example.com"));
  EXPECT_FALSE(is_mail_address("a@" + std::string(64, 'b') + ".com"));
}

TEST(MailAddressTest, StandInsAreClearlyNotReal) {
  Participant person;
  person.id = "U123";
  EXPECT_EQ(address_of(person, "slack"), "U123@slack.invalid");
  person.id = "+49 170 1";
  EXPECT_EQ(address_of(person, "WhatsApp!"), "+49=20170=201@whatsapp.invalid");
  person.id = "a@b>\r\n.";
  EXPECT_EQ(address_of(person, "").substr(0, 3), "id=");
  person.id = "Zoë";
  EXPECT_EQ(address_of(person, ""), "Zo=C3=AB@chat.invalid");
  person.email = "z@example.com";
  EXPECT_EQ(address_of(person, ""), "z@example.com");
  person.email = "zo\u00eb@example.com";  // fine in a manifest, not in a header
  EXPECT_EQ(address_of(person, ""), "Zo=C3=AB@chat.invalid");
}

TEST(MailAddressTest, LongIdsStayApart) {
  Participant a, b;
  std::string one(100, 'x'), two = one + "y";
  a.id = one;
  b.id = two;
  EXPECT_NE(address_of(a, "p"), address_of(b, "p"));
  EXPECT_LT(address_of(a, "p").size(), 64u);
}

}  // namespace
}  // namespace rsmf
