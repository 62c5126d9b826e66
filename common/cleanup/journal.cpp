#include "cleanup/journal.hpp"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "cleanup/name.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::cleanup {
namespace {

using Json = nlohmann::json;
using plugin::Checked;
using plugin::Fault;
using plugin::FileDescriptor;

constexpr std::string_view suffix = ".entry";

struct CloseFolder {
    void operator()(DIR* folder) const { closedir(folder); }
};

Fault broken(const std::string& path, std::string_view action) {
    return Fault::ours(fmt::format("journal: cannot {} {}: {}", action, path, strerror(errno)));
}

Checked<void> append_line(int file, const std::string& path, const Json& object) {
    const std::string line = object.dump(-1, ' ', true, Json::error_handler_t::replace) + '\n';
    if (write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
        fsync(file) != 0) {
        return Unexpected{broken(path, "write")};
    }
    return {};
}

// A new name in a folder is on disk only when the folder is.
Checked<void> sync_folder(const std::string& folder) {
    const FileDescriptor handle(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle.fd() < 0 || fsync(handle.fd()) != 0) {
        return Unexpected{broken(folder, "write")};
    }
    return {};
}

std::string read_all(int file) {
    constexpr std::size_t largest = 64U << 10U;
    std::string content;
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0;
         content.size() < largest && (count = read(file, buffer.data(), buffer.size())) > 0;) {
        content.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return content;
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// One JSON object a line; what a later one says counts. A last line that a crash cut short is not
// there: the first one was forced to disk before anything was created.
std::optional<Entry> parse_entry(std::string_view content) {
    std::optional<Entry> entry;
    while (!content.empty()) {
        const auto end = content.find('\n');
        if (end == std::string_view::npos) {
            break;
        }
        const auto object = Json::parse(content.substr(0, end), nullptr, false);
        content.remove_prefix(end + 1);
        if (!object.is_object()) {
            return std::nullopt;
        }
        if (!entry) {
            entry = Entry{text_of(object, "kind"),
                          text_of(object, "endpoint"),
                          text_of(object, "title"),
                          text_of(object, "id"),
                          {},
                          {}};
            if (entry->kind.empty() || entry->endpoint.empty() || !Name::parse(entry->title)) {
                return std::nullopt;
            }
            entry->created = Name::parse(entry->title)->created;
        }
        if (object.contains("location")) {
            entry->location = text_of(object, "location");
        }
    }
    return entry;
}

// Whoever could write an entry could have us delete what he likes.
bool is_our_own(const struct stat& status) {
    return S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

// The file with its lock, or nothing if another process holds it or has just finished with it. The
// error is why it is not to be believed.
Expected<std::optional<FileDescriptor>, std::string> open_locked(const std::string& path) {
    FileDescriptor file(
        open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (file.fd() < 0 && errno != ENOENT) {
        return Unexpected{"cannot be opened: " + plugin::explain(errno, path)};
    }
    if (fstat(file.fd(), &status) == 0 && !is_our_own(status)) {
        return Unexpected{fmt::format(
            "is not believed: it is to be a regular file of uid {} that nobody else may write, and "
            "is one of uid {} with mode {:o}; look who put it there",
            geteuid(), status.st_uid, status.st_mode)};
    }
    if (flock(file.fd(), LOCK_EX | LOCK_NB) != 0 || fstat(file.fd(), &status) != 0 ||
        status.st_nlink == 0) {
        return std::optional<FileDescriptor>();
    }
    return std::optional(std::move(file));
}

std::vector<std::string> list(const std::string& folder) {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, CloseFolder> handle(opendir(folder.c_str()));
    while (handle) {
        const dirent* entry = readdir(handle.get());
        if (entry == nullptr) {
            break;
        }
        const std::string_view name = entry->d_name;
        if (name.size() > suffix.size() && name.front() != '.' &&
            name.substr(name.size() - suffix.size()) == suffix) {
            names.emplace_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

Checked<void> Record::set_location(const std::string& location) {
    entry_.location = location;
    return append_line(file_.fd(), path_, {{"location", location}});
}

Checked<void> Record::close() {
    if (unlink(path_.c_str()) != 0 && errno != ENOENT) {
        return Unexpected{broken(path_, "remove")};
    }
    file_ = FileDescriptor();
    return {};
}

Checked<Journal> Journal::open(const std::string& folder) {
    const auto path = folder + "/journal";
    if (auto made = plugin::make_folders(path); !made) {
        return Unexpected{Fault::ours(fmt::format("journal {}: {}", path, made.error()))};
    }
    if (access(path.c_str(), R_OK | W_OK | X_OK) != 0) {
        return Unexpected{
            Fault::ours(fmt::format("journal {}: {}", path, plugin::explain(errno, path)))};
    }
    return Journal(path);
}

Checked<Record> Journal::begin(const Entry& entry) {
    const auto path = fmt::format("{}/{}{}", folder_, entry.title, suffix);
    // Under a name that no other run looks at until it is whole and locked.
    const auto draft = fmt::format("{}/.{}", folder_, entry.title);
    FileDescriptor file(
        ::open(draft.c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0640));
    if (file.fd() < 0 || flock(file.fd(), LOCK_EX | LOCK_NB) != 0) {
        return Unexpected{broken(draft, "make")};
    }
    Json line = {{"kind", entry.kind},
                 {"endpoint", entry.endpoint},
                 {"title", entry.title},
                 {"id", entry.id}};
    if (!entry.location.empty()) {
        line["location"] = entry.location;
    }
    const auto written = append_line(file.fd(), path, line);
    if (!written || rename(draft.c_str(), path.c_str()) != 0) {
        const auto fault = written ? broken(path, "make") : written.error();
        unlink(draft.c_str());
        return Unexpected{fault};
    }
    if (auto synced = sync_folder(folder_); !synced) {
        unlink(path.c_str());
        return Unexpected{synced.error()};
    }
    return Record(path, std::move(file), entry);
}

Journal::Orphans Journal::orphans(const std::string& kind, const std::string& endpoint) {
    Orphans found;
    for (const auto& name : list(folder_)) {
        const auto path = folder_ + '/' + name;
        auto file = open_locked(path);
        if (!file) {
            found.problems.push_back(fmt::format("journal entry {} {}", path, file.error()));
            continue;
        }
        if (!*file) {
            continue;
        }
        auto entry = parse_entry(read_all((*file)->fd()));
        if (!entry) {
            found.problems.push_back(fmt::format(
                "journal entry {} cannot be read: look for what bears that name and remove both",
                path));
        } else if (entry->kind == kind && entry->endpoint == endpoint) {
            found.records.emplace_back(path, std::move(**file), std::move(*entry));
        }
    }
    return found;
}

bool Journal::is_live(const std::string& title) const {
    const auto path = fmt::format("{}/{}{}", folder_, fit_for_name(title), suffix);
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    return file.fd() >= 0 && flock(file.fd(), LOCK_SH | LOCK_NB) != 0;
}

}  // namespace fedcloud::cleanup
