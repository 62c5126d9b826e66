// A throw-away grid for the tests: credentials of every kind, and real servers that judge them.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "announced_server.hpp"
#include "expectations.hpp"
#include "process.hpp"

namespace fedcloud::test {

// What grid_pki.sh makes: the one that $FEDCLOUD_GRID_PKI names, else one for all tests of the
// program.
class GridPki {
  public:
    static const GridPki& instance();

    const std::string& folder() const { return folder_; }
    std::string operator/(const std::string& name) const { return folder_ + '/' + name; }
    const std::string& skipped() const { return skipped_; }  // why there is none; empty: there is

  private:
    GridPki();

    TemporaryFolder parent_;
    std::string folder_;
    std::string skipped_;
};

// One of the scripts here that start a real server, with a state folder of its own.
class RealServer {
  public:
    // `words` with "STATE" for the state folder: {"gridsite_server.sh", PKI, "STATE", BACKEND}.
    explicit RealServer(Arguments words);

    std::string url() const { return server_.announcement().at("url"); }
    const Json& announcement() const { return server_.announcement(); }
    const std::string& skipped() const { return server_.skipped(); }
    std::string log(const std::string& which) const;  // content of a file that it announced

  private:
    TemporaryFolder state_;
    AnnouncedServer server_;
};

// For programs that load libvomsapi or libldap: what these leak is not laid at their door by the
// sanitizer, which has to look at the stack in the slow way to see that.
Environment with_leaks_of_others(Environment more = {});

// check_occi_vm that reads the model of `endpoint` for the VO ops, with the trust of `pki`.
class GridProbe {
  public:
    GridProbe(const GridPki& pki, std::string endpoint)
        : pki_(pki), endpoint_(std::move(endpoint)) {}

    // As `credential` of the PKI; an option in `more` that comes again wins.
    Outcome run(const std::string& credential, const Arguments& more = {}) const;
    Outcome run_bare(const Arguments& more) const;  // with no credential named
    Arguments command(const Arguments& more) const;

    const std::string& state() const { return state_.path(); }

  private:
    const GridPki& pki_;
    std::string endpoint_;
    TemporaryFolder state_;
};

}  // namespace fedcloud::test
