// First bytes ("magic numbers") of the files people drop by mistake.
#include "billing/file_content.h"

#include <algorithm>
#include <array>
#include <string>

namespace expense::billing {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBytesLookedAt = 4096;
constexpr std::string_view kUnpack = "Unpack it and give the CSV file that is inside.";
constexpr std::string_view kExportCsv = "Export the bill as a CSV file and give that.";

struct Magic {
  std::string_view bytes;
  std::string_view what;
  std::string_view advice;
};
constexpr std::array<Magic, 16> kMagics = {{
    {"\x1F\x8B"sv, "a gzip file", kUnpack},
    {"PK\x03\x04"sv, "a zip file", kUnpack},
    {"PK\x05\x06"sv, "an empty zip file", kUnpack},
    {"BZh"sv, "a bzip2 file", kUnpack},
    {"\xFD"
     "7zXZ"sv,
     "an xz file", kUnpack},
    {"7z\xBC\xAF"sv, "a 7-Zip file", kUnpack},
    {"\x28\xB5\x2F\xFD"sv, "a Zstandard file", kUnpack},
    {"Rar!"sv, "a RAR file", kUnpack},
    {"PAR1"sv, "a Parquet file",
     "Parquet is read on the web page and by the program in Node: open it there, or export CSV."},
    {"%PDF"sv, "a PDF document", kExportCsv},
    {"\xD0\xCF\x11\xE0"sv, "an old Excel workbook (.xls)", "Save the sheet as a CSV file."},
    {"SQLite format 3"sv, "an SQLite database", kExportCsv},
    {"\x89PNG"sv, "a PNG image", kExportCsv},
    {"\xFF\xD8\xFF"sv, "a JPEG image", kExportCsv},
    {"GIF8"sv, "a GIF image", kExportCsv},
    {"\x7F"
     "ELF"sv,
     "a program", kExportCsv},
}};

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

Error refusal(std::string_view what, std::string_view advice) {
  return Error{ErrorCode::kNotABill, "This is " + std::string(what) + ", not a CSV file.",
               std::string(advice)};
}

bool is_blank_byte(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && !is_blank_byte(c); }

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  return begins_with(text, kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

std::string lower_start(std::string_view text) {
  std::string lower(text.substr(0, 16));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

}  // namespace

bool is_blank(std::string_view bytes) {
  const std::string_view text = without_byte_order_mark(bytes);
  return std::all_of(text.begin(), text.end(), is_blank_byte);
}

std::optional<Error> refuse_content(std::string_view head) {
  head = head.substr(0, kBytesLookedAt);
  const bool is_workbook = begins_with(head, "PK\x03\x04"sv) &&
                           (head.find("[Content_Types].xml") != std::string_view::npos ||
                            head.find("xl/") != std::string_view::npos);
  if (is_workbook) return refusal("an Excel workbook (.xlsx)", "Save the sheet as a CSV file.");
  for (const Magic& magic : kMagics) {
    if (begins_with(head, magic.bytes)) return refusal(magic.what, magic.advice);
  }
  // A disk that was full or a program that died leaves NUL bytes at the end of a text.
  while (!head.empty() && head.back() == '\0') head.remove_suffix(1);
  const auto controls =
      static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_control));
  if (head.empty() || controls > head.size() / 20) return refusal("a binary file", kExportCsv);

  std::string_view text = without_byte_order_mark(head);
  while (!text.empty() && is_blank_byte(text.front())) text.remove_prefix(1);
  const std::string start = lower_start(text);
  if (begins_with(start, "<!doctype") || begins_with(start, "<html") ||
      begins_with(start, "<?xml")) {
    return refusal("a web page",
                   "Perhaps a sign-in page was saved in place of the bill: download it again.");
  }
  return std::nullopt;
}

}  // namespace expense::billing
