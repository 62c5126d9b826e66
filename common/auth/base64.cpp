#include "auth/base64.hpp"

#include <openssl/evp.h>

#include <vector>

namespace fedcloud::auth {

std::string base64(std::string_view bytes) {
    std::vector<unsigned char> text(4 * ((bytes.size() + 2) / 3) + 1);
    const int size =
        EVP_EncodeBlock(text.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                        static_cast<int>(bytes.size()));
    return {text.begin(), text.begin() + size};
}

}  // namespace fedcloud::auth
