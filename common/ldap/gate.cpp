#include "ldap/gate.hpp"

#include <errno.h>

#include <algorithm>

namespace fedcloud::ldap {

int Gate::set_up(Sockbuf_IO_Desc* descriptor, void* gate) {
    descriptor->sbiod_pvt = gate;
    return 0;
}

ber_slen_t Gate::read(Sockbuf_IO_Desc* descriptor, void* target, ber_len_t size) {
    auto& gate = *static_cast<Gate*>(descriptor->sbiod_pvt);
    if (gate.allowance_ == 0) {
        errno = EWOULDBLOCK;
        return -1;
    }
    const auto got = LBER_SBIOD_READ_NEXT(descriptor, target, std::min(size, gate.allowance_));
    if (got > 0) {
        gate.allowance_ -= static_cast<std::size_t>(got);
    }
    gate.at_end_ = gate.at_end_ || (got == 0 && size > 0);
    return got;
}

ber_slen_t Gate::write(Sockbuf_IO_Desc* descriptor, void* source, ber_len_t size) {
    return LBER_SBIOD_WRITE_NEXT(descriptor, source, size);
}

int Gate::control(Sockbuf_IO_Desc* descriptor, int option, void* argument) {
    return LBER_SBIOD_CTRL_NEXT(descriptor, option, argument);
}

bool Gate::install(Sockbuf* buffer) {
    static Sockbuf_IO layer{set_up, nullptr, control, read, write, nullptr};
    return ber_sockbuf_add_io(buffer, &layer, LBER_SBIOD_LEVEL_TRANSPORT, this) == 0;
}

}  // namespace fedcloud::ldap
