#include <retort/engine/url.h>

#include <charconv>
#include <optional>

#include <retort/engine/error.h>

namespace retort::engine {

namespace {

bool is_secret(std::string_view option) {
  return option.find("password") != std::string_view::npos;
}

// The text with whatever may be a password hidden, also where it cannot be understood: a password
// that was written without percent-encoding is the usual reason why it cannot.
std::string without_password(std::string_view text) {
  std::string shown(text);
  if (const std::size_t option = shown.find("password="); option != std::string::npos) {
    const std::size_t begin = option + std::string_view("password=").size();
    shown.replace(begin, std::min(shown.find('&', begin), shown.size()) - begin, "***");
  }
  const std::size_t scheme = shown.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  std::size_t end = shown.rfind('@');
  if (end == std::string::npos || end < begin) end = std::min(shown.find('/', begin), shown.size());
  const std::size_t colon = shown.find(':', begin);
  if (colon >= end) return shown;
  const std::string_view after = std::string_view(shown).substr(colon + 1, end - colon - 1);
  const bool is_port = end == shown.size() || shown[end] != '@';
  if (is_port && after.find_first_not_of("0123456789") == std::string_view::npos) return shown;
  return shown.replace(colon + 1, after.size(), "***");
}

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
  throw UrlError(
      "not a database URL, " + why + ": \"" + without_password(text) +
      "\" (its form is scheme://[user[:password]@][host[:port]]/database[?key=value&...])");
}

std::optional<char> hex_pair(std::string_view pair) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(pair.data(), pair.data() + pair.size(), value, 16);
  if (error != std::errc{} || end != pair.data() + 2) return std::nullopt;
  return static_cast<char>(value);
}

// Takes a URL apart from left to right.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), rest_(text) {}

  Url parse() {
    Url url;
    if (text_.find('\0') != std::string_view::npos) refuse(text_, "it holds a NUL byte");
    const std::size_t scheme = rest_.find("://");
    if (scheme == 0 || scheme == std::string_view::npos)
      refuse(text_, "it does not begin with a scheme such as sqlite://");
    url.scheme = rest_.substr(0, scheme);
    rest_.remove_prefix(scheme + 3);
    if (const std::size_t query = rest_.find('?'); query != std::string_view::npos) {
      parse_options(rest_.substr(query + 1), url);
      rest_ = rest_.substr(0, query);
    }
    const std::size_t slash = std::min(rest_.find('/'), rest_.size());
    parse_authority(rest_.substr(0, slash), url);
    if (slash < rest_.size()) url.database = decoded(rest_.substr(slash + 1));
    return url;
  }

 private:
  void parse_authority(std::string_view authority, Url& url) {
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
      const std::string_view login = authority.substr(0, at);
      const std::size_t colon = std::min(login.find(':'), login.size());
      url.user = decoded(login.substr(0, colon));
      if (colon < login.size()) url.password = decoded(login.substr(colon + 1));
      authority.remove_prefix(at + 1);
    }
    // The colons of an IPv6 address stand in brackets.
    const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : 0;
    if (bracket == std::string_view::npos) refuse(text_, "the bracket of its host is not closed");
    const std::size_t colon = std::min(authority.find(':', bracket), authority.size());
    const std::string_view host = authority.substr(0, colon);
    url.host = bracket == 0 ? decoded(host) : std::string(host.substr(1, bracket - 1));
    if (colon < authority.size()) url.port = port(authority.substr(colon + 1));
  }

  int port(std::string_view digits) const {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value < 1 || value > 65535)
      refuse(text_, "its port is not a number from 1 to 65535");
    return value;
  }

  void parse_options(std::string_view query, Url& url) const {
    while (!query.empty()) {
      const std::size_t end = std::min(query.find('&'), query.size());
      const std::string_view option = query.substr(0, end);
      query.remove_prefix(std::min(end + 1, query.size()));
      const std::size_t equals = option.find('=');
      if (equals == 0 || equals == std::string_view::npos)
        refuse(text_, "an option has no name or no value");
      const std::string key = decoded(option.substr(0, equals));
      if (!url.options.emplace(key, decoded(option.substr(equals + 1))).second)
        refuse(text_, "the option \"" + key + "\" is there twice");
    }
  }

  std::string decoded(std::string_view part) const {
    std::string result;
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (part[i] != '%') {
        result += part[i];
        continue;
      }
      const std::optional<char> byte = hex_pair(part.substr(i + 1, 2));
      if (byte == '\0') refuse(text_, "it holds a NUL byte");
      if (!byte) refuse(text_, "a % is not followed by two hexadecimal digits (write % as %25)");
      result += *byte;
      i += 2;
    }
    return result;
  }

  std::string_view text_;
  std::string_view rest_;
};

// Letters, digits, bytes beyond ASCII and the characters of `plain` stand for themselves.
std::string encoded(std::string_view part, std::string_view plain) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : part) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || byte >= 0x80 || plain.find(c) != std::string_view::npos) {
      result += c;
    } else {
      result += '%';
      result += digits[byte >> 4];
      result += digits[byte & 15];
    }
  }
  return result;
}

}  // namespace

Url Url::parse(std::string_view text) { return Parser(text).parse(); }

std::string Url::text(bool with_password) const {
  std::string result = scheme + "://";
  if (!user.empty() || !password.empty()) {
    result += encoded(user, "-._~");
    if (!password.empty()) result += ':' + (with_password ? encoded(password, "-._~") : "***");
    result += '@';
  }
  const bool address = host.find(':') != std::string::npos;
  result += address ? '[' + host + ']' : encoded(host, "-._~");
  if (port != 0) result += ':' + std::to_string(port);
  if (!database.empty() || !options.empty()) result += '/' + encoded(database, "-._~/:@!$'()*+,;=");
  char separator = '?';
  for (const auto& [key, value] : options) {
    const bool shown = with_password || !is_secret(key);
    result += separator + encoded(key, "-._~") + '=';
    result += shown ? encoded(value, "-._~/:,") : "***";
    separator = '&';
  }
  return result;
}

}  // namespace retort::engine
