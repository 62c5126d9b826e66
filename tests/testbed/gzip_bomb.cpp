// A small gzip stream that unpacks to very many spaces.
#include "gzip_bomb.hpp"

#include <array>

namespace fedcloud::testbed {
namespace {

// RFC 1951: bits are packed from the least significant one, Huffman codes the other way round.
class BitWriter {
  public:
    void value(unsigned bits, int count) {
        for (int i = 0; i < count; ++i) {
            bit((bits >> static_cast<unsigned>(i)) & 1U);
        }
    }
    void code(unsigned bits, int count) {
        for (int i = count - 1; i >= 0; --i) {
            bit((bits >> static_cast<unsigned>(i)) & 1U);
        }
    }
    bool at_byte() const { return used_ == 0; }
    std::string& bytes() { return bytes_; }

  private:
    void bit(unsigned one) {
        if (used_ == 0) {
            bytes_ += '\0';
        }
        const auto last = static_cast<unsigned char>(bytes_.back());
        bytes_.back() = static_cast<char>(last | (one << used_));
        used_ = (used_ + 1) % 8;
    }

    std::string bytes_;
    unsigned used_ = 0;
};

// The code lengths of the two alphabets: a space and the end of the block have two bits, a match
// of 258 bytes one bit, and the only distance, 1, one bit.
void write_code_lengths(BitWriter& out) {
    const auto zeros = [&out](unsigned count) {
        out.code(0, 1);
        out.value(count - 11, 7);
    };
    out.value(286 - 257, 5);
    out.value(0, 5);
    out.value(18 - 4, 4);
    // Of the lengths' own alphabet only 18 (a run of zeros), 2 and 1 are used.
    const std::array<unsigned, 18> lengths{0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2};
    for (const auto length : lengths) {
        out.value(length, 3);
    }
    constexpr unsigned one = 0b10;
    constexpr unsigned two = 0b11;
    zeros(32);
    out.code(two, 2);
    zeros(138);
    zeros(85);
    out.code(two, 2);
    zeros(28);
    out.code(one, 2);
    out.code(one, 2);
}

using Matrix = std::array<std::uint32_t, 32>;

std::uint32_t transform(const Matrix& matrix, std::uint32_t vector) {
    std::uint32_t result = 0;
    for (const auto column : matrix) {
        result ^= (vector & 1U) != 0 ? column : 0U;
        vector >>= 1U;
    }
    return result;
}

std::uint32_t crc_step(std::uint32_t crc, unsigned byte) {
    crc ^= byte;
    for (int i = 0; i < 8; ++i) {
        crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return crc;
}

// The CRC of `count` spaces. One more byte is an affine map of the CRC, which is squared here, so
// that a gigabyte takes some thirty steps.
std::uint32_t crc_of_spaces(std::uint64_t count) {
    Matrix matrix{};
    std::uint32_t shift = crc_step(0, ' ');
    for (unsigned i = 0; i < 32; ++i) {
        matrix[i] = crc_step(1U << i, 0);
    }
    std::uint32_t crc = 0xffffffffU;
    for (; count != 0; count >>= 1U) {
        if ((count & 1U) != 0) {
            crc = transform(matrix, crc) ^ shift;
        }
        shift = transform(matrix, shift) ^ shift;
        Matrix squared{};
        for (unsigned i = 0; i < 32; ++i) {
            squared[i] = transform(matrix, matrix[i]);
        }
        matrix = squared;
    }
    return ~crc;
}

}  // namespace

std::string gzip_bomb(std::uint64_t unpacked) {
    constexpr std::uint64_t match = 258;
    BitWriter out;
    out.bytes() = std::string{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10};
    out.value(0b101, 3);  // the last block, with codes of its own
    write_code_lengths(out);
    out.code(0b10, 2);  // a space
    // A match of 258 at distance 1 is two zero bits, wherever they lie in their bytes.
    std::uint64_t zero_bits = 0;
    while (!out.at_byte()) {
        out.value(0, 1);
        ++zero_bits;
    }
    const auto bytes = unpacked / (match * 4);
    out.bytes().append(bytes, '\0');
    zero_bits += bytes * 8;
    if (zero_bits % 2 != 0) {
        out.value(0, 1);
        ++zero_bits;
    }
    const auto size = 1 + zero_bits / 2 * match;
    out.code(0b11, 2);  // the end of the block
    BitWriter trailer;
    trailer.value(crc_of_spaces(size), 32);
    trailer.value(static_cast<unsigned>(size & 0xffffffffU), 32);
    return out.bytes() + trailer.bytes();
}

}  // namespace fedcloud::testbed
