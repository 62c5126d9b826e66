// The machine that check_occi_vm asks for, and what it demands of a model.
#include "machine.hpp"

#include <gtest/gtest.h>

#include "model_check.hpp"
#include "occi/rendering.hpp"

namespace fedcloud::occi_vm {
namespace {

occi::Category mixin(const std::string& scheme, const std::string& term,
                     std::string_view parent = "") {
    occi::Category category;
    category.scheme = scheme;
    category.term = term;
    category.category_class = occi::CategoryClass::mixin;
    if (!parent.empty()) {
        category.rel = {std::string(parent)};
    }
    return category;
}

const std::string openstack = "http://schemas.openstack.org/";

occi::Model model(bool with_context = true) {
    occi::Model made{{mixin("http://s/os_tpl#", "image", occi::os_tpl_id),
                      mixin(openstack + "template/os#", "uuid", occi::os_tpl_id),
                      mixin("http://s/resource_tpl#", "small", occi::resource_tpl_id)}};
    if (with_context) {
        made.categories.push_back(mixin(openstack + "compute/instance#", "user_data"));
        made.categories.push_back(mixin(openstack + "instance/credentials#", "public_key"));
        made.categories.push_back(
            mixin("http://schemas.ogf.org/occi/infrastructure/compute#", "user_data"));
    }
    return made;
}

TEST(Templates, BlameOfWhatIsMissing) {
    Options options;
    EXPECT_EQ(find_templates(model(), options).error().blame, plugin::Blame::ours);
    options.os_tpl = "nosuch";
    EXPECT_EQ(find_templates(model(), options).error().blame, plugin::Blame::ours);
    EXPECT_EQ(find_templates({}, options).error().blame, plugin::Blame::service)
        << "a site without any image is broken, whatever we ask for";
    options.os_tpl = "image";
    EXPECT_TRUE(find_templates(model(), options));
    options.os_tpl = "uuid";
    EXPECT_FALSE(find_templates(model(), options)) << "OpenStack refuses a create without a size";
    options.resource_tpl = "small";
    EXPECT_TRUE(find_templates(model(), options));
    options.resource_tpl = "huge";
    EXPECT_NE(find_templates(model(), options).error().text.find("--resource-tpl"),
              std::string::npos);
}

TEST(Machine, IsTheFormThatAllServersTake) {
    Options options;
    options.os_tpl = "image";
    options.resource_tpl = "small";
    const auto name = cleanup::Name::fresh("test", "0123456789abcdef");
    const auto machine =
        describe_machine(model(), *find_templates(model(), options), name, "an-id", {});
    const auto body = occi::render_entity(machine.entity);
    EXPECT_EQ(
        body,
        "Category: compute;scheme=\"http://schemas.ogf.org/occi/infrastructure#\";class=\"kind\"\n"
        "Category: image;scheme=\"http://s/os_tpl#\";class=\"mixin\"\n"
        "Category: small;scheme=\"http://s/resource_tpl#\";class=\"mixin\"\n"
        "X-OCCI-Attribute: occi.core.id=\"an-id\"\n"
        "X-OCCI-Attribute: occi.core.title=\"" +
            name.title() +
            "\"\n"
            "X-OCCI-Attribute: occi.compute.hostname=\"" +
            name.hostname() + "\"");
    EXPECT_TRUE(machine.remarks.empty());
}

TEST(Machine, ContextGoesThroughOneGenerationOfMixins) {
    Options options;
    options.os_tpl = "image";
    const auto name = cleanup::Name::fresh("test", "0123456789abcdef");
    const Context context{"#!/bin/sh\n", "ssh-ed25519 AAAA probe"};
    const auto templates = *find_templates(model(), options);
    const auto body =
        occi::render_entity(describe_machine(model(), templates, name, "id", context).entity);
    EXPECT_NE(body.find("org.openstack.compute.user_data=\"IyEvYmluL3NoCg==\""), std::string::npos)
        << body;
    EXPECT_NE(body.find("org.openstack.credentials.publickey.data=\"ssh-ed25519 AAAA probe\""),
              std::string::npos);
    EXPECT_EQ(body.find("occi.compute.userdata"), std::string::npos) << "ooi answers 409 to both";
    const auto bare = describe_machine(model(false), templates, name, "id", context);
    EXPECT_EQ(bare.remarks.size(), 2U) << "not advertised: told, and not sent";
    EXPECT_EQ(occi::render_entity(bare.entity).find("IyEv"), std::string::npos);
}

TEST(ModelCheck, NamesWhatIsMissing) {
    Options options;
    EXPECT_TRUE(check_model(model(), options).empty());
    options.check_basic_kinds = options.check_basic_mixins = options.check_context_mixins = true;
    const auto findings = check_model(model(), options);
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_EQ(findings[0].state, plugin::State::critical);
    EXPECT_NE(findings[0].text.find("core#entity"), std::string::npos);
    EXPECT_EQ(findings[1].state, plugin::State::critical);
    EXPECT_EQ(findings[2].state, plugin::State::ok);
    EXPECT_EQ(check_model(model(false), options)[2].state, plugin::State::critical);
}

}  // namespace
}  // namespace fedcloud::occi_vm
