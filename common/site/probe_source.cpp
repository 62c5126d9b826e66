#include "site/probe_source.hpp"

#include <fmt/format.h>

#include <chrono>
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

std::string path_in(const std::string& folder, const std::string& site) {
    return fmt::format("{}/{}.json", folder, encode_name(site));
}

class Source {
  public:
    Source(const SiteOptions& options, const ProbeSite& probe, OptionFiller& filler,
           plugin::Run& run)
        : options_(options),
          probe_(probe),
          filler_(filler),
          run_(run),
          profile_path_(path_in(options.profile_dir, options.site)),
          override_path_(path_in(options.override_dir, options.site)) {}

    Checked<void> fill();

  private:
    Checked<Overrides> read_overrides_file() const;
    Checked<std::optional<Profile>> read_profile_file() const;
    Checked<const Service*> choose(const Profile& profile) const;
    Checked<void> fill_from(const Overrides& overrides, const std::string& key);
    Checked<void> fill_from(const Subject& subject);
    Checked<void> do_without(const std::string& why) const;
    void tell(const Profile& profile, const Service* service, const Overrides& overrides);

    // A profile is of use, but not needed.
    bool may_do_without() const { return probe_.site_alone && options_.service.empty(); }

    const SiteOptions& options_;
    const ProbeSite& probe_;
    OptionFiller& filler_;
    plugin::Run& run_;
    std::string profile_path_;
    std::string override_path_;
};

Checked<Overrides> Source::read_overrides_file() const {
    const auto text = plugin::read_input_file(override_path_, largest_override_file);
    if (!text && text.error().missing) {
        return Overrides();
    }
    if (!text) {
        return Unexpected{Fault::ours(text.error().text)};
    }
    auto overrides = read_overrides(*text);
    if (!overrides) {
        return Unexpected{
            Fault::ours(fmt::format("{}: {}", override_path_, overrides.error().message()))};
    }
    return std::move(*overrides);
}

// Nothing if there is none and that is no fault.
Checked<std::optional<Profile>> Source::read_profile_file() const {
    constexpr std::size_t largest = 8U << 20U;
    const auto text = plugin::read_input_file(profile_path_, largest);
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
    auto profile =
        read_profile(wanted_lines(*text, Wanted{options_.service, probe_.service_types}));
    if (!profile || profile->services.empty()) {
        profile = read_profile(*text);  // for what is to be said about the whole of it
    }
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

// nullptr if none is needed.
Checked<const Service*> Source::choose(const Profile& profile) const {
    if (may_do_without() && !probe_.needed.empty() && filler_.is_set(probe_.needed)) {
        return nullptr;
    }
    const auto service = choose_service(profile, Wanted{options_.service, probe_.service_types});
    if (service) {
        return *service;
    }
    if (may_do_without()) {
        if (auto done = do_without(service.error()); !done) {
            return Unexpected{done.error()};
        }
        return nullptr;
    }
    return Unexpected{Fault::ours(service.error())};
}

Checked<void> Source::do_without(const std::string& why) const {
    if (probe_.needed.empty() || filler_.is_set(probe_.needed)) {
        run_.describe(why);
        return {};
    }
    return Unexpected{Fault::ours(fmt::format("no target: give --{}; {}", probe_.needed, why))};
}

Checked<void> Source::fill_from(const Overrides& overrides, const std::string& key) {
    for (const auto& option : options_for(overrides, probe_.program, key)) {
        if (option.flag == false || (option.for_all && !filler_.has(option.name))) {
            continue;
        }
        const auto from = override_path_ + ": " + option.where;
        if (option.flag) {
            if (auto done = filler_.fill({option.name, std::nullopt, from}); !done) {
                return done;
            }
        }
        for (const auto& value : option.values) {
            if (auto done = filler_.fill({option.name, value, from}); !done) {
                return done;
            }
        }
    }
    return {};
}

Checked<void> Source::fill_from(const Subject& subject) {
    const auto is_set = [&](std::string_view name) { return filler_.is_set(name); };
    const auto values = probe_.map(subject, is_set);
    if (!values) {
        return Unexpected{Fault::ours(values.error())};
    }
    for (const auto& [name, value] : *values) {
        if (is_set(name)) {
            continue;
        }
        if (auto done = filler_.fill({name, value, "profile " + profile_path_}); !done) {
            return done;
        }
        run_.trace(2, fmt::format("--{} {} (profile)", name, value));
    }
    return {};
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
    const bool has_profile = profile->has_value();
    // What is set for the site may be what makes a service unnecessary.
    if (may_do_without()) {
        if (auto done = fill_from(*overrides, ""); !done) {
            return done;
        }
    }
    if (!has_profile) {
        return do_without(
            fmt::format("there is no profile {}; fedcloud-profiles pull makes it", profile_path_));
    }
    const auto service = choose(**profile);
    if (!service) {
        return Unexpected{service.error()};
    }
    tell(**profile, *service, *overrides);
    if (*service == nullptr) {
        return {};
    }
    run_.describe(fmt::format("service {} of site {}", (*service)->key, options_.site));
    if (auto done = fill_from(*overrides, (*service)->key); !done) {
        return done;
    }
    return fill_from({**profile, **service, vos_of(**profile, *overrides)});
}

}  // namespace

plugin::OptionTable site_option_table(SiteOptions& options) {
    const auto into_key = [&options](std::string_view value) -> Expected<void, std::string> {
        if (!gocdb_key.fits(value)) {
            return Unexpected{
                fmt::format("'{}' is no key of GOCDB, such as 1000G0", clean(value, 80))};
        }
        options.service = value;
        return {};
    };
    return {
        {"site", 0, "NAME",
         "take what is not given by hand from the profile of this site: its GOCDB name, also with "
         "%XX for unusual characters",
         net::into_name(options.site)},
        {"service", 0, "KEY",
         "with --site: GOCDB's key of the service, such as 1000G0 (default: the site's only one "
         "that this probe can check)",
         into_key},
        {"profile-dir", 0, "DIR", fmt::format("site profiles (default {})", options.profile_dir),
         plugin::into(options.profile_dir)},
        {"override-dir", 0, "DIR",
         fmt::format("what is set beside the profiles (default {})", options.override_dir),
         plugin::into(options.override_dir)},
    };
}

plugin::OptionSource option_source(const SiteOptions& options, ProbeSite probe) {
    return [&options, probe = std::move(probe)](OptionFiller& filler, plugin::Run& run) {
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
                      return Source(options, probe, filler, run).fill();
                  })
            .has_value();
    };
}

std::string not_registered(const Subject& subject, std::string_view what) {
    return fmt::format("service {} of site {} cannot be checked: {}", subject.service.key,
                       clean(subject.profile.site, 80), what);
}

Expected<OptionValues, std::string> endpoint_of(const Subject& subject, std::string_view example) {
    const auto& endpoint = subject.service.parameters.endpoint;
    const auto url = net::parse_url(endpoint);
    if (url) {
        return OptionValues{{"endpoint", endpoint}};
    }
    const auto& registered = endpoint.empty() ? subject.service.registered_url : endpoint;
    return Unexpected{not_registered(
        subject,
        fmt::format("GOCDB has {}; a URL such as {} has to be registered there, then "
                    "fedcloud-profiles pull fetches it",
                    registered.empty()
                        ? std::string("no URL of it")
                        : fmt::format("'{}' as its URL", clean(net::without_user(registered), 120)),
                    example))};
}

OptionValues vo_of(const Subject& subject, const IsSet& is_set) {
    const bool may_carry_it =
        is_set("proxy") || is_set("voms") || is_set("access-token") || is_set("oidc-refresh");
    return may_carry_it && subject.vos.size() == 1 ? OptionValues{{"vo", subject.vos.front()}}
                                                   : OptionValues{};
}

}  // namespace fedcloud::site
