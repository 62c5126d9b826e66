// Recorded answers of ooi and rOCCI-server, read whole and compared across their renderings.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "recorded.hpp"

namespace fedcloud::occi {
namespace {

using recorded::Answer;
using recorded::entity_of;
using recorded::expect_same_instance;
using recorded::locations_of;
using recorded::model_of;

class Recorded : public recorded::FixtureTest {};

std::set<std::string> ids(const Model& model) {
    std::set<std::string> found;
    for (const Category& category : model.categories) {
        found.insert(category.id());
    }
    return found;
}

std::set<std::string> ids_of(const std::vector<const Category*>& categories) {
    std::set<std::string> found;
    for (const Category* category : categories) {
        found.insert(category->id());
    }
    return found;
}

// The last step of a location: rOCCI-server's JSON names no host, its text does.
std::set<std::string> last_steps(const std::vector<std::string>& locations) {
    std::set<std::string> found;
    for (const std::string& location : locations) {
        found.insert(location.substr(location.rfind('/') + 1));
    }
    return found;
}

// What every rendering must tell alike of a category; attributes and actions are not in ooi's text.
void expect_alike(const Model& a, const Model& b) {
    EXPECT_EQ(ids(a), ids(b));
    EXPECT_EQ(a.categories.size(), b.categories.size());
    for (const Category& category : a.categories) {
        const Category* other = b.find(category.id());
        ASSERT_NE(other, nullptr) << category.id();
        EXPECT_EQ(category.title, other->title);
        EXPECT_EQ(category.category_class, other->category_class) << category.id();
        EXPECT_EQ(category.location, other->location);
        EXPECT_EQ(category.rel, other->rel) << category.id();
    }
}

std::set<std::string> names(const Category& category) {
    std::set<std::string> found;
    for (const AttributeDefinition& attribute : category.attributes) {
        found.insert(attribute.name + (attribute.immutable ? " immutable" : "") +
                     (attribute.required ? " required" : ""));
    }
    return found;
}

TEST_F(Recorded, OoiModels) {
    const Model text = model_of(answer("ooi-1.2.0/01-query-text_plain"));
    const Model occi = model_of(answer("ooi-1.2.0/01-query-text_occi"));
    const Model json = model_of(answer("ooi-1.2.0/01-query-application_occi-json"));
    EXPECT_EQ(text.categories.size(), 35U);
    EXPECT_EQ(text.categories, occi.categories);
    expect_alike(text, json);
    EXPECT_EQ(ids_of(text.mixins_of(os_tpl_id)).size(), 2U);
    EXPECT_EQ(ids_of(text.mixins_of(os_tpl_id)), ids_of(json.mixins_of(os_tpl_id)));
    EXPECT_EQ(ids_of(text.mixins_of(resource_tpl_id)), ids_of(json.mixins_of(resource_tpl_id)));
    const Category* tiny =
        text.find("http://schemas.openstack.org/template/os#c0a7c3b1-1111-4a3c-9a52-000000000002");
    ASSERT_NE(tiny, nullptr);
    EXPECT_EQ(tiny->title, R"(Image for "ops" tiny; cirros, 0.3.4)");
    for (const char* same : {"01-query-a_a", "01-query-wellknown", "02-query-filter-occi",
                             "02-query-filter-plainbody"}) {
        EXPECT_EQ(model_of(answer(std::string("ooi-1.2.0/") + same)).categories, text.categories);
    }
    // Its text/uri-list of the query interface holds categories, no URIs.
    const Answer list = answer("ooi-1.2.0/01-query-text_uri-list");
    EXPECT_EQ(list.media_type(), MediaType::uri_list);
    const auto read = parse_uri_list(list.body);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().where, "line 1, column 8");
}

TEST_F(Recorded, RocciServer11Models) {
    const std::string server = "rocci-server-1.1.9/";
    const Model text = model_of(answer(server + "01-query-text_plain"));
    const Model occi = model_of(answer(server + "01-query-text_occi"));
    const Model json = model_of(answer(server + "01-query-application_occi-json"));
    EXPECT_EQ(text.categories.size(), 35U);
    // Its headers leave out the attributes that actions take.
    expect_alike(text, occi);
    expect_alike(text, json);
    for (const Category& category : text.categories) {
        EXPECT_EQ(names(category), names(*json.find(category.id()))) << category.id();
        EXPECT_EQ(category.actions, json.find(category.id())->actions) << category.id();
    }
    EXPECT_EQ(
        ids_of(text.mixins_of(os_tpl_id)),
        (std::set<std::string>{"http://occi.example.org/occi/infrastructure/os_tpl#debian6",
                               "http://occi.example.org/occi/infrastructure/os_tpl#sl6golden"}));
    EXPECT_EQ(ids_of(json.mixins_of(os_tpl_id)), ids_of(text.mixins_of(os_tpl_id)));
    for (const char* same :
         {"00-noauth-query", "01-query-a_a", "01-query-noslash", "01-query-wellknown"}) {
        EXPECT_EQ(model_of(answer(server + same)).categories, text.categories);
    }
    EXPECT_EQ(model_of(answer(server + "01-query-application_json")).categories, json.categories);
    EXPECT_EQ(ids(model_of(answer(server + "02-query-filter-occi"))),
              std::set<std::string>{std::string(compute_id)});
    EXPECT_FALSE(model_of(answer(server + "02-query-filter-plainbody")).categories.empty());
    const Answer html = answer(server + "01-query-text_html");
    EXPECT_EQ(html.media_type(), MediaType::unsupported);
    EXPECT_EQ(parse_model_text(html.body).error().where, "line 1, column 1");
}

TEST_F(Recorded, InstancesAreAlikeInEveryRendering) {
    const std::map<std::string, std::pair<std::string, std::string>> known{
        {"ooi-1.2.0/", {"e15064e1-c144-4806-acde-fdd284c0fb09", "active"}},
        {"rocci-server-1.1.9/", {"07536c65-672c-4e25-8853-de86bac07ebe", "active"}}};
    for (const auto& [server, expected] : known) {
        for (const std::string step : {"05-get-", "09-get-linked-"}) {
            const Entity text = entity_of(answer(server + step + "text_plain"));
            EXPECT_EQ(text.id(), expected.first);
            EXPECT_EQ(text.title(), "probe vm");
            ASSERT_NE(find_attribute(text.attributes, "occi.compute.state"), nullptr);
            EXPECT_EQ(*find_attribute(text.attributes, "occi.compute.state"), expected.second);
            EXPECT_EQ(*find_attribute(text.attributes, "occi.compute.cores"), "1");
            expect_same_instance(text, entity_of(answer(server + step + "text_occi")));
            expect_same_instance(text, entity_of(answer(server + step + "application_occi-json")));
        }
        EXPECT_EQ(entity_of(answer(server + "07-get-stopped")).id(), expected.first);
        EXPECT_EQ(entity_of(answer(server + "04-get-early")).id(), expected.first);
        EXPECT_EQ(entity_of(answer(server + "08-storage-get")).title(), "probe disk");
        const Entity link = entity_of(answer(server + "09-storagelink-get"));
        EXPECT_NE(find_attribute(link.attributes, "occi.core.target"), nullptr);
        EXPECT_NE(find_attribute(link.attributes, "occi.core.source"), nullptr);
    }
    const Answer json = answer("rocci-server-1.1.9/05-get-application_json");
    EXPECT_EQ(entity_of(json).id(), known.at("rocci-server-1.1.9/").first);
    EXPECT_EQ(locations_of(answer("ooi-1.2.0/05-get-text_uri-list"), {}).size(), 1U);
}

TEST_F(Recorded, CollectionsAreAlikeInEveryRendering) {
    for (const std::string server : {"ooi-1.2.0/", "rocci-server-1.1.9/"}) {
        const Model model = model_of(answer(server + "01-query-text_plain"));
        const auto text = locations_of(answer(server + "06-list-text_plain"), model);
        EXPECT_EQ(text.size(), 14U);
        const auto json = locations_of(answer(server + "06-list-application_occi-json"), model);
        EXPECT_EQ(locations_of(answer(server + "06-list-text_occi"), model), text);
        EXPECT_EQ(locations_of(answer(server + "06-list-text_uri-list"), model), text);
        EXPECT_EQ(locations_of(answer(server + "06-list-noslash"), model), text);
        EXPECT_EQ(last_steps(json), last_steps(text));
        EXPECT_EQ(json.size(), text.size());
        EXPECT_FALSE(locations_of(answer(server + "06-list-filter-attr"), model).empty());
        EXPECT_FALSE(locations_of(answer(server + "06-list-filter-mixin"), model).empty());
        EXPECT_FALSE(locations_of(answer(server + "08-network-list"), model).empty());
    }
    EXPECT_GT(locations_of(answer("rocci-server-1.1.9/12-root"), {}).size(), 14U);
}

TEST_F(Recorded, CreationsTellTheLocationWhereverItIs) {
    const std::map<std::string, std::vector<std::string>> creations{
        {"ooi-1.2.0/",
         {"03-create-plain", "03-create-occi", "03-create-occi-multihdr", "03-create-occi+json"}},
        {"rocci-server-1.1.9/",
         {"03-create-plain", "03-create-occi", "03-create-occi-multihdr", "03-create-json11"}}};
    for (const auto& [server, steps] : creations) {
        const Model model = model_of(answer(server + "01-query-text_plain"));
        const auto listed = locations_of(answer(server + "06-list-text_plain"), model);
        for (const std::string& step : steps) {
            const auto created = locations_of(answer(server + step), model);
            ASSERT_EQ(created.size(), 1U) << server << step;
            EXPECT_NE(std::find(listed.begin(), listed.end(), created[0]), listed.end()) << step;
        }
        for (const std::string step :
             {"08-storage-create", "09-storagelink-create", "09-storagelink-create-abs"}) {
            EXPECT_EQ(locations_of(answer(server + step), model).size(), 1U) << server << step;
        }
    }
}

}  // namespace
}  // namespace fedcloud::occi
