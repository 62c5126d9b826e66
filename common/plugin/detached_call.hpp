// A call of a library function that knows no deadline, under one.
#pragma once

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"
#include "plugin/file_descriptor.hpp"

namespace fedcloud::plugin {

// What `call` returns. It runs in a thread that is left behind when the time is up or a signal
// comes, so it must own everything that it uses. The error is not `ready`.
template <typename T>
Expected<T, WaitResult> call_detached(std::function<T()> call, const Until& until) {
    struct Shared {
        const FileDescriptor done{eventfd(0, EFD_CLOEXEC)};
        std::mutex mutex;
        T value{};
    };
    const auto shared = std::make_shared<Shared>();
    std::thread([shared, call = std::move(call)] {
        T value = call();
        const std::lock_guard lock(shared->mutex);
        shared->value = std::move(value);
        eventfd_write(shared->done.fd(), 1);
    }).detach();
    const auto waited = wait_for(shared->done.fd(), POLLIN, until);
    if (waited != WaitResult::ready) {
        return Unexpected{waited};
    }
    const std::lock_guard lock(shared->mutex);
    return std::move(shared->value);
}

}  // namespace fedcloud::plugin
