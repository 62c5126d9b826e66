#include "image_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace fedcloud::appdb_update {

using Words = std::vector<std::string>;

struct KnownOffer {
    std::vector<std::string> texts;
    std::vector<std::string> folded_texts;
    std::vector<Words> titles;
    std::string version;
};

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Letters in lower case, digits, bytes beyond ASCII; all else separates words.
char word_character(char c) {
    if (c >= 'A' && c <= 'Z') {
        return static_cast<char>(c - 'A' + 'a');
    }
    const bool separates = !(c >= 'a' && c <= 'z') && !is_digit(c) && (c & '\x80') == 0;
    return separates ? '_' : c;
}

// One character for one, so that places stay what they are.
std::string folded(std::string_view text) {
    std::string plain(text);
    std::transform(plain.begin(), plain.end(), plain.begin(), word_character);
    return plain;
}

Words words_of(std::string_view text) {
    Words words(1);
    for (const char c : folded(text)) {
        if (c != '_') {
            words.back() += c;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

bool begins_with(const Words& words, const Words& beginning) {
    return words.size() >= beginning.size() &&
           std::equal(beginning.begin(), beginning.end(), words.begin());
}

// What a site's image is known by.
struct Key {
    std::string identifier;  // folded
    std::string version;     // the number behind it in an ad:mpuri; else empty
};

// ".../store/vo/image/c0482bc2-bf41-5d49-aaaa-a750174a186b:484/"
std::optional<Key> key_of(std::string_view mpuri) {
    mpuri = mpuri.substr(0, mpuri.find_last_not_of('/') + 1);
    const auto name = mpuri.substr(mpuri.rfind('/') + 1);
    const auto colon = name.find(':');
    if (name.substr(0, colon).empty()) {
        return std::nullopt;
    }
    return Key{folded(name.substr(0, colon)),
               colon == std::string_view::npos ? "" : std::string(name.substr(colon + 1))};
}

// What an image of the list is known by.
struct Wanted {
    std::vector<Key> keys;
    std::vector<Words> names;
    Words version;
    const Image* image = nullptr;
};

// "CernVM" of "Image for CernVM [Scientific Linux/6.0/KVM]", as AppDB titles its images.
std::string_view appliance_name(std::string_view title) {
    constexpr std::string_view beginning = "Image for ";
    if (title.substr(0, beginning.size()) != beginning) {
        return {};
    }
    title.remove_prefix(beginning.size());
    return title.substr(0, title.rfind('['));
}

Wanted wanted(const Image& image) {
    Wanted wanted{{}, {}, words_of(image.version), &image};
    for (const auto* mpuri : {&image.mpuri, &image.base_mpuri}) {
        if (auto key = key_of(*mpuri)) {
            wanted.keys.push_back(std::move(*key));
        }
    }
    wanted.keys.push_back({folded(image.identifier), ""});
    for (const std::string_view title :
         {std::string_view(image.title), appliance_name(image.title)}) {
        if (auto words = words_of(title); !words.empty()) {
            wanted.names.push_back(std::move(words));
        }
    }
    return wanted;
}

KnownOffer prepare(const Offer& offer) {
    KnownOffer offered{offer.texts, {}, {}, offer.version};
    for (const auto& text : offer.texts) {
        offered.folded_texts.push_back(folded(text));
    }
    for (const std::string_view title : offer.titles) {
        offered.titles.push_back(words_of(title.substr(0, title.find('@'))));
    }
    return offered;
}

// Where `word` ends in `text` as a whole word; npos if it does not stand there.
std::size_t end_of_word(const std::string& text, const std::string& word) {
    constexpr std::size_t shortest = 8;  // "1" is in everything
    for (auto at = word.size() < shortest ? std::string::npos : text.find(word);
         at != std::string::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || text[at - 1] == '_') && (end == text.size() || text[end] == '_')) {
            return end;
        }
    }
    return std::string::npos;
}

// "484" of ":484/xml"
std::string number_behind(std::string_view rest) {
    std::string number;
    for (std::size_t i = 1; !rest.empty() && rest[0] == ':' && i < rest.size(); ++i) {
        if (!is_digit(rest[i])) {
            break;
        }
        number += rest[i];
    }
    return number;
}

Match match_version(const std::string& listed, const std::string& found) {
    return listed == found ? Match{Presence::current, found} : Match{Presence::outdated, found};
}

// What the site tells of the version beside the identifier. AppVersion in a BDII is believed only
// where it agrees: cloud-info-provider takes it from its own configuration, "1.0" at many sites.
Match match_told_version(const Wanted& wanted, const KnownOffer& offered) {
    const auto& listed = wanted.image->version;
    if (!listed.empty() && offered.version == listed) {
        return {Presence::current, listed};
    }
    // A version of one short word may be any number.
    const bool is_telling = wanted.version.size() > 1 || listed.size() >= 4;
    for (const auto& title : offered.titles) {
        const bool is_told = std::search(title.begin(), title.end(), wanted.version.begin(),
                                         wanted.version.end()) != title.end();
        if (is_telling && is_told) {
            return {Presence::current, listed};
        }
    }
    return {Presence::version_unknown, ""};
}

std::optional<Match> match_by_identifier(const Wanted& wanted, const KnownOffer& offered) {
    bool is_there = false;
    for (const auto& key : wanted.keys) {
        for (std::size_t i = 0; i < offered.texts.size(); ++i) {
            const auto end = end_of_word(offered.folded_texts[i], key.identifier);
            if (end == std::string::npos) {
                continue;
            }
            const auto number = number_behind(std::string_view(offered.texts[i]).substr(end));
            if (!number.empty() && !key.version.empty()) {
                return match_version(key.version, number);
            }
            is_there = true;
        }
    }
    return is_there ? std::optional(match_told_version(wanted, offered)) : std::nullopt;
}

std::optional<Match> match_by_title(const Wanted& wanted, const KnownOffer& offered) {
    for (const auto& name : wanted.names) {
        for (const auto& title : offered.titles) {
            if (title.empty() || !begins_with(title, name)) {
                continue;
            }
            const Words rest(title.begin() + static_cast<std::ptrdiff_t>(name.size()), title.end());
            if (rest.empty()) {
                return match_told_version(wanted, offered);
            }
            if (rest == wanted.version) {
                return Match{Presence::current, wanted.image->version};
            }
            const bool is_version = std::all_of(rest.begin(), rest.end(), [](const auto& word) {
                return std::all_of(word.begin(), word.end(), is_digit);
            });
            if (is_version && !wanted.version.empty()) {
                return Match{Presence::outdated, fmt::format("{}", fmt::join(rest, "."))};
            }
        }
    }
    return std::nullopt;
}

template <typename Matcher>
Match best(const Wanted& wanted, const std::vector<KnownOffer>& offers, Matcher matcher) {
    Match best;
    for (const auto& offered : offers) {
        if (auto match = matcher(wanted, offered); match && match->presence > best.presence) {
            best = std::move(*match);
        }
    }
    return best;
}

}  // namespace

Catalogue::Catalogue(const std::vector<Offer>& offers) {
    offers_.reserve(offers.size());
    std::transform(offers.begin(), offers.end(), std::back_inserter(offers_), prepare);
}

Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

Match Catalogue::find(const Image& image) const {
    const auto sought = wanted(image);
    auto match = best(sought, offers_, match_by_identifier);
    return match.presence != Presence::missing ? match : best(sought, offers_, match_by_title);
}

std::string listed_version(const Image& image) {
    const auto key = key_of(image.mpuri);
    return key && !key->version.empty() ? key->version : image.version;
}

}  // namespace fedcloud::appdb_update
