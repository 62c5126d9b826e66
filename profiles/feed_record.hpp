// One record of GOCDB's XML: its fields as text that is fit to be kept.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feed.hpp"

namespace fedcloud::profiles {

// Bytes; what is longer is cut, and told. GOCDB's own columns hold 255 to 4000.
inline constexpr std::size_t longest_text = 4096;
inline constexpr std::size_t longest_name = 255;
// Of one answer; there may be one for each of a million empty elements.
inline constexpr std::size_t most_page_problems = 10'000;

// Valid UTF-8: what is not becomes U+FFFD.
std::string repair(std::string text);
// The same on one line: control characters become blanks, and none are left at the ends.
std::string one_line(std::string text);
// Something of it could not be read: it holds U+FFFD. As a name it would be another's.
bool is_garbled(std::string_view text);

class FeedRecord {
  public:
    // `kind` is what people call it: "service". `number` counts from one.
    FeedRecord(pugi::xml_node node, std::string kind, std::size_t number,
               std::vector<Problem>& problems);

    // How problems call it from now on, instead of by its number.
    void set_name(std::string name) { name_ = std::move(name); }
    void set_site(std::string site) { site_ = std::move(site); }
    // Up to most_page_problems; then one that says that there are more.
    void complain(std::string text);

    // PRIMARY_KEY, of the attribute or else of the element; empty, and told, if it is no key.
    std::string key();
    // On one line; empty if there is no such element.
    std::string text(const char* element, std::size_t longest = longest_text);
    // Line breaks are kept.
    std::string free_text(const char* element);
    // The attribute, or else the element of that name.
    std::string attribute(const char* name);
    // "Y" and "N"; anything else is told and taken for N.
    bool yes(const char* element);
    std::vector<std::string> scopes();
    // Of the record itself: its ENDPOINTS have EXTENSIONS of their own.
    std::vector<site::Extension> extensions();

    // Below an element of this record, for which problems speak of this record.
    FeedRecord part(pugi::xml_node node) const;
    pugi::xml_node node() const { return node_; }

  private:
    std::string cut(std::string text, const char* field, std::size_t longest);

    pugi::xml_node node_;
    std::string name_;
    std::string site_;
    std::vector<Problem>* problems_;
};

}  // namespace fedcloud::profiles
