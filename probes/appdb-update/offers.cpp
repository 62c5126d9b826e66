#include "offers.hpp"

#include <string_view>
#include <utility>

namespace fedcloud::appdb_update {
namespace {

// "egi_centos_7" of "uuid_egi_centos_7_149", where rOCCI-server tells no title.
std::string name_in_term(std::string_view term) {
    constexpr std::string_view beginning = "uuid_";
    if (term.substr(0, beginning.size()) != beginning) {
        return std::string(term);
    }
    term.remove_prefix(beginning.size());
    const auto last = term.rfind('_');
    const bool has_number =
        last != std::string_view::npos && last + 1 < term.size() &&
        term.find_first_not_of("0123456789", last + 1) == std::string_view::npos;
    return std::string(has_number ? term.substr(0, last) : term);
}

}  // namespace

std::vector<Offer> offers_of(const occi::Model& model) {
    std::vector<Offer> offers;
    for (const auto* mixin : model.mixins_of(occi::os_tpl_id)) {
        Offer offer{{mixin->term, mixin->title}, {}, ""};
        offer.titles.push_back(mixin->title.empty() ? name_in_term(mixin->term) : mixin->title);
        for (const auto& attribute : mixin->attributes) {
            offer.texts.push_back(attribute.name);
        }
        offers.push_back(std::move(offer));
    }
    return offers;
}

std::vector<std::string> image_attributes() {
    return {"GLUE2ApplicationEnvironmentID",          "GLUE2ApplicationEnvironmentRepository",
            "GLUE2ApplicationEnvironmentAppName",     "GLUE2ApplicationEnvironmentAppVersion",
            "GLUE2CloudComputingImageMarketplaceURL", "GLUE2EntityName"};
}

std::vector<Offer> offers_of(const std::vector<ldap::Entry>& entries) {
    std::vector<Offer> offers;
    for (const auto& entry : entries) {
        Offer offer{{},
                    entry.values("GLUE2ApplicationEnvironmentAppName"),
                    std::string(entry.first("GLUE2ApplicationEnvironmentAppVersion"))};
        for (const auto& name : image_attributes()) {
            const auto& values = entry.values(name);
            offer.texts.insert(offer.texts.end(), values.begin(), values.end());
        }
        offers.push_back(std::move(offer));
    }
    return offers;
}

}  // namespace fedcloud::appdb_update
