// Hostile bytes in every place of a result: the output stays one that all engines read alike.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "plugin/run.hpp"

namespace fedcloud::plugin {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

const std::string word = "PROCESS_SERVICE_CHECK_RESULT";

// All bytes there are, and what engines trip over.
std::string evil() {
    std::string text;
    for (int byte = 0; byte < 256; ++byte) {
        text += static_cast<char>(byte);
    }
    return text + "\n|evil=1;2;3\r\n" + word + ";h;s;0;x \xE2\x80\xAE\xC2\x9B[2J" + text;
}

void expect_sound(const std::string& output) {
    EXPECT_EQ(std::count(output.begin(), output.end(), '|'), 1);
    EXPECT_EQ(output.find(word), std::string::npos);
    EXPECT_LE(output.size(), 16384U);
    EXPECT_TRUE(output.ends_with(" | total=1s\n")) << output;
    for (const char c : output) {
        EXPECT_TRUE(c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) << int{c};
    }
    // Strict: throws on anything that is no UTF-8.
    EXPECT_NO_THROW(nlohmann::json(output).dump());
    EXPECT_EQ(output.find("\xC2\x9B"), std::string::npos) << "a C1 control";
    EXPECT_EQ(output.find("\xE2\x80\xAE"), std::string::npos) << "a bidirectional override";
}

Result evil_result(const std::string& text) {
    Result result;
    result.label = "X";
    result.text = text;
    result.steps = {
        {text, State::critical, text, Duration(1), {{text, State::warning, text}}, true}};
    result.notes = {text, text};
    result.trace = {text, text};
    result.perfdata = {Perfdata::seconds("total", Duration(1))};
    return result;
}

TEST(Hostile, EveryByteEverywhere) {
    for (int verbosity = 0; verbosity <= 3; ++verbosity) {
        expect_sound(render_nagios(evil_result(evil()), verbosity));
    }
}

TEST(Hostile, HugeTextsEverywhere) {
    const std::string huge(64U << 10U, 'x');
    for (int verbosity = 0; verbosity <= 3; ++verbosity) {
        auto result = evil_result(huge);
        result.trace.assign(50, huge);
        result.notes.assign(20, huge);
        expect_sound(render_nagios(result, verbosity));
    }
}

TEST(Hostile, ManyCharactersOfManyBytesAtTheCut) {
    for (std::size_t lead = 0; lead < 8; ++lead) {
        std::string text(lead, 'x');
        for (int i = 0; i < 1000; ++i) {
            text += "😀ž";
        }
        expect_sound(render_nagios(evil_result(text), 3));
    }
}

TEST(Hostile, PerfdataCountsAgainstTheLimitToo) {
    Result result;
    result.label = "X";
    result.steps = {{"s", State::ok}};
    result.notes.assign(100, std::string(1000, 'x'));
    for (int i = 0; i < 500; ++i) {
        result.perfdata.push_back(Perfdata::count("some-counter-" + std::to_string(i), i));
    }
    const auto output = render_nagios(result, 0);
    EXPECT_LE(output.size(), 16384U);
    EXPECT_TRUE(output.ends_with(" some-counter-499=499\n")) << "perfdata must survive";
}

TEST(Hostile, TheForbiddenWordInEveryDisguise) {
    std::string many;
    for (int i = 0; i < 100; ++i) {
        many += word;
    }
    for (const auto& text :
         {word, word + word, many, word.substr(0, 14) + word + word.substr(14),
          word.substr(0, 14) + word.substr(0, 7) + word + word.substr(7) + word.substr(14),
          word.substr(0, 5) + "\n" + word.substr(5), std::string(250, 'x') + word}) {
        for (const std::size_t limit : {20U, 28U, 29U, 64U, 256U, 4096U}) {
            const auto fit = clean(text, limit);
            EXPECT_EQ(fit.find(word), std::string::npos) << fit;
            EXPECT_LE(fit.size(), limit);
        }
    }
    // Neither by the end of one text and the beginning of the next.
    auto result = evil_result(word.substr(14));
    result.steps[0].text = word.substr(0, 14);
    expect_sound(render_nagios(result, 3));
}

TEST(Hostile, JsonStaysJson) {
    const auto object = nlohmann::json::parse(render_json(evil_result(evil())));
    EXPECT_EQ(object.at("state"), "CRITICAL");
    EXPECT_EQ(object.at("exit_status"), 2);
    for (const auto* part : {"text", "steps", "notes", "trace"}) {
        const auto dumped = object.at(part).dump();
        EXPECT_EQ(dumped.find('|'), std::string::npos) << dumped;
        EXPECT_EQ(dumped.find(word), std::string::npos) << dumped;
        EXPECT_EQ(dumped.find("\\u00"), std::string::npos) << "a control character: " << dumped;
    }
}

TEST(Json, HasTheFieldsOfTheInterface) {
    auto result = evil_result("plain");
    result.trace.clear();
    Perfdata boot{"boot", 2.5, "s", {*Range::parse("60"), *Range::parse("@1:2")}, 0, 300};
    result.perfdata = {boot, Perfdata{"gone", NAN, "s"}};
    const auto object = nlohmann::json::parse(render_json(result));
    EXPECT_FALSE(object.contains("trace")) << "only when there is one";
    const auto& step = object.at("steps").at(0);
    EXPECT_EQ(step.at("name"), "plain");
    EXPECT_EQ(step.at("state"), "CRITICAL");
    EXPECT_EQ(step.at("text"), "plain");
    EXPECT_EQ(step.at("seconds"), 1);
    EXPECT_EQ(step.at("steps").at(0).at("state"), "WARNING");
    EXPECT_EQ(object.at("perfdata").at(0), (nlohmann::json{{"label", "boot"},
                                                           {"value", 2.5},
                                                           {"unit", "s"},
                                                           {"warning", "60"},
                                                           {"critical", "@1:2"},
                                                           {"min", 0},
                                                           {"max", 300}}));
    EXPECT_TRUE(object.at("perfdata").at(1).at("value").is_null());
}

TEST(Secrets, AreInNoPartOfAnyOutput) {
    const std::string secret = "hunter2|\nhunter2";
    for (const auto format : {Format::nagios, Format::json}) {
        CommonOptions options;
        options.format = format;
        options.verbosity = 3;
        Interrupt interrupt;
        plugin::Run run("X", Budget::of(Clock::now(), 10s, true), options, interrupt);
        run.keep_secret(secret);
        (void)run.step("step " + secret, [&]() -> Checked<void> {
            run.find(State::warning, "name " + secret, "text " + secret);
            run.trace(2, "trace " + secret + secret);
            return Unexpected{Fault::service("fault " + secret)};
        });
        run.note("note " + secret);
        run.succeed("text " + secret);
        const auto output = run.render();
        EXPECT_EQ(output.find("hunter2"), std::string::npos) << output;
        EXPECT_NE(output.find("fault ***"), std::string::npos) << output;
    }
}

}  // namespace
}  // namespace fedcloud::plugin
