// Hostile text from GOCDB, in every field in turn: a real Nagios 4 loads what is made of it,
// nothing of it is run, and the good services are still there.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <random>
#include <set>
#include <sstream>

#include "escape.hpp"
#include "nagios.hpp"
#include "nagios_sites.hpp"
#include "nagios_text.hpp"

namespace fedcloud::test {
namespace {

struct Field {
    std::string name;
    std::function<void(Json& profile, Json& service, const std::string& text)> set;
};

std::vector<Field> fields() {
    std::vector<Field> all;
    for (const auto* name :
         {"ngi", "country", "country_code", "certification_status", "infrastructure", "giis_url"}) {
        all.push_back({name, [name](Json& p, Json&, const auto& text) { p[name] = text; }});
    }
    for (const auto* name : {"type", "host", "host_dn", "url", "registered_url"}) {
        all.push_back({name, [name](Json&, Json& s, const auto& text) { s[name] = text; }});
    }
    for (const auto* name : {"id", "name", "interface_name", "url", "registered_url"}) {
        all.push_back({std::string("endpoint ") + name, [name](Json&, Json& s, const auto& text) {
                           s["endpoints"] = Json::array({{{"monitored", true}, {name, text}}});
                       }});
    }
    for (const auto* name : {"endpoint", "os_tpl", "resource_tpl", "region", "bdii_base"}) {
        all.push_back({std::string("parameter ") + name,
                       [name](Json&, Json& s, const auto& text) { s["parameters"][name] = text; }});
    }
    all.push_back(
        {"scope", [](Json& p, Json& s, const auto& text) { p["scopes"] = s["scopes"] = {text}; }});
    all.push_back(
        {"extension", [](Json& p, Json& s, const auto& text) {
             p["extensions"] = s["extensions"] = Json::array({{{"key", text}, {"value", text}}});
         }});
    all.push_back({"vo", [](Json& p, Json&, const auto& text) { p["vos"] = {"ops", text}; }});
    all.push_back({"downtime", [](Json& p, Json& s, const auto& text) {
                       p["downtimes"] = Json::array({{{"key", "7G0"},
                                                      {"services", {s["key"]}},
                                                      {"severity", "outage"},
                                                      {"classification", "scheduled"},
                                                      {"start", "2026-11-20T00:00:00Z"},
                                                      {"end", "2036-11-22T00:00:00Z"},
                                                      {"description", text}}});
                   }});
    return all;
}

std::vector<std::string> payloads(const std::string& pwned) {
    return {
        ";id>" + pwned,
        "$(id>" + pwned + ")",
        "`id>" + pwned + "`",
        "\"'\"' \\",
        "x\n}\ndefine command {\n command_name pwned\n command_line /bin/touch " + pwned + "\n}",
        "!" + pwned + "!x",
        "$USER1$ $ARG1$ $$",
        "]]>",
        std::string(1 << 20, 'x'),
        "../../etc/x",
        "{{{ }}} {",
        "\\",
        "|touch " + pwned,
        "\xC3\xA9\xFF\x01\x1B[2J",
        "null",
        "# x"};
}

std::string site_name(const std::string& payload) {
    std::string name;
    for (const char c : payload.substr(0, 100)) {
        name += c < ' ' ? '_' : c;
    }
    return name;
}

bool is_text(const std::string& payload) {
    return payload.find('\xFF') == std::string::npos;
}

// Every line of a check command, but for what is known to be good in it.
void expect_harmless_commands(const std::string& objects) {
    std::istringstream lines(objects);
    constexpr auto plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.%_-/= ";
    for (std::string line; std::getline(lines, line);) {
        if (line.find("command") == 4) {
            const auto value =
                line.substr(line.find('!') == std::string::npos ? 32 : line.find('!') + 1);
            const auto end = value.find(" $ARG1$");
            EXPECT_EQ(value.substr(0, end).find_first_not_of(plain), std::string::npos) << line;
        }
    }
}

TEST(NagiosHostile, EveryFieldInTurn) {
    const NagiosSites sites;
    const auto pwned = sites / "pwned";
    std::size_t good = 0;
    for (const auto& field : fields()) {
        for (const auto& payload : payloads(pwned)) {
            const auto text = is_text(payload) ? payload : payload.substr(0, 2);
            auto profile = NagiosSites::profile("S" + std::to_string(good++));
            auto bad = NagiosSites::service("2G0");
            field.set(profile, bad, text);
            if (field.name == "host") {  // no longer one comes from a profile
                bad["host"] = text.substr(0, 255);
            }
            profile["services"].push_back(bad);
            sites.put(profile);
        }
    }
    for (const auto& payload : payloads(pwned)) {
        const auto name = site_name(is_text(payload) ? payload : payload.substr(0, 2));
        sites.put(NagiosSites::profile(name));
        ++good;
    }
    const auto outcome = sites.generate();
    ASSERT_EQ(outcome.status, 0) << outcome.err.substr(0, 5000);
    EXPECT_EQ(outcome.out.find("not verified") == std::string::npos, NagiosSites::has_nagios());
    const auto objects = sites.objects();
    EXPECT_EQ(count(objects, " --service 1G0 --vo ops "), good);
    EXPECT_EQ(count(objects, "_METRIC                     org.nagios.OCCI-TCP") / good, 1U);
    expect_harmless_commands(objects);
    EXPECT_EQ(count(objects, "\ndefine command"), 2U);
    EXPECT_EQ(list_folder(sites / "etc"),
              (std::vector<std::string>{"fedcloud", "fedcloud-templates.cfg", "fedcloud.lock"}));
    EXPECT_EQ(content_of(pwned), "");
    EXPECT_LT(objects.size(), good * 10000);
}

// What Nagios has read of notes, from the cache that it writes.
std::multiset<std::string> notes_in(const std::string& cache) {
    std::multiset<std::string> notes;
    std::istringstream lines(cache);
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("\tnotes\t", 0) == 0) {
            notes.insert(line.substr(7));
        }
    }
    return notes;
}

std::string random_text(std::mt19937& random) {
    constexpr std::string_view nasty = " \t\n\r;\\$!#{}\"'`|&<>()=,+~%nul";
    std::string text;
    for (auto length = random() % 40; length > 0; --length) {
        const auto dice = random() % 10;
        text += dice < 6   ? nasty[random() % nasty.size()]
                : dice < 8 ? static_cast<char>(random() % 256)
                           : 'x';
    }
    return text;
}

TEST(NagiosHostile, NagiosReadsWhatTheEscapesMean) {
    const auto nagios = config::installed_checker({"nagios4", "nagios"});
    if (nagios.empty()) {
        GTEST_SKIP() << "Nagios is not installed";
    }
    const TemporaryFolder folder;
    run({"/bin/chmod", "777", folder.path()});
    std::mt19937 random(20261121);
    std::multiset<std::string> expected;
    std::string objects;
    objects +=
        "define command {\n command_name c\n command_line /bin/true\n}\n"
        "define service {\n host_name h0\n service_description s\n check_command c\n"
        " max_check_attempts 1\n check_interval 1\n retry_interval 1\n}\n";
    for (int i = 0; i < 3000; ++i) {
        const auto note = config::nagios::text(random_text(random));
        const auto url = config::web_link("http://a/" + random_text(random));
        objects += "define host {\n host_name h" + std::to_string(i) +
                   "\n max_check_attempts 1\n address a\n notes " + note + "\n notes_url " + url +
                   "\n alias a\n}\n";
        if (!note.empty()) {
            expected.insert(note);
        }
    }
    write_file(folder / "objects.cfg", objects, 0644);
    write_file(folder / "templates.cfg", config::NagiosTarget().templates().content, 0644);
    write_file(folder / "main.cfg",
               "cfg_file=" + folder / "objects.cfg" + "\ncfg_file=" + folder / "templates.cfg" +
                   "\nlog_file=" + folder / "log" + "\nprecached_object_file=" + folder / "cache" +
                   "\nobject_cache_file=" + folder / "cache2" + "\ntemp_path=" + folder.path() +
                   "\ncheck_result_path=" + folder.path() + "\ntemp_file=" + folder / "temp" +
                   "\nstatus_file=" + folder / "status" + "\nlog_archive_path=" + folder.path() +
                   '\n',
               0644);
    const auto outcome = run({nagios, "-vp", folder / "main.cfg"});
    EXPECT_EQ(outcome.status, 0) << config::telling_lines(outcome.out, {"Error"});
    auto read = notes_in(content_of(folder / "cache"));
    read.erase("");
    EXPECT_TRUE(read == expected) << read.size() << " and " << expected.size() << " notes";
}

}  // namespace
}  // namespace fedcloud::test
