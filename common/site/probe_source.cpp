#include "site/probe_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>

#include "net/percent.hpp"
#include "net/url.hpp"
#include "plugin/input_file.hpp"
#include "plugin/run.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"
#include "site/choice.hpp"
#include "site/forms.hpp"
#include "site/overrides.hpp"

namespace fedcloud::site {
namespace {

using plugin::Checked;
using plugin::clean;
using plugin::Fault;
using plugin::FilledOption;
using plugin::OptionFiller;

class Source {
  public:
    Source(const SiteOptions& options, const ProbeSite& probe, const Taken& taken,
           OptionFiller& filler, plugin::Run& run)
        : options_(options),
          probe_(probe),
          taken_(taken),
          filler_(filler),
          run_(run),
          profile_path_(path_in(options.profile_dir, options.site)),
          override_path_(path_in(options.override_dir, options.site)) {}

    Checked<void> fill();

  private:
    Checked<Overrides> read_overrides_file() const;
    Checked<std::optional<Profile>> read_profile_file() const;
    Checked<const Service*> choose(const Profile& profile, const Overrides& overrides) const;
    Checked<void> fill_from(const Overrides& overrides, const std::string& key);
    Checked<void> fill_from(const Subject& subject);
    Checked<void> set(const FilledOption& option);
    Checked<void> do_without(const std::string& why, const Overrides& overrides) const;
    void tell(const Profile& profile, const Service* service, const Overrides& overrides);

    // A profile is of use, but not needed.
    bool may_do_without() const { return probe_.site_alone && options_.service.empty(); }
    bool has_target(const Overrides& overrides) const;

    const SiteOptions& options_;
    const ProbeSite& probe_;
    const Taken& taken_;
    OptionFiller& filler_;
    plugin::Run& run_;
    std::string profile_path_;
    std::string override_path_;
};

Checked<Overrides> Source::read_overrides_file() const {
    auto overrides = site::read_overrides_file(override_path_);
    if (!overrides && overrides.error().missing) {
        return Overrides();
    }
    if (!overrides) {
        return Unexpected{Fault::ours(overrides.error().text)};
    }
    return std::move(*overrides);
}

// Nothing if there is none and that is no fault.
Checked<std::optional<Profile>> Source::read_profile_file() const {
    const auto text = plugin::load_input_file(profile_path_, largest_profile_file);
    if (!text && text.error().missing && may_do_without()) {
        return std::optional<Profile>();
    }
    if (!text) {
        return Unexpected{Fault::ours(
            text.error().missing
                ? fmt::format("no profile of site {}: {}; fedcloud-profiles pull makes it",
                              clean(options_.site, 80), text.error().text)
                : text.error().text)};
    }
    if (const auto checked = check_beginning(profile_path_, text->view()); !checked) {
        return Unexpected{
            Fault::ours(checked.error().text + "; fedcloud-profiles pull makes it anew")};
    }
    auto profile = read_profile_of(text->view(), {options_.service, probe_.service_types});
    if (!profile) {
        return Unexpected{Fault::ours(
            fmt::format("profile {} cannot be used: {}; fedcloud-profiles pull makes it anew",
                        profile_path_, profile.error().message()))};
    }
    if (profile->site != options_.site) {
        return Unexpected{Fault::ours(fmt::format("{} is the profile of another site, {}",
                                                  profile_path_, clean(profile->site, 80)))};
    }
    return std::optional(std::move(*profile));
}

bool Source::has_target(const Overrides& overrides) const {
    const auto set = options_for(overrides, probe_.program, "");
    return filler_.is_set(probe_.needed) ||
           std::any_of(set.begin(), set.end(),
                       [&](const OptionValue& option) { return option.name == probe_.needed; });
}

// nullptr if none is needed.
Checked<const Service*> Source::choose(const Profile& profile, const Overrides& overrides) const {
    if (may_do_without() && !probe_.needed.empty() && has_target(overrides)) {
        return nullptr;
    }
    const auto service = choose_service(profile, Wanted{options_.service, probe_.service_types});
    if (service) {
        return *service;
    }
    if (!may_do_without()) {
        return Unexpected{Fault::ours(service.error())};
    }
    if (auto done = do_without(service.error(), overrides); !done) {
        return Unexpected{done.error()};
    }
    return nullptr;
}

Checked<void> Source::do_without(const std::string& why, const Overrides& overrides) const {
    if (probe_.needed.empty() || has_target(overrides)) {
        run_.describe(why);
        return {};
    }
    return Unexpected{Fault::ours(fmt::format("no target: give --{}; {}", probe_.needed, why))};
}

Checked<void> Source::fill_from(const Overrides& overrides, const std::string& key) {
    for (const auto& option : options_for(overrides, probe_.program, key)) {
        if (option.flag == false || (option.for_all && !filler_.has(option.name)) ||
            filler_.is_set(option.name)) {
            continue;
        }
        const auto from = override_path_ + ": " + option.where;
        if (option.flag) {
            if (auto done = set({option.name, std::nullopt, from}); !done) {
                return done;
            }
        }
        for (const auto& value : option.values) {
            if (auto done = set({option.name, value, from}); !done) {
                return done;
            }
        }
    }
    return {};
}

Checked<void> Source::fill_from(const Subject& subject) {
    const auto is_set = [&](std::string_view name) { return filler_.is_set(name); };
    auto values = probe_.map(subject, is_set);
    if (!values) {
        return Unexpected{Fault::ours(values.error())};
    }
    plugin::GivenOptions taken;
    for (auto& [name, value] : *values) {
        if (is_set(name)) {
            continue;
        }
        taken.push_back(name);
        if (auto done = set({std::move(name), std::move(value), profile_path_}); !done) {
            return done;
        }
    }
    if (taken_) {
        taken_(subject.service, taken, is_set);
    }
    return {};
}

Checked<void> Source::set(const FilledOption& option) {
    if (run_.wants_trace(2)) {
        run_.trace(
            2, fmt::format("--{} {}, of {}", option.name, option.value.value_or(""), option.from));
    }
    return filler_.fill(option);
}

void Source::tell(const Profile& profile, const Service* service, const Overrides& overrides) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    for (auto& remark : remarks_on(profile, service, now)) {
        run_.note(std::move(remark));
    }
    if (is_disabled(overrides, probe_.metric, service == nullptr ? "" : service->key)) {
        run_.note(fmt::format("{} is disabled here by {}", probe_.metric, override_path_));
    }
}

Checked<void> Source::fill() {
    const auto overrides = read_overrides_file();
    if (!overrides) {
        return Unexpected{overrides.error()};
    }
    const auto profile = read_profile_file();
    if (!profile) {
        return Unexpected{profile.error()};
    }
    const Service* service = nullptr;
    if (!*profile) {
        const auto why =
            fmt::format("there is no profile {}; fedcloud-profiles pull makes it", profile_path_);
        if (auto done = do_without(why, *overrides); !done) {
            return done;
        }
    } else {
        const auto chosen = choose(**profile, *overrides);
        if (!chosen) {
            return Unexpected{chosen.error()};
        }
        service = *chosen;
        tell(**profile, service, *overrides);
    }
    if (auto done = fill_from(*overrides, service == nullptr ? "" : service->key);
        !done || service == nullptr) {
        return done;
    }
    run_.describe(fmt::format("service {} of site {}", service->key, options_.site));
    return fill_from({**profile, *service, vos_of(**profile, *overrides)});
}

}  // namespace

plugin::OptionTable site_option_table(SiteOptions& options) {
    plugin::OptionTable table{
        {"site", 0, "NAME",
         "take what is not given by hand from the profile of this site: its GOCDB name, also with "
         "%XX for unusual characters",
         net::into_name(options.site)}};
    auto more = service_option_table(options);
    table.insert(table.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
    return table;
}

plugin::OptionTable service_option_table(SiteOptions& options) {
    const auto into_key = [&options](std::string_view value) -> Expected<void, std::string> {
        if (!gocdb_key.fits(value)) {
            return Unexpected{
                fmt::format("'{}' is no key of GOCDB, such as 1000G0", clean(value, 80))};
        }
        options.service = value;
        return {};
    };
    return {
        {"service", 0, "KEY",
         "with --site: GOCDB's key of the service, such as 1000G0 (default: the site's only one "
         "that this probe can check)",
         into_key},
        profile_dir_option(plugin::into(options.profile_dir)),
        override_dir_option(plugin::into(options.override_dir)),
    };
}

plugin::OptionSetter into_site(std::string& site, SiteOptions& options) {
    return [&site, take = net::into_name(options.site),
            &name = options.site](std::string_view value) -> Expected<void, std::string> {
        auto taken = take(value);
        site = name;
        return taken;
    };
}

plugin::OptionSource option_source(const SiteOptions& options, ProbeSite probe, Taken taken) {
    return [&options, probe = std::move(probe), taken = std::move(taken)](OptionFiller& filler,
                                                                          plugin::Run& run) {
        if (options.site.empty() && options.service.empty()) {
            return true;
        }
        return run
            .step("profile",
                  [&]() -> Checked<void> {
                      if (options.site.empty()) {
                          return Unexpected{
                              Fault::ours("--service names a service of --site: give that too")};
                      }
                      return Source(options, probe, taken, filler, run).fill();
                  })
            .has_value();
    };
}

}  // namespace fedcloud::site
