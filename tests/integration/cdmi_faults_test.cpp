// Every fault at every request of a run: right state, in time, and nothing left for long.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "cdmi_many.hpp"

namespace fedcloud::test {
namespace {

constexpr int ok = 0;
constexpr int warning = 1;
constexpr int critical = 2;
constexpr int unknown = 3;
constexpr int timeout = 6;

struct Case {
    std::string name;
    Json fault;
    bool lasting = false;  // until it is cleared, instead of for one request

    friend void PrintTo(const Case& shown, std::ostream* out) { *out << shown.name; }
};

// Where in a run a request is.
struct Place {
    std::string purpose;
    std::size_t number = 0;
    bool is_first = false;     // it is about the version
    bool is_update = false;    // a PUT of what is there already
    bool is_deleting = false;  // behind the first DELETE, or it
};

Place place_of(const std::vector<std::string>& good, std::size_t number) {
    Place place{good[number - 1], number};
    const auto here = good.begin() + static_cast<std::ptrdiff_t>(number);
    constexpr int of_classes = 2;  // capabilities of containers and of data objects
    const auto capabilities = std::count(good.begin(), good.end(), "GET capabilities");
    place.is_first = here - good.begin() <= capabilities - of_classes;
    place.is_update =
        place.purpose == "PUT object" && std::count(good.begin(), here, "PUT object") > 2;
    place.is_deleting = std::find(good.begin(), here, "DELETE object") != here;
    return place;
}

// What a run may end with when `fault` met this request once.
std::set<int> allowed_once(const std::string& fault, const Place& place) {
    const bool reads = place.purpose.rfind("GET", 0) == 0;
    if (fault == "reset" || fault == "close" || fault == "lost_answer") {
        // Cannot be told from a server that had closed a kept-alive connection: sent again.
        return place.number == 1 ? std::set<int>{critical} : std::set<int>{ok, warning};
    }
    if (place.is_first && (fault == "status409" || fault == "redirect")) {
        return {critical};
    }
    if (place.purpose == "GET capabilities") {
        // One that cannot be had is told, one that is broken is not believed.
        return fault.rfind("status", 0) == 0 || fault == "redirect"
                   ? std::set<int>{ok, warning}
                   : std::set<int>{ok, warning, critical};
    }
    if (fault == "status401") {
        return {unknown};  // we presented nothing: it is for us to mend
    }
    if (fault == "status403") {
        return {critical};
    }
    if (reads && fault == "nul_bytes" && place.is_deleting) {
        return {ok, warning, critical};
    }
    if (reads) {
        return {ok, warning};
    }
    if (place.purpose.rfind("DELETE", 0) == 0) {
        // Said to be done, and not done: that is looked at for a while, and not done again.
        return fault == "nul_bytes" ? std::set<int>{critical} : std::set<int>{ok, warning};
    }
    if (fault == "wrong_type") {
        return {ok};
    }
    if (place.is_update) {
        // A change of metadata alone that is refused is done with the value.
        return {ok, critical};
    }
    return {critical};
}

class CdmiFaults : public testing::TestWithParam<std::tuple<std::string, Case>> {};

TEST_P(CdmiFaults, AtEveryRequest) {
    const auto& dialect = std::get<0>(GetParam());
    const auto& given = std::get<1>(GetParam());
    const ManyCdmi many(dialect);
    const auto& testbed = many.testbed();
    ASSERT_GE(many.good().size(), 15U);
    const auto start = [&](std::size_t number) {
        const auto& site = many.site(number);
        auto fault = given.fault;
        fault["at"] = number;
        fault["times"] = given.lasting ? 0 : 1;
        testbed.fault(site.name(), fault);
        return std::make_unique<Process>(site.command({"-n", "none"}, timeout));
    };
    many.each(start, [&](std::size_t number, const Outcome& faulty) {
        const auto place = place_of(many.good(), number);
        SCOPED_TRACE(given.name + " at request " + std::to_string(number) + ", " + place.purpose);
        // A second for so many processes that start at once.
        EXPECT_LT(faulty.time.count(), timeout + 1) << faulty.out;
        EXPECT_EQ(faulty.err, "");
        EXPECT_LE(faulty.status, unknown);
        if (!given.lasting) {
            EXPECT_EQ(allowed_once(given.name, place).count(faulty.status), 1U)
                << "status " << faulty.status << '\n'
                << faulty.out;
        } else if (!place.is_deleting && place.purpose != "GET capabilities") {
            EXPECT_EQ(faulty.status,
                      given.name.find("401") == std::string::npos ? critical : unknown)
                << faulty.out;
        }
        testbed.clear_faults(many.site(number).name());
    });
    many.expect_tidied_up_by_next(timeout);
}

std::vector<Case> cases() {
    std::vector<Case> list{
        {"refuse", {{"kind", "refuse"}}, true},
        {"hang", {{"kind", "hang"}}},
        {"slow", {{"kind", "slow"}}},
        {"reset", {{"kind", "reset"}}},
        {"reset_mid_body", {{"kind", "reset-mid-body"}}},
        {"close", {{"kind", "close"}}},
        {"truncated", {{"kind", "truncated"}}},
        {"truncated_chunked", {{"kind", "truncated-chunked"}}},
        {"endless", {{"kind", "endless"}}},
        {"wrong_type", {{"kind", "wrong-type"}}},
        {"lost_answer", {{"kind", "lost-answer"}}},
        {"nul_bytes", {{"kind", "nul-bytes"}}},
        {"redirect", {{"kind", "redirect"}, {"to", "http://127.0.0.1:1/elsewhere"}}},
    };
    for (const int code : {401, 403, 404, 409, 500, 503}) {
        const auto name = "status" + std::to_string(code);
        list.push_back({name, {{"kind", "status"}, {"code", code}}});
        list.push_back({name + "_lasting", {{"kind", "status"}, {"code", code}}, true});
    }
    return list;
}

INSTANTIATE_TEST_SUITE_P(EveryRequest, CdmiFaults,
                         testing::Combine(testing::Values("spec", "osaddon"),
                                          testing::ValuesIn(cases())),
                         [](const auto& given) {
                             return std::get<0>(given.param) + '_' + std::get<1>(given.param).name;
                         });

}  // namespace
}  // namespace fedcloud::test
