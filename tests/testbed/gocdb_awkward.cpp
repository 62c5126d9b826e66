// Everything that is hard to deal with in real registries.
#include "gocdb_collections.hpp"
#include "gocdb_json.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

// Names that files, patterns, URLs and command lines have trouble with; every certification status.
constexpr auto sites = R"json([
{"name":"Izola MRF","key":"119G0","giis_url":"ldap://bdii.izola.example.org:2170/Mds-Vo-name=Izola MRF,o=grid"},
{"name":"izola mrf","key":"120G0"},
{"name":"cloud.north.example.org","roc":"NGI_DE","country":"Germany","country_code":"DE"},
{"name":"cloudxnorthxexamplexorg","roc":"NGI_DE","country":"Germany","country_code":"DE"},
{"name":"UNDER_SCORE","roc":"NGI_IT","country":"Italy","country_code":"IT"},
{"name":"UNDERXSCORE","roc":"NGI_IT","country":"Italy","country_code":"IT"},
{"name":"100% CLOUD"},
{"name":"A&B <C> + D"},
{"name":"SLASH/SITE"},
{"name":".."},
{"name":"-t 5"},
{"name":"BÜRO-GÖTTINGEN","roc":"NGI_DE","country":"Germany","country_code":"DE"},
{"name":"NO-SERVICES"},
{"name":"NO-NGI","roc":"","country":"","country_code":""},
{"name":"TEST-INFRASTRUCTURE","infrastructure":"Test"},
{"name":"EGI-ONLY","scopes":["EGI"]},
{"name":"LOCAL-ONLY","scopes":["Local"]},
{"name":"NO-SCOPE","scopes":[]},
{"name":"CANDIDATE-1","status":"Candidate"},{"name":"CANDIDATE-2","status":"Candidate"},
{"name":"UNCERTIFIED-1","status":"Uncertified"},{"name":"UNCERTIFIED-2","status":"Uncertified"},
{"name":"SUSPENDED-1","status":"Suspended"},{"name":"SUSPENDED-2","status":"Suspended"},
{"name":"CLOSED-1","status":"Closed"},{"name":"CLOSED-2","status":"Closed"},
{"name":"EXTENDED","extensions":[{"key":"VO","value":"ops"},{"key":"VO","value":"dteam"},{"key":"EMPTY","value":""}],
 "fields":{"SITE_DESCRIPTION":"Two\nlines, \"quotes\" and a\ttab","HOME_URL":"javascript:alert(1)","CSIRT_EMAIL":null}}
])json";

constexpr auto clouds = R"json([
{"key":"1000G0","site":"Izola MRF","type":"eu.egi.cloud.vm-management.occi","host":"occi.izola.example.org","url":"https://occi.izola.example.org:11443/?image=uuid_egi_cirros_2&resource=small"},
{"key":"1001G0","site":"Izola MRF","type":"eu.egi.cloud.vm-management.occi","host":"occi.izola.example.org","url":"https://occi.izola.example.org:11443/?image=uuid_egi_cirros_2&resource=small"},
{"key":"1002G0","site":"Izola MRF","type":"eu.egi.cloud.vm-management.occi","host":"occi.izola.example.org","url":"https://occi.izola.example.org:11443/second/?image=uuid_egi_cirros_2&resource=large"},
{"key":"1003G0","site":"cloud.north.example.org","type":"eu.egi.cloud.vm-management.occi","host":"occi.izola.example.org","url":"https://occi.izola.example.org:11443/?image=uuid_egi_cirros_2&resource=small"},
{"key":"1004G0","site":"izola mrf","type":"eu.egi.cloud.vm-management.occi","host":"occi2.izola.example.org","url":"https://occi2.izola.example.org:11443/?image=uuid&amp;resource=small&amp;platform=opennebula"},
{"key":"1005G0","site":"UNDER_SCORE","type":"eu.egi.cloud.vm-management.occi","host":"occi.score.example.org","url":"https://occi.score.example.org:8787/occi1.1/?image=uuid&amp;amp;resource=1"},
{"key":"1006G0","site":"UNDERXSCORE","type":"eu.egi.cloud.vm-management.occi","host":"occi.xscore.example.org","url":"https://occi.xscore.example.org:8787/occi1.1/?amp;image=uuid&resource=1"},
{"key":"1007G0","site":"100% CLOUD","type":"eu.egi.cloud.vm-management.occi","host":"occi.full.example.org","url":"https://occi.full.example.org:11443/?resource=small"},
{"key":"1008G0","site":"100% CLOUD","type":"eu.egi.cloud.vm-management.occi","host":"occi3.full.example.org","url":"https://occi3.full.example.org/"},
{"key":"1009G0","site":"A&B <C> + D","type":"eu.egi.cloud.vm-management.occi","host":"occi.abc.example.org","url":"occi.abc.example.org:11443/?image=uuid&resource=small"},
{"key":"1010G0","site":"SLASH/SITE","type":"eu.egi.cloud.vm-management.occi","host":"occi.slash.example.org","url":""},
{"key":"1011G0","site":"..","type":"eu.egi.cloud.vm-management.occi","host":"occi.dots.example.org","url":"  HTTPS://OCCI.dots.example.org:11443/?image=uuid&resource=small \n"},
{"key":"1012G0","site":"-t 5","type":"eu.egi.cloud.vm-management.occi","host":"-H.example.org","url":"https://[2001:db8::1]:11443/?image=uuid&resource=small"},
{"key":"1013G0","site":"BÜRO-GÖTTINGEN","type":"eu.egi.cloud.vm-management.occi","host":"büro.example.org","url":"https://büro.example.org:99999/?image=a b&resource=ü"},
{"key":"1014G0","site":"Izola MRF","type":"org.openstack.nova","host":"keystone.izola.example.org","url":"","endpoints":[
 {"id":"8281","name":"old","url":"https://keystone.izola.example.org:5000/v2.0","interface_name":"org.openstack.nova","monitored":false},
 {"id":"8282","name":"dashboard","url":"https://horizon.izola.example.org/","interface_name":"org.openstack.horizon"},
 {"id":"8283","name":"new","url":"https://keystone.izola.example.org:5000/v3","interface_name":"org.openstack.nova",
  "extensions":[{"key":"OS_REGION","value":"of the endpoint"}]}],
 "extensions":[{"local_id":"494","key":"OS_REGION","value":"RegionOne"},{"local_id":"495","key":"OS_REGION","value":"RegionTwo"}]},
{"key":"1015G0","site":"UNDER_SCORE","type":"org.openstack.nova","host":"keystone.score.example.org","url":"keystone.score.example.org:5000/v3"},
{"key":"1016G0","site":"TEST-INFRASTRUCTURE","type":"org.openstack.nova","host":"keystone.test.example.org","url":"https://user:secret@keystone.test.example.org:5000/v3/?image=i&resource=m1.tiny#fragment"},
{"key":"1017G0","site":"UNDER_SCORE","type":"org.openstack.nova","host":"keystone.score.example.org","url":"https://keystone.score.example.org:5000/v3","monitored":false},
{"key":"1018G0","site":"UNDER_SCORE","type":"org.openstack.nova","host":"keystone3.score.example.org","url":"https://keystone3.score.example.org:5000/v3","production":false,"fields":{"BETA":"Y"}},
{"key":"1019G0","site":"cloud.north.example.org","type":"eu.egi.cloud.storage-management.cdmi","host":"CDMI.North.Example.ORG.","url":"https://cdmi.north.example.org:8443/cdmi/AUTH_test/"},
{"key":"1020G0","site":"cloudxnorthxexamplexorg","type":"eu.egi.cloud.storage-management.cdmi","host":"","url":"https://cdmi.x.example.org:8443/"}
])json";

constexpr auto others = R"json([
{"key":"1030G0","site":"Izola MRF","type":"Site-BDII","host":"bdii.izola.example.org","url":"ldap://bdii.izola.example.org:2170/mds-vo-name=Izola MRF,o=grid"},
{"key":"1031G0","site":"Izola MRF","type":"eu.egi.cloud.information.bdii","host":"bdii.izola.example.org","url":""},
{"key":"1032G0","site":"cloud.north.example.org","type":"eu.egi.cloud.information.bdii","host":"bdii.north.example.org","url":"ldap://bdii.north.example.org/GLUE2DomainID=cloud.north.example.org,o=glue"},
{"key":"1033G0","site":"UNDER_SCORE","type":"eu.egi.cloud.information.bdii","host":"bdii.score.example.org","url":"bdii.score.example.org:2170"},
{"key":"1034G0","site":"Izola MRF","type":"eu.egi.cloud.accounting","host":"occi.izola.example.org","url":""},
{"key":"1035G0","site":"EGI-ONLY","type":"egi.Perun","host":"perun.example.org","url":"https://perun.example.org/","scopes":["EGI"]},
{"key":"1036G0","site":"EGI-ONLY","type":"egi.AppDB","host":"appdb.example.org","url":"https://appdb.example.org/store","scopes":["EGI"]},
{"key":"1037G0","site":"EGI-ONLY","type":"eu.egi.cloud.broker.compss","host":"compss.example.org","url":"https://compss.example.org/"},
{"key":"1038G0","site":"EGI-ONLY","type":"eu.egi.cloud.broker.vmdirac","host":"vmdirac.example.org","url":""},
{"key":"1039G0","site":"EGI-ONLY","type":"eu.egi.cloud.broker.proprietary.slipstream","host":"slipstream.example.org","url":"slipstream.example.org:443"},
{"key":"1040G0","site":"EGI-ONLY","type":"eu.egi.cloud.made-up","host":"new.example.org","url":"https://new.example.org/"},
{"key":"1041G0","site":"EGI-ONLY","type":"CREAM-CE","host":"ce.example.org","url":"ce.example.org:8443/cream-pbs-ops"},
{"key":"1042G0","site":"LOCAL-ONLY","type":"org.openstack.nova","host":"keystone.local.example.org","url":"https://keystone.local.example.org:5000/v3","scopes":["Local"]},
{"key":"1043G0","site":"NO-SCOPE","type":"org.openstack.nova","host":"keystone.noscope.example.org","url":"https://keystone.noscope.example.org:5000/v3","scopes":[]},
{"key":"1044G0","site":"CANDIDATE-1","type":"org.openstack.nova","host":"keystone.candidate.example.org","url":"https://keystone.candidate.example.org:5000/v3"},
{"key":"1045G0","site":"UNCERTIFIED-1","type":"org.openstack.nova","host":"keystone.uncertified.example.org","url":"https://keystone.uncertified.example.org:5000/v3"},
{"key":"1046G0","site":"SUSPENDED-1","type":"org.openstack.nova","host":"keystone.suspended.example.org","url":"https://keystone.suspended.example.org:5000/v3"},
{"key":"1047G0","site":"CLOSED-1","type":"org.openstack.nova","host":"keystone.closed.example.org","url":"https://keystone.closed.example.org:5000/v3"},
{"key":"1048G0","site":"NO-NGI","type":"org.openstack.nova","host":"keystone.nongi.example.org","url":"https://keystone.nongi.example.org:5000/v3"},
{"key":"1049G0","site":"UNKNOWN-SITE","type":"org.openstack.nova","host":"keystone.unknown.example.org","url":"https://keystone.unknown.example.org:5000/v3"},
{"key":"1050G0","site":"EXTENDED","type":"eu.egi.cloud.vm-management.occi","host":"occi.extended.example.org",
 "url":"https://occi.extended.example.org:11443/$(touch /tmp/x)`id`;|&'\"<>\\?image={}&resource=%00",
 "fields":{"HOSTDN":"/CN=\"quoted\"\n/CN=two","HOST_OS":"$USER1$ $ARG1$","HOST_IP":"not an address","HOST_IPV6":"2001:db8::1"}}
])json";

constexpr auto downtimes = R"json([
{"id":32001,"key":"113653G0","services":["1000G0","1014G0","1030G0"],"description":"Ongoing, of three services","start_in":-3600,"end_in":86400},
{"id":32002,"services":["1000G0"],"severity":"WARNING","description":"Ongoing at the same time: at risk","start_in":-7200,"end_in":7200},
{"id":32003,"services":["1003G0"],"classification":"UNSCHEDULED","description":"Ongoing, of the same host at another site","start_in":-600,"end_in":600},
{"id":32004,"services":["1015G0","1005G0"],"description":"In the future","start_in":86400,"end_in":172800},
{"id":32005,"services":["1019G0"],"description":"Over","start_in":-172800,"end_in":-86400},
{"id":32006,"services":[{"key":"9999G0","type":"org.openstack.nova","host":"gone.example.org","site":"Izola MRF"}],"description":"Of a service that there is not","start_in":-60,"end_in":3600},
{"id":32007,"services":["1016G0"],"description":"Ends before it begins","start_in":3600,"end_in":-3600},
{"id":32008,"services":["1005G0"],"description":"Two\nlines | a bar; <b>markup</b> & $ARG1$","start_in":-60,"end_in":1e10,"severity":"OUTAGE"}
])json";

}  // namespace

Registry make_awkward_registry() {
    auto services = Json::parse(clouds);
    for (const auto& one : Json::parse(others)) {
        services.push_back(one);
    }
    return read_registry({{"sites", Json::parse(sites)},
                          {"services", services},
                          {"downtimes", Json::parse(downtimes)}});
}

}  // namespace fedcloud::testbed::gocdb
