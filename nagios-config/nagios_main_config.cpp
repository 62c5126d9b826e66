#include "nagios_main_config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::config::nagios {
namespace {

namespace fs = std::filesystem;

fs::path normal(const fs::path& path) {
    std::error_code error;
    auto canonical = fs::weakly_canonical(path, error);
    if (error) {
        canonical = path.lexically_normal();
    }
    return canonical.has_filename() ? canonical : canonical.parent_path();
}

bool is_below(const fs::path& path, const fs::path& folder) {
    const auto [in_folder, in_path] =
        std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return in_folder == folder.end() && in_path != path.end();
}

struct Kind {
    std::string_view name;
    bool is_file;
};

// What Nagios opens to write, or locks.
constexpr std::array<Kind, 13> written{{{"log_file", true},
                                        {"object_cache_file", true},
                                        {"precached_object_file", true},
                                        {"status_file", true},
                                        {"temp_file", true},
                                        {"lock_file", true},
                                        {"command_file", true},
                                        {"query_socket", true},
                                        {"state_retention_file", true},
                                        {"debug_file", true},
                                        {"temp_path", false},
                                        {"check_result_path", false},
                                        {"log_archive_path", false}}};

std::string written_in(const Verification& verification, const Kind& kind) {
    const auto folder = spool(verification);
    return kind.is_file ? fmt::format("{}/{}", folder, kind.name) : folder;
}

class Draft {
  public:
    explicit Draft(const Verification& verification)
        : verification_(verification),
          base_(fs::path(verification.main_config).parent_path()),
          output_(normal(verification.output)),
          templates_(normal(verification.templates_name)) {}

    void take(std::string_view raw) {
        const auto line = plugin::trim(raw);
        const auto equals = line.find('=');
        if (line.empty() || line.front() == '#' || equals == std::string_view::npos) {
            return;
        }
        const std::string name(plugin::trim(line.substr(0, equals)));
        const std::string value(plugin::trim(line.substr(equals + 1)));
        const auto kind = std::find_if(written.begin(), written.end(),
                                       [&](const auto& each) { return each.name == name; });
        if (kind != written.end()) {
            set(name, written_in(verification_, *kind));
        } else if (name == "cfg_dir" || name == "cfg_file") {
            take_objects(name, normal(base_ / value));
        } else if (name == "resource_file") {
            set(name, normal(base_ / value).string());
        } else if (name != "broker_module") {
            set(name, value);
        }
        if (name == "service_check_timeout") {
            timeout_ = plugin::parse_integer<int>(value).value_or(timeout_);
        }
    }

    Expected<MainConfig, std::string> finish() {
        if (!wrong_.empty()) {
            return Unexpected{wrong_};
        }
        if (!has_output_) {
            config_.to_do.push_back(fmt::format("add to {}: cfg_dir={}", verification_.main_config,
                                                verification_.output));
            set("cfg_dir", verification_.draft);
        }
        if (!has_templates_) {
            config_.to_do.push_back(fmt::format("add to {}: cfg_file={}", verification_.main_config,
                                                verification_.templates_name));
        }
        if (!reads_templates_) {
            set("cfg_file", verification_.templates);
        }
        const auto longest = longest_timeout(verification_.plan);
        if (longest.count() >= timeout_) {
            config_.to_do.push_back(fmt::format(
                "set service_check_timeout={} in {}: with {} Nagios kills checks that may take {} "
                "s",
                longest.count() + 10, verification_.main_config, timeout_, longest.count()));
        }
        return std::move(config_);
    }

  private:
    void set(const std::string& name, const std::string& value) {
        config_.content += name + '=' + value + '\n';
    }

    void take_objects(const std::string& name, const fs::path& path) {
        const bool folder = name == "cfg_dir";
        if (path == output_ || is_below(path, output_)) {
            has_output_ = true;
            const fs::path folder_of_draft(verification_.draft);
            set(name, path == output_
                          ? verification_.draft
                          : (folder_of_draft / path.lexically_relative(output_)).string());
        } else if (folder && is_below(output_, path)) {
            wrong_ = fmt::format(
                "{} has cfg_dir={}, with all folders below it: Nagios would read {} and what is "
                "kept "
                "beside it, {}.previous, and find every object twice. Choose an --output outside "
                "of "
                "it, and add a cfg_dir of its own",
                verification_.main_config, path.string(), verification_.output,
                verification_.output);
        } else if (path == templates_) {
            has_templates_ = reads_templates_ = true;
            set(name, verification_.templates);
        } else {
            if (folder && is_below(templates_, path)) {
                has_templates_ = true;
                reads_templates_ = verification_.templates == verification_.templates_name;
            }
            set(name, path.string());
        }
    }

    const Verification& verification_;
    fs::path base_;
    fs::path output_;
    fs::path templates_;
    MainConfig config_;
    std::string wrong_;
    bool has_output_ = false;
    bool has_templates_ = false;
    bool reads_templates_ = false;
    int timeout_ = 60;  // Nagios' own, DEFAULT_SERVICE_CHECK_TIMEOUT
};

}  // namespace

std::chrono::seconds longest_timeout(const Plan& plan) {
    std::chrono::seconds longest{0};
    for (const auto& check : plan.checks) {
        longest = std::max(longest, check.timeout);
    }
    return longest;
}

std::string spool(const Verification& verification) {
    return verification.scratch + "/spool";
}

Expected<MainConfig, std::string> draft_config(const std::string& text,
                                               const Verification& verification) {
    Draft draft(verification);
    for (std::string_view rest = text; !rest.empty();) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        draft.take(line);
    }
    return draft.finish();
}

std::string minimal_config(const Verification& verification, const std::string& stubs) {
    std::string content;
    for (const auto& each : written) {
        content += fmt::format("{}={}\n", each.name, written_in(verification, each));
    }
    // As in the sample configuration that Nagios comes with.
    content += "illegal_object_name_chars=`~!$%^&*|'\"<>?,()=\n";
    content += "illegal_macro_output_chars=`~$&|'\"<>\n";
    content += "use_syslog=0\n";
    content += fmt::format("cfg_file={}\ncfg_file={}\ncfg_dir={}\n", verification.templates, stubs,
                           verification.draft);
    return content;
}

std::string stub_objects(const Plan& plan) {
    std::set<std::string> services;
    for (const auto& check : plan.checks) {
        services.insert(check.depends_local.begin(), check.depends_local.end());
    }
    std::string objects;
    if (!services.empty()) {
        objects += fmt::format(
            "define command {{\n command_name fedcloud-stub\n command_line /bin/true\n}}\n"
            "define host {{\n use fedcloud-host\n host_name {}\n address 127.0.0.1\n}}\n",
            plan.local_host);
    }
    for (const auto& service : services) {
        objects += fmt::format(
            "define service {{\n use fedcloud-service\n host_name {}\n service_description {}\n"
            " check_command fedcloud-stub\n check_interval 60\n retry_interval 60\n"
            " max_check_attempts 1\n}}\n",
            plan.local_host, service);
    }
    return objects;
}

}  // namespace fedcloud::config::nagios
