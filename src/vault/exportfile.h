#pragma once

#include "vault/exportheader.h"
#include "vault/identity.h"

#include <memory>

class QIODevice;

namespace aiops::vault {

/// Writes a sealed file as a stream: one chunk of 64 KiB is in memory. Any thread, one at a time.
class ExportWriter final
{
public:
    /// `key`: 32 bytes, of the passphrase or of FileKeys. `signer`: null when the header says unsigned.
    ExportWriter(QIODevice &device, const ExportHeader &header, const Secret &key, const Identity *signer);
    ~ExportWriter();

    /// All three: errors DiskFull, Denied, Failed. In this order; write() as often as needed.
    Status begin();
    Status write(QByteArrayView content);
    Status end();

private:
    Status put(QByteArrayView bytes);
    Status sealChunk(bool last);

    struct Parts;
    std::unique_ptr<Parts> d;
};

/// Reads one back in the order of security.md 3.10: sizes, version and cost, then the key, then chunk by chunk.
class ExportReader final
{
public:
    /// Fast, and works without the key. `device` must know its size. Errors: Corrupt, TooNew, TooLarge, Integrity (cost).
    static Result<ExportReader> open(QIODevice &device, qint64 largestContent);
    ExportReader(ExportReader &&) noexcept;
    ~ExportReader();

    const ExportHeader &header() const;
    /// Errors: WrongPassphrase, Corrupt (header changed; file cut; something after its end: the text says which).
    Status unlock(const Secret &key);
    bool atEnd() const;
    /// The next at most 64 KiB; with the last ones the signature was checked. After an error: no more. Errors: Corrupt.
    Result<Secret> next();

private:
    struct Parts;
    explicit ExportReader(std::unique_ptr<Parts> parts);
    Status checkSize() const;
    Status checkSignature(QByteArrayView lastTag);

    std::unique_ptr<Parts> d;
};

/// The key of a file that a passphrase seals. Takes as long as its cost says: call it in a pool.
Result<Secret> passphraseKey(const ExportHeader &header, const Secret &passphrase);

} // namespace aiops::vault
