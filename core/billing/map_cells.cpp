// A scanner for the tokens that JSON and Python share.
#include "billing/map_cells.h"

#include "billing/amount_cells.h"
#include "billing/cell_values.h"

namespace expense::billing {
namespace {

struct Token {
  enum class Kind { kEnd, kBroken, kText, kWord, kMark };
  Kind kind = Kind::kEnd;
  std::string_view text;  // without quotes, with its escapes
};

class TokenScanner {
 public:
  explicit TokenScanner(std::string_view text) : rest_(text) {}

  Token next() {
    const std::size_t begin = rest_.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    rest_.remove_prefix(begin);
    const char first = rest_.front();
    if (first == '"' || first == '\'') return quoted_text(first);
    constexpr std::string_view kMarks = "{}[]:,";
    if (kMarks.find(first) != std::string_view::npos) return take(Token::Kind::kMark, 1);
    return take(Token::Kind::kWord, std::min(rest_.find_first_of(" \t\r\n{}[]:,"), rest_.size()));
  }

 private:
  Token take(Token::Kind kind, std::size_t size) {
    const Token token = {kind, rest_.substr(0, size)};
    rest_.remove_prefix(size);
    return token;
  }

  Token quoted_text(char quote) {
    rest_.remove_prefix(1);
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != quote) end += rest_[end] == '\\' ? 2 : 1;
    if (end >= rest_.size()) return {Token::Kind::kBroken, {}};
    const Token token = take(Token::Kind::kText, end);
    rest_.remove_prefix(1);
    return token;
  }

  std::string_view rest_;
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// `26` of `\u0026`; -1 when it is beyond ASCII or no number: such an escape is kept as it is.
int ascii_escape(std::string_view text) {
  if (text.size() < 6 || text.substr(0, 4) != "\\u00") return -1;
  const int high = hex_digit(text[4]);
  const int low = hex_digit(text[5]);
  return high < 0 || high > 7 || low < 0 ? -1 : high * 16 + low;
}

std::string without_escapes(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if (text.front() != '\\' || text.size() == 1) {
      plain += text.front();
      text.remove_prefix(1);
    } else if (const int code = ascii_escape(text); code >= 0) {
      plain += static_cast<char>(code);
      text.remove_prefix(6);
    } else {
      const bool is_kept = text[1] == 'u';
      plain.append(is_kept ? text.substr(0, 2) : text.substr(1, 1));
      text.remove_prefix(2);
    }
  }
  return plain;
}

// +1 for a mark that opens, -1 for one that closes.
int depth_change(const Token& token) {
  if (token.kind != Token::Kind::kMark) return 0;
  const char mark = token.text.front();
  if (mark == '{' || mark == '[') return 1;
  return mark == '}' || mark == ']' ? -1 : 0;
}

std::string_view plain_text(const Token& token, std::string& unescaped) {
  if (token.text.find('\\') == std::string_view::npos) return token.text;
  unescaped = without_escapes(token.text);
  return unescaped;
}

bool is_key(const Token& token, std::string_view key) {
  if (token.text == key) return true;
  return token.text.find('\\') != std::string_view::npos && without_escapes(token.text) == key;
}

// In a list of pairs the key is the text under "key", and what it stands for is under "value".
bool is_list_of_pairs(std::string_view cell) { return !cell.empty() && cell.front() == '['; }

bool is_colon(const Token& token) { return token.kind == Token::Kind::kMark && token.text == ":"; }

std::string_view text_of_pair(std::string_view cell, std::string_view key, std::string& unescaped) {
  TokenScanner scanner(cell);
  bool is_wanted = false;  // The latest "key" was the one.
  std::string_view name;   // Of the field before the latest colon.
  Token previous;
  for (Token token = scanner.next();
       token.kind != Token::Kind::kEnd && token.kind != Token::Kind::kBroken;
       previous = token, token = scanner.next()) {
    if (is_colon(token)) name = previous.text;
    if (!is_colon(previous) || token.kind == Token::Kind::kMark) continue;
    if (name == "key") is_wanted = is_key(token, key);
    if (name == "value" && is_wanted) return plain_text(token, unescaped);
  }
  return {};
}

}  // namespace

std::string_view map_text(std::string_view cell, std::string_view key, std::string& unescaped) {
  cell = trimmed(cell);
  if (is_list_of_pairs(cell)) return text_of_pair(cell, key, unescaped);
  const int outermost = !cell.empty() && cell.front() == '{' ? 1 : 0;
  TokenScanner scanner(cell);
  int depth = 0;
  bool is_under_key = false;  // The key and its colon have just passed.
  Token previous;
  for (Token token = scanner.next();
       token.kind != Token::Kind::kEnd && token.kind != Token::Kind::kBroken;
       previous = token, token = scanner.next()) {
    depth += depth_change(token);
    if (is_under_key && token.kind != Token::Kind::kMark) return plain_text(token, unescaped);
    is_under_key = depth == outermost && is_colon(token) && previous.kind == Token::Kind::kText &&
                   is_key(previous, key);
  }
  return {};
}

std::vector<std::string> map_keys(std::string_view cell) {
  cell = trimmed(cell);
  const bool has_pairs = is_list_of_pairs(cell);
  const int outermost = !cell.empty() && cell.front() == '{' ? 1 : 0;
  TokenScanner scanner(cell);
  std::vector<std::string> keys;
  int depth = 0;
  std::string_view name;
  Token previous;
  for (Token token = scanner.next();
       token.kind != Token::Kind::kEnd && token.kind != Token::Kind::kBroken;
       previous = token, token = scanner.next()) {
    depth += depth_change(token);
    const bool is_key = has_pairs && is_colon(previous) && name == "key";
    if (is_key && token.kind == Token::Kind::kText) keys.push_back(without_escapes(token.text));
    if (!is_colon(token) || previous.kind != Token::Kind::kText) continue;
    name = previous.text;
    if (!has_pairs && depth == outermost) keys.push_back(without_escapes(name));
  }
  return keys;
}

std::optional<Money> sum_in_maps(std::string_view cell, std::string_view key) {
  TokenScanner scanner(cell);
  Money sum;
  int depth = 0;
  bool is_under_key = false;
  Token previous;
  for (Token token = scanner.next(); token.kind != Token::Kind::kEnd;
       previous = token, token = scanner.next()) {
    if (token.kind == Token::Kind::kBroken) return std::nullopt;
    depth += depth_change(token);
    const bool is_outside = depth == 0 && depth_change(token) == 0;
    if (depth < 0 || is_outside) return std::nullopt;
    if (is_under_key) {
      const std::optional<Money> amount = parse_plain_amount(token.text);
      if (!amount) return std::nullopt;
      sum += *amount;
    }
    is_under_key = is_colon(token) && previous.kind == Token::Kind::kText && previous.text == key;
  }
  if (depth != 0) return std::nullopt;
  return sum;
}

}  // namespace expense::billing
