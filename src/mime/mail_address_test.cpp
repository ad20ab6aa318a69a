#include "mime/mail_address.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

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
