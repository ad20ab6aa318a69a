#include "io/csv_file.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

std::string csv_cell(std::string_view text) {
  std::string cell;
  append_csv_cell(text, cell);
  return cell;
}

TEST(CsvFileCells, WhatASpreadsheetWouldExecuteIsGuarded) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("+cmd"), "'+cmd");
  EXPECT_EQ(csv_cell("-cmd"), "'-cmd");
  EXPECT_EQ(csv_cell("@cmd"), "'@cmd");
  EXPECT_EQ(csv_cell("\t=1"), "'\t=1");
  EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(csv_cell("=a,\"b\""), "\"'=a,\"\"b\"\"\"");
  EXPECT_EQ(csv_cell("'=1"), "''=1");
}

TEST(CsvFileCells, OthersStayAsTheyAre) {
  for (std::string_view text : {"", "-1", "-", "12", "a=b", "'tis", "'"})
    EXPECT_EQ(csv_cell(text), text == "-" ? "'-" : text);
}

TEST(CsvFileCells, OneOddByteAnywhere) {
  const std::string plain = "general/2024-03-01.rsmf";
  for (size_t at = 0; at < plain.size(); ++at) {
    auto with = [&](std::string_view odd) { return plain.substr(0, at).append(odd).append(plain.substr(at)); };
    EXPECT_EQ(csv_cell(with(",")), '"' + with(",") + '"');
    EXPECT_EQ(csv_cell(with("\"")), '"' + with("\"\"") + '"');
    EXPECT_EQ(csv_cell(with("\n")), '"' + with("\n") + '"');
    EXPECT_EQ(csv_cell(with("\x01")), with("\\x01"));
    EXPECT_EQ(csv_cell(with("=")), at == 0 ? "'=" + plain : with("="));
    EXPECT_EQ(csv_cell(with("\u00e9")), with("\u00e9"));
  }
}

TEST(CsvFileCells, ControlCharactersAreNotWrittenRaw) {
  EXPECT_EQ(csv_cell("a\x1b[2J\x7f"), "a\\x1b[2J\\x7f");
}

TEST(CsvFileCells, OfAnyLengthFullOfOddBytes) {
  for (size_t length = 1; length < 100; ++length) {
    std::string controls, quotes;
    for (size_t i = 0; i < length; ++i) {
      controls += "\\x07";
      quotes += "\"\"a";
    }
    EXPECT_EQ(csv_cell(std::string(length, '\a')), controls);
    std::string text;
    for (size_t i = 0; i < length; ++i) text += "\"a";
    EXPECT_EQ(csv_cell(text), '"' + quotes + '"');
    EXPECT_EQ(csv_cell(std::string(length, ',')), '"' + std::string(length, ',') + '"');
  }
}

TEST(CsvFileCells, AreAppended) {
  std::string row = "before,";
  append_csv_cell("a, b", row);
  EXPECT_EQ(row, "before,\"a, b\"");
}

}  // namespace
}  // namespace rsmf
