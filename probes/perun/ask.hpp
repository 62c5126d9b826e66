// Asks Perun.
#pragma once

#include "perun_check.hpp"

namespace fedcloud::perun {

// Steps: credential (checked before the first byte goes out), token and login where they are asked
// for, ask. Perfdata: connect, tls, and what is left of the credential, total
// if it failed.
plugin::Checked<page::Entry> ask(const Options& options, const net::Url& url, page::Cache& cache,
                                 plugin::Run& run);

}  // namespace fedcloud::perun
