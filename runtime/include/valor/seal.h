// Snapshots that nobody else can read or change: authenticated encryption with libsodium. Component Valor::seal.
// Invariant: unseal() returns what was given to seal() with the same key, or throws errc::bad_seal; nothing that was changed gets out.
// A sealed text is "VSEAL", a version, a random nonce, and the text by XChaCha20-Poly1305, which also vouches for the first six bytes.
// Left to others: where the key is kept; that an old snapshot is not passed off as a new one.
#pragma once
#include <valor/error.h>

#include <array>
#include <cstddef>
#include <sodium.h>
#include <string>
#include <string_view>

namespace valor {
namespace detail {

inline void need_sodium()
{
    static const bool ready = sodium_init() >= 0; // once, from whatever thread
    if (!ready)
        fail(errc::bad_seal, "libsodium does not start: the system gives no random numbers");
}
inline const unsigned char *as_bytes(std::string_view s) noexcept { return reinterpret_cast<const unsigned char *>(s.data()); }
inline unsigned char *as_bytes(std::string &s, std::size_t at) noexcept { return reinterpret_cast<unsigned char *>(s.data()) + at; }

struct seal_format {
    static constexpr std::string_view mark{"VSEAL\x01", 6}; // the last byte is the version
    static constexpr std::size_t nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    static constexpr std::size_t head = mark.size() + nonce, least = head + tag;
};

} // namespace detail

// 32 secret bytes. The memory of a key that is destroyed or moved from is overwritten.
class key {
public:
    static constexpr std::size_t size = crypto_aead_xchacha20poly1305_ietf_KEYBYTES, salt_size = crypto_pwhash_SALTBYTES;

    static key random()
    {
        detail::need_sodium();
        key k;
        randombytes_buf(k.bytes_.data(), size);
        return k;
    }
    // Exactly the bytes() of another key, or of a key management system.
    static key from_bytes(std::string_view bytes)
    {
        detail::need_sodium();
        if (bytes.size() != size)
            detail::fail(errc::bad_seal, "a key has " + std::to_string(size) + " bytes, not " + std::to_string(bytes.size()));
        key k;
        bytes.copy(reinterpret_cast<char *>(k.bytes_.data()), size);
        return k;
    }
    // The same from the same password and salt, by Argon2id: slow on purpose, and 64 MiB. The salt is no secret, but another for
    // each password.
    static key from_password(std::string_view password, std::string_view salt)
    {
        detail::need_sodium();
        if (salt.size() != salt_size)
            detail::fail(errc::bad_seal, "a salt has " + std::to_string(salt_size) + " bytes, not " + std::to_string(salt.size()));
        key k;
        if (crypto_pwhash(k.bytes_.data(), size, password.data(), password.size(), detail::as_bytes(salt),
                crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
            detail::fail(errc::bad_seal, "there is not enough memory to make a key of a password");
        return k;
    }

    key(const key &) = default;
    key(key &&other) noexcept : key(other) { other.wipe(); }
    key &operator=(const key &) = default;
    key &operator=(key &&other) noexcept
    {
        if (this != &other) {
            *this = other;
            other.wipe();
        }
        return *this;
    }
    ~key() { wipe(); }

    std::string_view bytes() const noexcept { return {reinterpret_cast<const char *>(bytes_.data()), size}; }
    const unsigned char *data() const noexcept { return bytes_.data(); }
    // Takes the same time wherever they differ.
    friend bool operator==(const key &a, const key &b) noexcept { return sodium_memcmp(a.data(), b.data(), size) == 0; }

private:
    key() = default;
    void wipe() noexcept { sodium_memzero(bytes_.data(), size); }

    std::array<unsigned char, size> bytes_{};
};

inline std::string seal(std::string_view text, const key &k)
{
    using format = detail::seal_format;
    detail::need_sodium();
    std::string out(format::mark);
    out.resize(format::least + text.size());
    unsigned char *const nonce = detail::as_bytes(out, format::mark.size());
    randombytes_buf(nonce, format::nonce); // 24 bytes: no two are the same by chance
    crypto_aead_xchacha20poly1305_ietf_encrypt(detail::as_bytes(out, format::head), nullptr, detail::as_bytes(text), text.size(),
        detail::as_bytes(format::mark), format::mark.size(), nullptr, nonce, k.data());
    return out;
}

inline std::string unseal(std::string_view sealed, const key &k)
{
    using format = detail::seal_format;
    detail::need_sodium();
    if (sealed.size() < format::least)
        detail::fail(errc::bad_seal, "the seal is broken: " + std::to_string(sealed.size()) + " bytes are too few");
    if (sealed.substr(0, format::mark.size()) != format::mark)
        detail::fail(errc::bad_seal, "the seal is broken: this was not sealed by valor, or by a later version of it");
    const std::string_view nonce = sealed.substr(format::mark.size(), format::nonce), hidden = sealed.substr(format::head);
    std::string out(hidden.size() - format::tag, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(detail::as_bytes(out, 0), nullptr, nullptr, detail::as_bytes(hidden), hidden.size(),
            detail::as_bytes(format::mark), format::mark.size(), detail::as_bytes(nonce), k.data()) != 0)
        detail::fail(errc::bad_seal, "the seal is broken: the bytes were changed, or the key is another");
    return out;
}

} // namespace valor
