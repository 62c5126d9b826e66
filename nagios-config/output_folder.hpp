// The folder that the scheduler reads: replaced as a whole, or not at all.
#pragma once

#include <string>
#include <vector>

#include "folder_io.hpp"
#include "plan.hpp"
#include "plugin/file_descriptor.hpp"

namespace fedcloud::config {

// Beside the folder DIR stand DIR.previous, what it held before; DIR.draft and DIR.verify while a
// run is at work; DIR.lock, which keeps a second run away. A marker file in each folder tells that
// it is ours and which files we put there: a folder with anything else in it is refused.
//
// A new content takes its place in two steps, each an exchange of two names that the file system
// does at once: draft and previous, then previous and DIR. Whoever opens a file of DIR finds the
// old one or the new one, at any moment, and a kill -9 between the steps leaves the old content in
// DIR, with the new one, complete and verified, as previous. What it leaves beside is removed by
// the next run.
class OutputFolder {
  public:
    // Locked until this object ends. `path` is absolute; the folder above it must exist.
    static Expected<OutputFolder, std::string> open(const std::string& path,
                                                    const std::string& target);

    // The files that would be new, different or gone; an empty DIR of `files` none is new as well.
    Expected<std::vector<std::string>, std::string> changes(const std::vector<File>& files) const;

    Done write_draft(const std::vector<File>& files);
    // Makes the empty folder that the checker may fill.
    Done make_scratch();
    Done swap_in();
    // Removes what this run made beside DIR.
    Done tidy();
    // Exchanges DIR and what it held before.
    Done rollback();

    const std::string& path() const { return path_; }
    std::string draft() const { return path_ + ".draft"; }
    std::string scratch() const { return path_ + ".verify"; }
    std::string previous() const { return path_ + ".previous"; }

  private:
    OutputFolder(std::string path, std::string target)
        : path_(std::move(path)), target_(std::move(target)) {}
    Done lock();
    Done judge() const;
    Done judge(const std::string& folder) const;

    std::string path_;
    std::string target_;
    plugin::FileDescriptor lock_;
};

}  // namespace fedcloud::config
