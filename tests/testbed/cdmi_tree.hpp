// What a CDMI server stores: containers and data objects, each at its path.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed::cdmi {

using SystemClock = std::chrono::system_clock;

enum class NodeKind { container, object };
enum class Progress { processing, complete, failed };
enum class Owner { http, foreign };  // who made it: a client, or the control API

struct Node {
    NodeKind kind = NodeKind::container;
    Owner owner = Owner::http;
    std::string key;  // random, of 16 bytes: from it the object ID is made; a move keeps it
    std::string mimetype;
    std::string transfer_encoding;  // "utf-8", "base64", "7BIT"
    std::string value;              // bytes
    Json metadata = Json::object();
    SystemClock::time_point created = SystemClock::now();
    SystemClock::time_point modified = created;

    // A creation that goes on after its answer.
    Clock::time_point ready_at = Clock::now();
    std::uint64_t polls_left = 0;
    std::string failure;  // the completionStatus that it ends in; empty: it succeeds

    // What the next reads still show.
    std::shared_ptr<const Node> before;
    std::uint64_t stale_reads = 0;

    Progress progress() const;
};

// Paths have no slash at their end: "" is the root, "/c/o" something in the container "/c".
class Tree {
  public:
    Tree() { make("", NodeKind::container, Owner::foreign); }

    Node* find(const std::string& path);
    Node& make(const std::string& path, NodeKind kind, Owner owner);  // in the place of another
    Node& put(const std::string& path, Node node);
    void remove(const std::string& path);  // with all that is in it; of the root only that
    std::vector<std::string> children(const std::string& path) const;  // names without slashes
    bool is_empty(const std::string& path) const { return children(path).empty(); }

    // Nothing but the root and the foreign container of this path, if it is not empty.
    void reset(const std::string& container = "");

    const std::map<std::string, Node>& nodes() const { return nodes_; }

  private:
    std::map<std::string, Node> nodes_;
};

std::string parent_of(const std::string& path);  // of "/c/o": "/c"
std::string name_of(const std::string& path);    // of "/c/o": "o"

}  // namespace fedcloud::testbed::cdmi
