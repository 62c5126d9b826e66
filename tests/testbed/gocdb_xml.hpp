// The XML of a GOCDB's answers, as PHP's SimpleXML and DOM write it with indentation.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fedcloud::testbed::gocdb {

// Carriage returns become references, as they must to be read again; other control characters stay.
std::string escape_text(std::string_view text);

class XmlWriter {
  public:
    using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;

    void open(std::string_view name, const Attributes& attributes = {});
    void close(std::string_view name);

    // Without any text, <NAME/>.
    void element(std::string_view name, std::string_view text, const Attributes& attributes = {});

    std::string take() { return std::move(text_); }

  private:
    void begin(std::string_view name, const Attributes& attributes);

    std::string text_;
    std::size_t depth_ = 0;
};

}  // namespace fedcloud::testbed::gocdb
