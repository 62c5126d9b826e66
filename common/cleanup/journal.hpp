// The journal of what probes create: on disk before the request that creates, gone when the thing
// is proven gone. What a killed run leaves behind is found here by the next one.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "plugin/fault.hpp"
#include "plugin/file_descriptor.hpp"

namespace fedcloud::cleanup {

// One thing that was, or may have been, created. Nothing secret goes in.
struct Entry {
    std::string kind;      // "occi-compute"
    std::string endpoint;  // URL without query
    std::string title;     // unique, see Name
    std::string id;        // the id that we propose; the server may use its own
    std::chrono::system_clock::time_point created;
    std::string location;  // URL of the thing, empty until it is known
};

// An entry on disk, locked by this process for as long as the record lives. The lock is the
// kernel's (flock(2)), so that it goes with the process that holds it, however that ends.
class Record {
  public:
    Record(std::string path, plugin::FileDescriptor file, Entry entry)
        : path_(std::move(path)), file_(std::move(file)), entry_(std::move(entry)) {}

    const Entry& entry() const { return entry_; }
    // Adds the location, on disk when it returns.
    plugin::Checked<void> set_location(const std::string& location);
    // The thing is gone, or never came to be: so goes its entry.
    plugin::Checked<void> close();

  private:
    std::string path_;
    plugin::FileDescriptor file_;
    Entry entry_;
};

class Journal {
  public:
    // Makes `folder`/journal if it is missing.
    static plugin::Checked<Journal> open(const std::string& folder);

    // Writes the entry and forces it to disk. Fails before anything is created, with a full disk
    // for instance, and that is our fault.
    plugin::Checked<Record> begin(const Entry& entry);

    struct Orphans {
        std::vector<Record> records;
        std::vector<std::string> problems;  // of files that are no entries of ours; they stay
    };
    // Entries of `kind` at `endpoint` whose run has ended, now locked by this one.
    Orphans orphans(const std::string& kind, const std::string& endpoint);

    // True while the run that created `title` goes on, here or in another process.
    bool is_live(const std::string& title) const;

  private:
    explicit Journal(std::string folder) : folder_(std::move(folder)) {}

    std::string folder_;
};

}  // namespace fedcloud::cleanup
