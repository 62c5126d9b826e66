// A layer between libldap and the socket that lets it read no more than it was allowed to.
#pragma once

#include <lber.h>

#include <cstddef>

namespace fedcloud::ldap {

// libldap passes over messages of no known request for as long as there are some, without an end
// that a caller could set: a server that sends nothing else would hold it for ever. When the
// allowance is used up, this layer says that there is nothing to be read for now (EWOULDBLOCK).
class Gate {
  public:
    // Puts itself into `buffer`, which must not outlive it; false if libldap refuses.
    bool install(Sockbuf* buffer);
    void allow(std::size_t bytes) { allowance_ = bytes; }
    // The server has closed its side, which libldap tells like any other failure.
    bool at_end() const { return at_end_; }

  private:
    static int set_up(Sockbuf_IO_Desc* descriptor, void* gate);
    static ber_slen_t read(Sockbuf_IO_Desc* descriptor, void* target, ber_len_t size);
    static ber_slen_t write(Sockbuf_IO_Desc* descriptor, void* source, ber_len_t size);
    static int control(Sockbuf_IO_Desc* descriptor, int option, void* argument);

    std::size_t allowance_ = 0;
    bool at_end_ = false;
};

}  // namespace fedcloud::ldap
