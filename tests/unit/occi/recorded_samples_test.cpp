// The examples of rOCCI-core, the recordings of jOCCI and the samples of pOCCI, read whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "recorded.hpp"
#include "samples.hpp"

namespace fedcloud::occi {
namespace {

using recorded::Answer;
using recorded::entity_of;
using recorded::expect_same_instance;
using recorded::locations_of;
using recorded::model_of;
using recorded::whole;
namespace fs = std::filesystem;

class RecordedSamples : public recorded::FixtureTest {};

TEST_F(RecordedSamples, RocciCore5TextAndJsonAgree) {
    const std::string folder = "rOCCI-core-5/rendering/";
    const Entity text = whole(parse_entity_text(file(folder + "instance.txt")), "text");
    const Entity json = whole(parse_entity_json(file(folder + "instance.json")), "json");
    EXPECT_EQ(text.id(), "89878");
    EXPECT_EQ(*find_attribute(text.attributes, "occi.compute.memory"), "1.0");
    EXPECT_EQ(text.links.size(), 5U);
    EXPECT_EQ(text.links.size(), json.links.size());
    for (const auto& [name, value] : text.attributes) {
        ASSERT_NE(find_attribute(json.attributes, name), nullptr) << name;
        EXPECT_EQ(*find_attribute(json.attributes, name), value.text) << name;
    }
    for (std::size_t i = 0; i < std::min(text.links.size(), json.links.size()); ++i) {
        EXPECT_EQ(text.links[i].rel, json.links[i].rel);
        EXPECT_EQ(text.links[i].category, json.links[i].category);
        for (const auto& [name, value] : text.links[i].attributes) {
            ASSERT_NE(find_attribute(json.links[i].attributes, name), nullptr) << name;
            EXPECT_EQ(*find_attribute(json.links[i].attributes, name), value.text) << name;
        }
    }
    const Model model = whole(parse_model_text(file(folder + "model.txt")), "model.txt");
    EXPECT_EQ(model.categories.size(), 68U);
    for (const Category* image : model.mixins_of(os_tpl_id)) {
        EXPECT_EQ(image->rel.size(), 2U) << image->id();
    }
    EXPECT_GT(model.mixins_of(os_tpl_id).size(), 10U);
    EXPECT_EQ(whole(parse_model_json(file(folder + "model.json")), "json").categories.size(), 34U);
    const Model alt = whole(parse_model_json(file(folder + "model.alt.json")), "alt");
    EXPECT_EQ(alt.categories.size(), 100U);
    EXPECT_FALSE(alt.mixins_of(os_tpl_id).empty());
    EXPECT_EQ(
        whole(parse_model_text(file(folder + "categories.txt")), "categories").categories.size(),
        4U);
}

TEST_F(RecordedSamples, RocciCore5Actions) {
    const std::string text = file("rOCCI-core-5/rendering/action_instance.txt");
    const Model read = whole(parse_model_text(text), "action_instance.txt");
    ASSERT_EQ(read.categories.size(), 1U);
    EXPECT_EQ(read.categories[0].category_class, CategoryClass::action);
    const AttributeValue method{AttributeValue::Type::string, "suspend"};
    EXPECT_EQ(render_entity({read.categories, {{"method", method}}, {}}),
              text.substr(0, text.find_last_not_of('\n') + 1));
}

// Mappings of a query interface, of instances and of collections; what is left are empty answers.
TEST_F(RecordedSamples, JocciMappings) {
    std::map<std::string, Entity> instances;
    std::size_t models = 0;
    std::size_t entities = 0;
    std::size_t lists = 0;
    for (const fs::path& path : recorded::files_in(root_ / "jOCCI-api" / "mappings")) {
        const Answer answer = recorded::read_mapping(path, root_ / "jOCCI-api" / "__files");
        if (answer.status != 200 && answer.status != 201) {
            continue;
        }
        const bool has_items =
            answer.body.starts_with("Category:") || !answer.header("Category").empty();
        if (has_items && answer.name.starts_with("mapping---")) {
            ++models;
            const Model model = model_of(answer);
            EXPECT_GT(model.categories.size(), 20U) << answer.name;
            EXPECT_FALSE(model.mixins_of(os_tpl_id).empty()) << answer.name;
        } else if (has_items) {
            ++entities;
            const Entity entity = entity_of(answer);
            const auto [known, is_new] = instances.emplace(entity.id(), entity);
            if (!is_new) {
                SCOPED_TRACE(answer.name);
                expect_same_instance(known->second, entity);
            }
        } else if (!answer.body.empty() || !answer.header("Location").empty()) {
            ++lists;
            EXPECT_FALSE(locations_of(answer, {}).empty()) << answer.name;
        }
    }
    EXPECT_EQ(models, 3U);
    EXPECT_EQ(instances.size() * 2, entities);
    EXPECT_EQ(entities, 24U);
    EXPECT_EQ(lists, 8U);
}

Expected<Entity, ParseError> parse_pocci(const fs::path& path) {
    const std::string bytes = recorded::read_file(path);
    return path.filename().string().starts_with("http-")
               ? parse_entity_headers(recorded::parse_answer("", bytes).headers)
               : parse_entity_text(bytes);
}

TEST_F(RecordedSamples, PocciResources) {
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (const fs::path& path : recorded::files_in(root_ / "pOCCI" / "resource")) {
        const std::string name = path.filename().string();
        const auto read = parse_pocci(path);
        if (name.find("-ok-") != std::string::npos || name.find("-test-") != std::string::npos) {
            ++accepted;
            ASSERT_TRUE(read) << name << ": " << read.error().message();
            EXPECT_FALSE(read->id().empty()) << name;
            EXPECT_TRUE(samples::has_category(*read, compute_id)) << name;
            EXPECT_GE(read->links.size(), 2U) << name;
        } else {
            ++refused;
            ASSERT_FALSE(read) << name;
            EXPECT_FALSE(read.error().where.empty()) << name;
            EXPECT_FALSE(read.error().expected.empty()) << name;
        }
    }
    EXPECT_EQ(accepted, 7U);
    EXPECT_EQ(refused, 6U);
}

TEST_F(RecordedSamples, PocciRefusalsSayWhere) {
    const std::map<std::string, std::pair<std::string, std::string>> expected{
        {"text-bad-quote-attribute.txt", {"line 2, column 32", "a closing quotation mark"}},
        {"text-bad-quote-category.txt", {"line 1, column 126", "a closing quotation mark"}},
        {"text-bad-quote-link.txt", {"line 3, column 38", "a closing quotation mark"}},
        {"text-invalid-format.txt", {"line 1, column 1", "`Name: value`"}}};
    for (const auto& [name, error] : expected) {
        const auto read = parse_pocci(root_ / "pOCCI" / "resource" / name);
        ASSERT_FALSE(read) << name;
        EXPECT_EQ(read.error().where, error.first) << name;
        EXPECT_EQ(read.error().expected, error.second) << name;
    }
}

// pOCCI's basic samples use class="myClass": they are well-formed items but no OCCI, and the model
// refuses them for that class. Here they are read with a class that there is.
TEST_F(RecordedSamples, PocciBasicSamplesAreWellFormedItems) {
    for (const fs::path& path : recorded::files_in(root_ / "pOCCI" / "basic")) {
        const std::string name = path.filename().string();
        std::string bytes = recorded::read_file(path);
        const bool headers = name.starts_with("http-");
        const auto parse = [&] {
            return headers ? parse_entity_headers(recorded::parse_answer("", bytes).headers)
                           : parse_entity_text(bytes);
        };
        const auto refused = parse();
        ASSERT_FALSE(refused) << name;
        EXPECT_EQ(refused.error().where,
                  headers ? "header Category, offset 30" : "line 1, column 41");
        EXPECT_TRUE(refused.error().found.starts_with("myClass"));

        const std::size_t at = bytes.find("myClass");
        bytes.replace(at, 7, "kind");
        const Entity read = whole(parse(), name);
        EXPECT_EQ(read.categories.at(0).id(), "mySchemekind");
        EXPECT_EQ(read.categories.at(0).title, "myTitle");
        if (name.find("resource") != std::string::npos) {
            EXPECT_EQ(read.id(), "1") << name;
            EXPECT_EQ(read.title(), "Title 1") << name;
            EXPECT_EQ(*find_attribute(read.attributes, "pocci.test.enabled"), "true") << name;
        }
        if (name.find("resource2") != std::string::npos) {
            ASSERT_EQ(read.links.size(), 2U) << name;
            EXPECT_EQ(read.links[1].rel, (std::vector<std::string>{"/relA", "/relB"}));
        }
    }
}

}  // namespace
}  // namespace fedcloud::occi
