// Real answers of GOCDB, field by field.
#include <chrono>

#include "feed.hpp"
#include "samples.hpp"

namespace fedcloud::profiles {
namespace {

class Recorded : public RecordedGocdb {
  protected:
    std::vector<ServiceRecord> services(const std::string& name) const {
        auto read = read_services(answer(name));
        EXPECT_TRUE(read) << read.error();
        EXPECT_TRUE(read->problems.empty()) << read->problems[0].text;
        return std::move(read->records);
    }
    std::vector<SiteRecord> sites(const std::string& name) const {
        auto read = read_sites(answer(name));
        EXPECT_TRUE(read) << read.error();
        EXPECT_TRUE(read->problems.empty()) << read->problems[0].text;
        return std::move(read->records);
    }
    std::vector<DowntimeRecord> downtimes(const std::string& name) const {
        auto read = read_downtimes(answer(name));
        EXPECT_TRUE(read) << read.error();
        EXPECT_TRUE(read->problems.empty()) << read->problems[0].text;
        return std::move(read->records);
    }
};

site::Service service(const std::string& key, const std::string& type, const std::string& host) {
    site::Service expected;
    expected.key = key;
    expected.type = type;
    expected.host = host;
    return expected;
}

plugin::UtcTime at(std::int64_t seconds) {
    return plugin::UtcTime(std::chrono::seconds(seconds));
}

TEST_F(Recorded, ServiceEndpoints) {
    const auto all = services("sample-service_endpoint.xml");
    ASSERT_EQ(all.size(), 4U);
    auto expected = service("14G0", "CE", "grid13.gsi.de");
    expected.scopes = {"EGI", "wlcg", "tier2", "alice"};
    EXPECT_EQ(all[0].service, expected);
    EXPECT_EQ(all[0].site, "GSI-LCG2");
    EXPECT_EQ(all[0].ngi, "NGI_DE");

    expected = service("782G0", "gLite-APEL", "arc-ce01.gridpp.rl.ac.uk");
    expected.host_dn = "/C=UK/O=eScience/OU=CLRC/L=RAL/CN=arc-ce01.gridpp.rl.ac.uk";
    expected.monitored = expected.production = true;
    expected.scopes = {"EGI", "wlcg", "tier1", "alice", "atlas", "cms", "lhcb"};
    expected.extensions = {
        {"InformationSystem", "https://www.gridpp.rl.ac.uk/RAL-LCG2/RAL-LCG2_CE.json"}};
    EXPECT_EQ(all[1].service, expected);

    // A URL without a scheme, of a type that is no web service: nothing can be made of it.
    expected = service("1555G0", "CREAM-CE", "ce.physics.science.az");
    expected.host_dn =
        "/DC=ORG/DC=SEE-GRID/O=Hosts/O=Institute of Physics of ANAS/CN=ce.physics.science.az";
    expected.monitored = expected.production = true;
    expected.registered_url = "ce.physics.science.az:8443/cream-pbs-ops";
    expected.endpoints = {
        {"7056", "ce.physics.science.az", "CREAM-CE", "", expected.registered_url, true}};
    expected.scopes = {"EGI", "wlcg", "atlas"};
    EXPECT_EQ(all[2].service, expected);
}

TEST_F(Recorded, ServiceWithEndpointsAndExtensions) {
    const auto all = services("sample-service_endpoint.xml");
    ASSERT_EQ(all.size(), 4U);
    auto expected = service("9502G0", "egi.aai.oidc", "aai.egi.eu");
    const std::string base = "https://aai.egi.eu/auth/realms/egi";
    expected.monitored = expected.production = true;
    expected.url = expected.registered_url = base;
    expected.scopes = {"EGI"};
    const auto configuration = base + "/.well-known/openid-configuration";
    const auto authorisation = base + "/protocol/openid-connect/auth";
    expected.endpoints = {{"6879", "OIDC provider configuration", "egi.aai.oidc.cfg", configuration,
                           configuration, true},
                          {"6880", "OIDC authorisation endpoint", "egi.aai.oidc.authz",
                           authorisation, authorisation, true}};
    expected.extensions = {
        {"ARGO_OIDC_PROVIDER_CONFIGURATION", "/auth/realms/egi/.well-known/openid-configuration"},
        {"ARGO_OIDC_AUTHORISATION_ENDPOINT", "/auth/realms/egi/protocol/openid-connect/auth"}};
    expected.parameters.endpoint = base;
    EXPECT_EQ(all[3].service, expected);
    EXPECT_EQ(all[3].site, "GRIDOPS-CheckIn");
    EXPECT_EQ(all[3].ngi, "EGI.eu");
}

TEST_F(Recorded, ImageAndTemplateInTheQuery) {
    const auto all = services("sample_goc_response.xml");
    ASSERT_EQ(all.size(), 1U);
    auto expected = service("1234G0", "org.openstack.nova", "simple.example.com");
    expected.monitored = expected.production = true;
    expected.url = expected.registered_url =
        "https://keystone.example.com:5000/v2.0/"
        "?image=18d99a06-c3e5-4157-a0e3-37ec34bdfc24&resource=m1.tiny";
    expected.parameters.endpoint = "https://keystone.example.com:5000/v2.0/";
    expected.parameters.os_tpl = "18d99a06-c3e5-4157-a0e3-37ec34bdfc24";
    expected.parameters.resource_tpl = "m1.tiny";
    EXPECT_EQ(all[0].service, expected);
    EXPECT_EQ(all[0].site, "FOO-BAR-SITE");
    EXPECT_EQ(all[0].ngi, "NGI_IBERGRID");
}

TEST_F(Recorded, UrlInTheEndpointsAlone) {
    const auto all = services("sample_goc_ep_response.xml");
    ASSERT_EQ(all.size(), 1U);
    auto expected = service("00000G0", "org.openstack.nova", "www.baz.example.com");
    expected.monitored = expected.production = true;
    const std::string url = "https://horizon.baz.example.com:5000/v3";
    expected.endpoints = {{"8282", "Name-it", "org.openstack.nova", url, url, true}};
    expected.scopes = {"EGI"};
    expected.parameters.endpoint = url;
    EXPECT_EQ(all[0].service, expected);
    EXPECT_EQ(all[0].site, "BAR-FOO-SITE");
    EXPECT_EQ(all[0].ngi, "NGI_IE");
}

TEST_F(Recorded, ServiceOfTheDocumentation) {
    const auto all = services("doc-get_service.xml");
    ASSERT_EQ(all.size(), 1U);
    auto expected = service("1G0", "Local-LFC", "lodur.torchit.ch");
    expected.host_dn =
        "/DC=com/DC=quovadisglobal/DC=grid/DC=Torch/DC=hosts/C=CH/ST=Zuerich/L=Zuerich/O=SWITCH/"
        "CN=lodur.torchit.ch";
    expected.endpoints = {{"1", "sampleEndpoint", "Local-LFC", "", "", false}};
    expected.scopes = {"Local"};
    EXPECT_EQ(all[0].service, expected);
    EXPECT_EQ(all[0].site, "Torch");
    EXPECT_EQ(all[0].ngi, "NGI_CH");
}

TEST_F(Recorded, SitesWithPaging) {
    const auto read = read_sites(answer("sample-topofeedpaging.xml"));
    // The sample was cut by hand to two of the 95 sites that it says it has.
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error(), "the page says that it has 95 records, and has 2");
    auto text = answer("sample-topofeedpaging.xml");
    text.replace(text.find("<count>95"), 9, "<count>2");
    const auto page = read_sites(text);
    ASSERT_TRUE(page) << page.error();
    EXPECT_EQ(page->paging->next_cursor, 134U);
    EXPECT_EQ(page->paging->max_page_size, 100U);
    SiteRecord expected;
    expected.site = "FZ-JUELICH";
    expected.key = "2G0";
    expected.ngi = "SDC-ALL";
    expected.country = "Germany";
    expected.country_code = "DE";
    expected.certification_status = "Certified";
    expected.infrastructure = "Production";
    expected.scopes = {"SDC"};
    EXPECT_EQ(page->records.at(0), expected);
    EXPECT_EQ(page->records.at(1).site, "IGME-GR");
}

TEST_F(Recorded, Sites) {
    auto all = sites("sample-site.xml");
    SiteRecord expected;
    expected.site = "TU-Kosice";
    expected.key = "73G0";
    expected.ngi = "NGI_SK";
    expected.country = "Slovakia";
    expected.country_code = "SK";
    expected.certification_status = "Certified";
    expected.infrastructure = "Production";
    expected.giis_url = "ldap://mon.grid.tuke.sk:2170/Mds-Vo-name=TU-Kosice,o=grid";
    expected.scopes = {"EGI"};
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0], expected);
    expected.site = "IISAS-Bratislava";
    expected.key = "201G0";
    expected.giis_url = "ldap://sbdii.ui.savba.sk:2170/Mds-Vo-name=IISAS-Bratislava,o=grid";
    EXPECT_EQ(all[1], expected);
    EXPECT_EQ(all[2].site, "prague_cesnet_lcg2_cert");
    EXPECT_EQ(all[2].certification_status, "Closed");
    EXPECT_EQ(all[2].giis_url,  // a blank stands before it
              "ldap://skurut16.cesnet.cz:2170/mds-vo-name=prague_cesnet_lcg2_cert,o=grid");

    all = sites("doc-get_site.xml");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].site, "Izola MRF");
    EXPECT_EQ(all[0].infrastructure, "Test");
    EXPECT_EQ(all[0].giis_url, "ldap://grid.izolamrf.si:0000/ds-vo-name=IzolaMRF,o=grid");
}

TEST_F(Recorded, ListsOfSites) {
    auto all = sites("doc-get_site_list.xml");
    ASSERT_EQ(all.size(), 4U);
    SiteRecord expected;
    expected.site = "Basel Infrastructure";
    expected.key = "200G0";
    expected.ngi = "NGI_CH";
    expected.country = "Switzerland";
    expected.country_code = "CH";
    EXPECT_EQ(all[1], expected);
    all = sites("sample-sites_biomed.xml");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].giis_url,
              "ldap://obssbdii.univ-bpclermont.fr:2170/mds-vo-name=AUVERGRID,o=grid");
}

TEST_F(Recorded, Downtimes) {
    const auto all = downtimes("sample-gocdb_downtimes.xml");
    ASSERT_EQ(all.size(), 3U);
    site::Downtime expected;
    expected.key = "123456G0";
    expected.severity = site::Severity::warning;
    expected.start = at(1656288000);
    expected.end = at(1688169600);
    expected.description =
        "The storage element on our site will be decommissioned. This downtime stars the "
        "decommissioning procedure";
    EXPECT_EQ(all[0].downtime, expected);
    EXPECT_EQ(all[0].affected,
              (std::vector<AffectedService>{{"mock1.foo1", "foo1-webdav", "USC-LCG2"}}));
    EXPECT_EQ(all[1].downtime.severity, site::Severity::outage);
    EXPECT_EQ(all[2].affected[0].site, "UA-PIMEE");

    const auto nested = downtimes("doc-get_downtime_nested_services.xml");
    ASSERT_EQ(nested.size(), 1U);
    EXPECT_EQ(nested[0].downtime.key, "113653G0");
    EXPECT_EQ(nested[0].affected,
              (std::vector<AffectedService>{{"bdii.ipb.ac.rs", "Top-BDII", "Izola MRF"},
                                            {"voms.ipb.ac.rs", "VOMS", "Izola MRF"}}));
    const auto flat = downtimes("doc-get_downtime.xml");
    ASSERT_EQ(flat.size(), 1U);
    EXPECT_EQ(flat[0].affected,
              (std::vector<AffectedService>{{"izolamrf.co.si", "Site-BDII", "Izola MRF"}}));
}

TEST_F(Recorded, CutAnywhereIsAnError) {
    for (const auto* name : {"sample-service_endpoint.xml", "sample-service_endpoint_biomed.xml",
                             "sample-service_endpoint_with_contacts.xml"}) {
        const auto whole = answer(name);
        ASSERT_TRUE(read_services(whole)) << name;
        for (std::size_t size = 0; size < whole.find_last_of('>'); size += 50) {
            EXPECT_FALSE(read_services(whole.substr(0, size))) << name << ' ' << size;
        }
    }
    for (const auto* name :
         {"sample-site.xml", "sample-sites_with_contacts.xml", "doc-get_site_list.xml"}) {
        const auto whole = answer(name);
        ASSERT_TRUE(read_sites(whole)) << name;
        for (std::size_t size = 0; size < whole.find_last_of('>'); size += 50) {
            EXPECT_FALSE(read_sites(whole.substr(0, size))) << name << ' ' << size;
        }
    }
}

TEST_F(Recorded, OtherAnswersAreNotTakenForServices) {
    for (const auto* name :
         {"doc-get_roc_list.xml", "doc-get_service_types.xml", "doc-get_ngi.xml",
          "doc-get_user.xml", "doc-get_service_group.xml", "sample-service_types_gocdb.xml",
          "sample-site.xml", "sample-gocdb_downtimes.xml", "doc-get_cert_status_changes.xml",
          "doc-get_site_count_per_country.xml", "sample-service_group_with_contacts.xml"}) {
        EXPECT_FALSE(read_services(answer(name))) << name;
    }
}

}  // namespace
}  // namespace fedcloud::profiles
