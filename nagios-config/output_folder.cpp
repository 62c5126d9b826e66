#include "output_folder.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "folder_marker.hpp"
#include "plugin/input_file.hpp"
#include "plugin/state_folder.hpp"
#include "plugin/text.hpp"

namespace fedcloud::config {
namespace {

// What a run makes for itself: a marker of its own, or nothing in it yet.
Done remove_own(const std::string& folder) {
    if (!exists(folder)) {
        return {};
    }
    if (!is_real_folder(folder)) {
        return Unexpected{fmt::format("{} is in the way: move it away", folder)};
    }
    const auto empty = is_empty_folder(folder);
    if (!empty) {
        return Unexpected{empty.error()};
    }
    // Whoever was killed while he wrote the marker has left an empty one.
    if (!*empty && !exists(folder + '/' + marker_name)) {
        return Unexpected{fmt::format(
            "{} is in the way, and was not made by this program: move it away", folder)};
    }
    const auto files = list_files(folder);
    if (!files) {
        return Unexpected{files.error()};
    }
    // The marker last: whoever is killed on the way leaves what the next run can remove.
    for (const auto& file : *files) {
        if (auto done = file == marker_name ? Done() : remove_all(folder + '/' + file); !done) {
            return done;
        }
    }
    return remove_all(folder);
}

Done make_parents(const std::string& root, const std::string& path, std::set<std::string>& made) {
    for (auto at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1)) {
        const auto folder = root + '/' + path.substr(0, at);
        if (made.insert(folder).second) {
            if (auto done = make_folder(folder); !done) {
                return done;
            }
        }
    }
    return {};
}

bool is_below_root(const std::string& path) {
    const auto framed = '/' + path + '/';
    return framed.find("/../") == std::string::npos && framed.find("//") == std::string::npos &&
           framed.find("/./") == std::string::npos && framed.find('\n') == std::string::npos;
}

bool has_content(const std::string& path, const std::string& content) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) ||
        static_cast<std::size_t>(status.st_size) != content.size()) {
        return false;
    }
    const auto there = plugin::read_input_file(path, content.size());
    return there && *there == content;
}

std::string above(const std::string& path) {
    return path.substr(0, path.rfind('/') + 1);
}

}  // namespace

Expected<OutputFolder, std::string> OutputFolder::open(const std::string& path,
                                                       const std::string& target) {
    // Before the lock is made: what is refused is not littered.
    for (const auto& judge : {judge_name, judge_marker}) {
        if (auto done = judge(path); !done) {
            return Unexpected{done.error()};
        }
    }
    for (const auto& others : {path, path + ".lock"}) {
        if (auto done = plugin::judge_owner_for_root(others, "--output"); !done) {
            return Unexpected{fmt::format("{}: {}", others, done.error())};
        }
    }
    OutputFolder folder(path, target);
    for (const auto& step : {&OutputFolder::lock, &OutputFolder::tidy}) {
        if (auto done = (folder.*step)(); !done) {
            return Unexpected{done.error()};
        }
    }
    if (auto done = folder.judge(); !done) {
        return Unexpected{done.error()};
    }
    return folder;
}

Done OutputFolder::lock() {
    constexpr mode_t mode = 0644;
    const auto path = path_ + ".lock";
    lock_ = plugin::FileDescriptor(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode));
    if (lock_.fd() < 0) {
        const int error = errno;
        return Unexpected{fmt::format("cannot write {}: {}", path,
                                      plugin::explain(error, exists(path) ? path : above(path_)))};
    }
    if (flock(lock_.fd(), LOCK_EX | LOCK_NB) != 0) {
        return Unexpected{
            fmt::format("another fedcloud-nagios-config is at work on {}: nothing done", path_)};
    }
    return {};
}

Done OutputFolder::judge() const {
    for (const auto& folder : {path_, previous()}) {
        if (auto done = judge(folder); !done) {
            return done;
        }
    }
    return {};
}

Done OutputFolder::judge(const std::string& folder) const {
    if (auto done = judge_marker(folder); !done || !exists(folder + '/' + marker_name)) {
        return done;
    }
    const auto marker = read_marker(folder);
    if (!marker) {
        return Unexpected{
            fmt::format("{} was not made by this program ({}): choose another "
                        "--output",
                        folder, marker.error())};
    }
    if (marker->target != target_) {
        return Unexpected{
            fmt::format("{} holds configuration of --target {}: choose another --output", folder,
                        plugin::clean(marker->target, 40))};
    }
    const auto files = list_files(folder);
    if (!files) {
        return Unexpected{files.error()};
    }
    for (const auto& file : *files) {
        if (file != marker_name && marker->files.count(file) == 0) {
            return Unexpected{fmt::format(
                "{}/{} was not made by this program and would be lost: move it to another folder",
                folder, plugin::clean(file, 200))};
        }
    }
    return {};
}

Expected<std::vector<std::string>, std::string> OutputFolder::changes(
    const std::vector<File>& files) const {
    std::set<std::string> changed;
    std::set<std::string> wanted;
    for (const auto& file : files) {
        wanted.insert(file.path);
        if (!has_content(path_ + '/' + file.path, file.content)) {
            changed.insert(file.path);
        }
    }
    if (exists(path_ + '/' + marker_name)) {
        const auto marker = read_marker(path_);
        if (!marker) {
            return Unexpected{fmt::format("{}: {}", path_, marker.error())};
        }
        std::set_difference(marker->files.begin(), marker->files.end(), wanted.begin(),
                            wanted.end(), std::inserter(changed, changed.end()));
    }
    return std::vector<std::string>(changed.begin(), changed.end());
}

Done OutputFolder::write_draft(const std::vector<File>& files) {
    std::set<std::string> folders{draft()};
    if (auto done = make_folder(draft()); !done) {
        return done;
    }
    // First: a part of a draft is ours, too.
    if (auto done = write_new_file(draft() + '/' + marker_name, marker_text(target_, files));
        !done) {
        return done;
    }
    for (const auto& file : files) {
        if (!is_below_root(file.path)) {
            return Unexpected{fmt::format("internal error: a file is called \"{}\"",
                                          plugin::clean(file.path, 200))};
        }
        if (auto done = make_parents(draft(), file.path, folders); !done) {
            return done;
        }
        if (auto done = write_new_file(draft() + '/' + file.path, file.content); !done) {
            return done;
        }
    }
    for (const auto& folder : folders) {
        if (auto done = sync_folder(folder); !done) {
            return done;
        }
    }
    return {};
}

Done OutputFolder::make_scratch() {
    if (auto done = make_folder(scratch()); !done) {
        return done;
    }
    return write_new_file(scratch() + '/' + marker_name, marker_text(target_, {}));
}

Done OutputFolder::swap_in() {
    if (!exists(path_)) {
        auto done = rename_new(draft(), path_);
        return done ? sync_folder(above(path_)) : done;
    }
    if (const auto files = list_files(path_); files && files->empty()) {  // made by hand
        auto done = exchange_folders(draft(), path_);
        return done ? sync_folder(above(path_)) : done;
    }
    auto done = exists(previous()) ? exchange_folders(draft(), previous())
                                   : rename_new(draft(), previous());
    if (done) {
        done = exchange_folders(previous(), path_);
    }
    return done ? sync_folder(above(path_)) : done;
}

Done OutputFolder::tidy() {
    for (const auto& folder : {draft(), scratch()}) {
        if (auto done = remove_own(folder); !done) {
            return done;
        }
    }
    return {};
}

Done OutputFolder::rollback() {
    for (const auto& folder : {path_, previous()}) {
        if (!exists(folder + '/' + marker_name)) {
            return Unexpected{fmt::format("there is nothing to go back to: {} {}", folder,
                                          exists(folder) ? "is empty" : "does not exist")};
        }
    }
    auto done = exchange_folders(path_, previous());
    return done ? sync_folder(above(path_)) : done;
}

}  // namespace fedcloud::config
