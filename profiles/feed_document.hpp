// An answer of GOCDB as XML that is what was asked for, whole, and of bounded size.
#pragma once

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>

#include "feed.hpp"

namespace fedcloud::profiles {

class FeedDocument {
  public:
    // `record` is the element that was asked for: "SITE". A document type is refused, and so no
    // entity but those of XML itself is replaced (pugixml knows no others).
    static Expected<FeedDocument, std::string> parse(std::string body, const char* record);

    // What <meta> says of the number of records, against what there is.
    Expected<void, std::string> check_count() const;

    pugi::xml_node root() const { return document_->document_element(); }
    const std::optional<Paging>& paging() const { return paging_; }
    std::size_t elements() const { return elements_; }

  private:
    FeedDocument() = default;
    Expected<void, std::string> check_children(const char* record);

    // pugixml works in place: the text must outlive the document, and neither may move.
    std::unique_ptr<std::string> text_;
    std::unique_ptr<pugi::xml_document> document_;
    std::optional<Paging> paging_;
    std::size_t elements_ = 0;
};

}  // namespace fedcloud::profiles
