// URLs as sites register them.
#include <gtest/gtest.h>

#include "service_url.hpp"

namespace fedcloud::profiles {
namespace {

const std::string occi = "eu.egi.cloud.vm-management.occi";

site::Service service_with(const std::string& type, const std::string& url) {
    site::Service service;
    service.type = type;
    service.host = "host.example.org";
    service.registered_url = url;
    service.url = normal_url(url, type);
    return service;
}

TEST(ServiceUrl, IsPutRight) {
    EXPECT_EQ(normal_url("HTTPS://OCCI.Example.org:443/A?image=1", occi),
              "https://occi.example.org/A?image=1");
    EXPECT_EQ(normal_url("https://h.org/?image=1&amp;resource=2", occi),
              "https://h.org/?image=1&resource=2");
    EXPECT_EQ(normal_url("https://h.org/?image=1&amp;amp;amp;resource=2", occi),
              "https://h.org/?image=1&resource=2");
    EXPECT_EQ(normal_url("https://h.org/?amp;image=1&&amp;resource=2&", occi),
              "https://h.org/?image=1&resource=2");
    EXPECT_EQ(normal_url("https://h.org/a b?image= 1#c d", occi), "https://h.org/a%20b?image=%201");
    EXPECT_EQ(normal_url("https://h .org/", occi), "");
}

TEST(ServiceUrl, SchemeIsAssumedForWebServicesOnly) {
    EXPECT_EQ(normal_url("h.example.org:11443/x", occi), "https://h.example.org:11443/x");
    EXPECT_EQ(normal_url("h.example.org:5000/v3", "org.openstack.nova"),
              "https://h.example.org:5000/v3");
    EXPECT_EQ(normal_url("ce.physics.science.az:8443/cream-pbs-ops", "CREAM-CE"), "");
    for (const auto* text : {"none", "n/a", "", "a b", "h.example.org:port/", "mailto:a@b.org"}) {
        EXPECT_EQ(normal_url(text, occi), "") << text;
    }
}

TEST(ServiceUrl, OcciParameters) {
    const auto found = find_parameters(
        service_with(occi, "https://h.org:11443/occi/?image=os%5Ftpl%23uuid&resource=m1.tiny&x=1"));
    EXPECT_EQ(found.endpoint, "https://h.org:11443/occi/");
    EXPECT_EQ(found.os_tpl, "os_tpl#uuid");
    EXPECT_EQ(found.resource_tpl, "m1.tiny");
    // What would not stand on one line stays as it is written.
    EXPECT_EQ(find_parameters(service_with(occi, "https://h.org/?image=a%0Ab")).os_tpl, "a%0Ab");
    EXPECT_EQ(find_parameters(service_with(occi, "https://h.org/?image=%zz")).os_tpl, "%zz");
    EXPECT_EQ(find_parameters(service_with(occi, "https://h.org/?image")).os_tpl, "");
    EXPECT_EQ(find_parameters(service_with(occi, "rubbish")), site::Parameters{});
}

TEST(ServiceUrl, RegionOfAKeystone) {
    auto service = service_with("org.openstack.nova", "https://k.org:5000/v3");
    service.extensions = {{"OS_REGION", "RegionOne"}, {"OS_REGION", "RegionTwo"}};
    EXPECT_EQ(find_parameters(service).region, "RegionOne");
    service.registered_url += "?region=Here";
    EXPECT_EQ(find_parameters(service).region, "Here");
    EXPECT_EQ(find_parameters(service).endpoint, "https://k.org:5000/v3");
}

TEST(ServiceUrl, EndpointsWhereTheServiceHasNone) {
    auto service = service_with(occi, "");
    const auto endpoint = [](const std::string& interface_name, const std::string& url,
                             bool monitored) {
        return site::Endpoint{"1", "n", interface_name, normal_url(url, occi), url, monitored};
    };
    service.endpoints = {endpoint(occi, "https://not-monitored.org/", false),
                         endpoint("other", "https://other.org/", true),
                         endpoint(occi, "rubbish", true),
                         endpoint(occi, "https://right.org/?image=1", true)};
    EXPECT_EQ(find_parameters(service).endpoint, "https://right.org/");
    EXPECT_EQ(find_parameters(service).os_tpl, "1");
    service.endpoints.pop_back();
    EXPECT_EQ(find_parameters(service).endpoint, "https://other.org/");
    service.endpoints.clear();
    EXPECT_EQ(find_parameters(service), site::Parameters{});
}

TEST(ServiceUrl, Bdii) {
    const auto found = [](const std::string& url) {
        return find_parameters(service_with("Site-BDII", url));
    };
    EXPECT_EQ(found("").endpoint, "ldap://host.example.org:2170");
    EXPECT_EQ(found("ldap://b.org").endpoint, "ldap://b.org:2170");
    EXPECT_EQ(found("ldap://b.org:389/mds-vo-name=S,o=grid").endpoint, "ldap://b.org:389");
    EXPECT_EQ(found("ldap://b.org:389/mds-vo-name=S,o=grid").bdii_base, "");
    EXPECT_EQ(found("ldap://b.org:2170/GLUE2DomainID=A%20B,o=glue").bdii_base,
              "GLUE2DomainID=A B,o=glue");
    EXPECT_EQ(found("ldap://b.org:389/mds-vo-name=Izola MRF,o=grid").endpoint, "ldap://b.org:389");
    EXPECT_EQ(found("ldap://b.org/GLUE2DomainID=A B,o=glue").bdii_base, "GLUE2DomainID=A B,o=glue");
    EXPECT_EQ(found("https://b.org/").endpoint, "ldap://host.example.org:2170");
    EXPECT_EQ(found("ldaps://[::1]:636").endpoint, "ldaps://[::1]:636");
}

}  // namespace
}  // namespace fedcloud::profiles
