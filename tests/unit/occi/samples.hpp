// Small OCCI renderings of our own that several tests share.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "occi/rendering.hpp"

namespace fedcloud::occi::samples {

inline constexpr std::string_view model_text =
    "Category: compute; scheme=\"http://schemas.ogf.org/occi/infrastructure#\"; class=\"kind\"; "
    "title=\"A machine\"; rel=\"http://schemas.ogf.org/occi/core#resource\"; "
    "location=\"/compute/\"; attributes=\"occi.core.id{immutable required} occi.core.title\"; "
    "actions=\"http://schemas.ogf.org/occi/infrastructure/compute/action#start\"\n"
    "Category: 42; scheme=\"http://schemas.openstack.org/template/os#\"; class=\"mixin\"; "
    "title=\"An \"ops\" image; small, new\"; "
    "rel=\"http://schemas.ogf.org/occi/infrastructure#os_tpl\"; location=\"/os_tpl/42\"\n";

inline constexpr std::string_view entity_text =
    "Category: compute;scheme=\"http://schemas.ogf.org/occi/infrastructure#\";class=\"kind\"\n"
    "X-OCCI-Attribute: occi.core.id=\"vm-1\"\n"
    "X-OCCI-Attribute: occi.core.title=\"one; two, \\\"three\\\"\"\n"
    "X-OCCI-Attribute: occi.compute.memory=0.125\n"
    "Link: </storage/7>;rel=\"http://schemas.ogf.org/occi/infrastructure#storage\";"
    "self=\"/storagelink/8\";"
    "category=\"http://schemas.ogf.org/occi/infrastructure#storagelink\";"
    "occi.core.target=\"/storage/7\"\n";

inline bool has_category(const Entity& entity, std::string_view identifier) {
    return std::any_of(entity.categories.begin(), entity.categories.end(),
                       [&](const Category& category) { return category.id() == identifier; });
}

inline Headers entity_headers() {
    return {{"Category",
             "compute;scheme=\"http://schemas.ogf.org/occi/infrastructure#\";class=\"kind\""},
            {"X-OCCI-Attribute", "occi.core.id=\"vm-1\",occi.core.title=\"one, two\""},
            {"Link", "</storage/7>;rel=\"r#storage\",</compute/vm-1?action=stop>;rel=\"a#stop\""}};
}

inline constexpr std::string_view model_json =
    R"({"kinds":[{"term":"compute","scheme":"http://schemas.ogf.org/occi/infrastructure#",)"
    R"("title":"A machine","location":"/compute/",)"
    R"("parent":"http://schemas.ogf.org/occi/core#resource",)"
    R"("attributes":{"occi.core.id":{"mutable":false,"required":true}},)"
    R"("actions":["http://schemas.ogf.org/occi/infrastructure/compute/action#start"]}],)"
    R"("mixins":[{"term":"42","scheme":"t#",)"
    R"("depends":["http://schemas.ogf.org/occi/infrastructure#os_tpl"]}]})";

inline constexpr std::string_view entity_json =
    R"({"kind":"http://schemas.ogf.org/occi/infrastructure#compute","mixins":["t#42"],"id":"vm-1",)"
    R"("attributes":{"occi.core.title":"one","occi.compute.memory":0.125,"occi.compute.cores":2},)"
    R"("actions":["a#stop"],"links":[{"kind":"i#storagelink","id":"8",)"
    R"("source":{"location":"/compute/vm-1"},"target":)"
    R"({"location":"/storage/7","kind":"i#storage"}}]})";

}  // namespace fedcloud::occi::samples
