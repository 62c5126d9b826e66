#include "auth/login_options.hpp"

namespace fedcloud::auth {
namespace {

// The probes before these took file:///tmp/x509up_u1000 as well.
plugin::OptionSetter into_path(std::string& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        constexpr std::string_view prefix = "file://";
        if (value.substr(0, prefix.size()) == prefix) {
            value.remove_prefix(prefix.size());
        }
        return plugin::into(target)(value);
    };
}

}  // namespace

plugin::OptionTable login_option_table(LoginOptions& options) {
    return {
        {"auth", 'n', "METHOD",
         "how to log in: auto (default: a proxy if there is one), none, basic, x509",
         plugin::choice({"auto", "none", "basic", "x509", "keystone"},
                        [&options](std::size_t i) { options.method = static_cast<Method>(i); })},
        {"proxy",
         'x',
         "FILE",
         "PEM file with our certificate, key and chain (default $X509_USER_PROXY, then "
         "/tmp/x509up_u<uid>)",
         into_path(options.proxy),
         {"user-cred", "cert"}},
        {"vo", 0, "NAME", "virtual organisation to act for: the proxy must carry VOMS attributes",
         plugin::into(options.vo)},
        {"voms", 'X', "", "the proxy must carry VOMS attributes", plugin::flag(options.voms)},
        {"username", 'u', "NAME", "user name, with --auth basic", plugin::into(options.username)},
        {"password-file", 0, "FILE", "file that holds nothing but the password, with --auth basic",
         into_path(options.password_file)},
    };
}

}  // namespace fedcloud::auth
