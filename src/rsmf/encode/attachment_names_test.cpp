#include "rsmf/encode/attachment_names.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"

namespace rsmf {
namespace {

TEST(AttachmentNamesTest, PrefixIsTheSourcesName) {
  AttachmentNames names;
  EXPECT_EQ(names.take("F123", "plan.pdf"), "F123_plan.pdf");
  EXPECT_EQ(names.take("media/IMG-1.jpg", "IMG-1.jpg"), "media_IMG-1.jpg");
  EXPECT_EQ(names.take("IMG-2.jpg", "IMG-2.jpg"), "IMG-2.jpg");
  EXPECT_EQ(names.take("", "x.txt"), "x.txt");
  EXPECT_EQ(names.take("F124", ""), "F124");
  EXPECT_EQ(names.take("", ""), "file");
}

TEST(AttachmentNamesTest, CollisionsAreComparedWithoutCase) {
  AttachmentNames names;
  EXPECT_EQ(names.take("", "a.txt"), "a.txt");
  EXPECT_EQ(names.take("", "A.TXT"), "A_2.TXT");
  EXPECT_EQ(names.take("", "a.txt"), "a_3.txt");
  EXPECT_EQ(names.take("", "a_2.txt"), "a_2_2.txt");
  EXPECT_EQ(names.take("", "STRASSE"), "STRASSE");
  EXPECT_EQ(names.take("", "stra\u00dfe"), "stra\u00dfe_2");
  EXPECT_EQ(names.take("", "RSMF_Manifest.json"), "RSMF_Manifest_2.json");
  names.clear();
  EXPECT_EQ(names.take("", "A.TXT"), "A.TXT");
}

TEST(AttachmentNamesTest, NoNameEscapesOrMisleads) {
  AttachmentNames names;
  EXPECT_EQ(names.take("", "../../etc/passwd"), "_.._etc_passwd");
  EXPECT_EQ(names.take("", "a\\b:c*d?e\"f<g>h|i"), "a_b_c_d_e_f_g_h_i");
  EXPECT_EQ(names.take("", "invoice\u202Efdp.exe"), "invoicefdp.exe");
  EXPECT_EQ(names.take("", std::string_view("nul\0byte\n.txt", 13)), "nul_byte_.txt");
  EXPECT_EQ(names.take("", "con.txt"), "_con.txt");
  EXPECT_EQ(names.take("", " . "), "file");
  EXPECT_EQ(names.take("", "e\u0301.txt"), "\u00e9.txt");
  EXPECT_TRUE(is_valid_utf8(names.take("", "bad\xff.txt")));
}

TEST(AttachmentNamesTest, LongNamesKeepTheirExtension) {
  AttachmentNames names;
  std::string eacute;
  for (int i = 0; i < 500000; ++i) eacute += "\u00e9";
  for (int i = 0; i < 12; ++i) {
    std::string name = names.take("F1", eacute + ".jpeg");
    EXPECT_LE(name.size(), 200u);
    EXPECT_TRUE(name.ends_with(".jpeg")) << name;
    EXPECT_TRUE(is_valid_utf8(name));
  }
}

TEST(AttachmentNamesTest, ManyOfOneNameAreNotQuadratic) {
  AttachmentNames names;
  for (int i = 0; i < 50000; ++i) names.take("", "image.png");
  EXPECT_EQ(names.take("", "image.png"), "image_50001.png");
}

}  // namespace
}  // namespace rsmf
