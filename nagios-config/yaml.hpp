// YAML as Sensu reads it: every text is a double-quoted scalar, written as in JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fedcloud::config::yaml {

// A double-quoted scalar. What is no UTF-8, and what YAML does not let stand in a stream (YAML
// 1.2.2, production c-printable), becomes U+FFFD.
std::string scalar(std::string_view text);

// Appends resources to a stream of documents. Keys are ours, and plain.
class Writer {
  public:
    explicit Writer(std::string& out) : out_(out) {}

    // "---", type and version of one of Sensu's resources.
    void begin(std::string_view type);
    // "key:", and what follows one step further in, until close().
    void open(std::string_view key);
    void close() { indent_ -= step; }
    void text(std::string_view key, std::string_view value);
    void text_item(std::string_view value);  // of a sequence
    void number(std::string_view key, std::int64_t value);
    void flag(std::string_view key, bool value);

  private:
    static constexpr std::size_t step = 2;
    void key(std::string_view name);

    std::string& out_;
    std::size_t indent_ = 0;
};

}  // namespace fedcloud::config::yaml
