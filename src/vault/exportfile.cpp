#include "vault/exportfile.h"

#include "core/newfile.h"
#include "vault/canonical.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QtEndian>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdlib>
#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

uchar *raw(char *data)
{
    return reinterpret_cast<uchar *>(data);
}
const uchar *raw(const char *data)
{
    return reinterpret_cast<const uchar *>(data);
}

struct FreeCipher
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

/// What one file's key gives: the key of the header's MAC, of the chunks, and the commitment to both.
struct FileSecrets
{
    FileSecrets(const Secret &key, const QByteArray &salt)
        : all(hkdf(key.reveal(), salt, "aiops/v1/export", 96)) {}
    QByteArrayView macKey() const { return all.reveal().first(32); }
    QByteArrayView chunkKey() const { return all.reveal().sliced(32, 32); }
    QByteArrayView commitment() const { return all.reveal().last(32); }
    QByteArray mac(QByteArrayView head) const
    {
        QByteArray out(32, '\0');
        unsigned size = 32;
        if (!HMAC(EVP_sha256(), macKey().data(), int(macKey().size()), raw(head.data()), size_t(head.size()), raw(out.data()), &size))
            std::abort();
        return out;
    }
    Secret all;
};

/// STREAM: AES-256-GCM over chunks that know their place. The nonce is 11 bytes of counter and 1 that marks the last.
class ChunkCipher final
{
public:
    ChunkCipher(QByteArrayView key, QByteArray headHash, bool sealing)
        : m_context(EVP_CIPHER_CTX_new()), m_aad(std::move(headHash)), m_sealing(sealing)
    {
        if (!m_context || EVP_CipherInit_ex2(m_context.get(), EVP_aes_256_gcm(), raw(key.data()), nullptr, sealing, nullptr) != 1)
            std::abort();
    }

    /// `out`: as long as `in`. False: the tag does not fit.
    bool run(QByteArrayView in, char *out, char *tag, bool last)
    {
        uchar nonce[12] = {};
        qToBigEndian(m_counter++, nonce + 3);
        nonce[11] = last ? 1 : 0;
        EVP_CIPHER_CTX *context = m_context.get();
        int length = 0;
        bool done = EVP_CipherInit_ex2(context, nullptr, nullptr, nonce, m_sealing, nullptr) == 1
                    && EVP_CipherUpdate(context, nullptr, &length, raw(m_aad.constData()), int(m_aad.size())) == 1
                    && (in.isEmpty() || EVP_CipherUpdate(context, raw(out), &length, raw(in.data()), int(in.size())) == 1)
                    && (m_sealing || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, int(exportTag), tag) == 1);
        uchar rest[16];
        done = done && EVP_CipherFinal_ex(context, rest, &length) == 1;
        return done && (!m_sealing || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, int(exportTag), tag) == 1);
    }

private:
    CipherContext m_context;
    const QByteArray m_aad;
    const bool m_sealing;
    quint64 m_counter = 0; // 2^64 chunks are more than any disk holds
};

QByteArray signedBytes(const QByteArray &headHash, QByteArrayView lastTag)
{
    return CanonicalWriter().bytes("aiops/v1/export-signature").bytes(headHash).bytes(lastTag).data();
}

Error wrongPassphrase(SealedBy by)
{
    const QString text = by == SealedBy::Passphrase ? tr("The passphrase of the file is wrong, or the file is damaged. Nothing was read from it.")
                                                    : tr("The file is damaged, or it belongs to another vault. Nothing was read from it.");
    return {.code = by == SealedBy::Passphrase ? Errc::WrongPassphrase : Errc::Corrupt, .text = text, .detail = u"commitment"_s,
            .hint = by == SealedBy::Passphrase ? tr("Check the keyboard layout and Caps Lock.") : QString()};
}

Error cutFile(quint64 missing)
{
    return {.code = Errc::Corrupt, .text = tr("The file is incomplete: its end is missing. Nothing was taken from it."),
            .detail = u"%1 bytes are missing"_s.arg(missing), .hint = tr("Copy the file again, or use another copy.")};
}

Error longerFile(quint64 more)
{
    return {.code = Errc::Corrupt, .text = tr("The file is damaged: something follows its end. Nothing was taken from it."),
            .detail = u"%1 bytes too many"_s.arg(more), .hint = tr("Use another copy of the file.")};
}

} // namespace

Result<Secret> passphraseKey(const ExportHeader &header, const Secret &passphrase)
{
    return argon2id(passphrase, header.salt, header.cost);
}

struct ExportWriter::Parts
{
    Parts(QIODevice &out, const ExportHeader &header, const Secret &key, const Identity *identity)
        : device(out), head(ExportHead::of(header)), hash(sha256(head.bytes)), secrets(key, header.salt),
          cipher(secrets.chunkKey(), hash, true), signer(identity), buffer(Secret::zeroed(exportChunk)), sealed(exportChunk + exportTag, '\0')
    {
    }

    QIODevice &device;
    const ExportHead head;
    const QByteArray hash;
    const FileSecrets secrets;
    ChunkCipher cipher;
    const Identity *signer;
    Secret buffer;
    qsizetype buffered = 0;
    QByteArray sealed; ///< the chunk that was written last, with its tag
    qsizetype sealedSize = 0;
    quint64 written = 0;
};

ExportWriter::ExportWriter(QIODevice &device, const ExportHeader &header, const Secret &key, const Identity *signer)
    : d(std::make_unique<Parts>(device, header, key, signer))
{
}

ExportWriter::~ExportWriter() = default;

Status ExportWriter::put(QByteArrayView bytes)
{
    return writeAll(d->device, bytes, tr("The file"));
}

Status ExportWriter::begin()
{
    return put(d->head.bytes + d->secrets.mac(d->head.bytes) + d->secrets.commitment().toByteArray());
}

Status ExportWriter::sealChunk(bool last)
{
    char *out = d->sealed.data();
    if (!d->cipher.run(d->buffer.reveal().first(d->buffered), out, out + d->buffered, last))
        std::abort();
    d->sealedSize = d->buffered + exportTag;
    d->buffered = 0;
    return put(QByteArrayView(out, d->sealedSize));
}

Status ExportWriter::write(QByteArrayView content)
{
    d->written += quint64(content.size());
    while (!content.isEmpty()) {
        if (d->buffered == exportChunk) // only now is it known that this one is not the last
            if (const Status done = sealChunk(false); !done)
                return done;
        const qsizetype take = qMin(content.size(), exportChunk - d->buffered);
        std::memcpy(d->buffer.data() + d->buffered, content.data(), size_t(take));
        d->buffered += take;
        content = content.sliced(take);
    }
    return {};
}

Status ExportWriter::end()
{
    if (d->written != d->head.header.contentSize)
        return std::unexpected(Error{.code = Errc::Failed, .text = tr("The export was not written: its content changed meanwhile."),
                                     .detail = u"%1 of %2 bytes"_s.arg(d->written).arg(d->head.header.contentSize), .hint = tr("Try again.")});
    if (const Status done = sealChunk(true); !done)
        return done;
    const QByteArrayView lastTag = QByteArrayView(d->sealed).sliced(d->sealedSize - exportTag, exportTag);
    const QByteArray signature = d->signer && d->head.header.isSigned() ? signEd25519(d->signer->ed25519Private, signedBytes(d->hash, lastTag)) : QByteArray();
    return put(CanonicalWriter().bytes(signature).data());
}

struct ExportReader::Parts
{
    QIODevice &device;
    ExportHead head;
    QByteArray hash;
    quint64 left = 0; ///< content that was not read yet
    bool started = false;
    bool finished = false;
    std::optional<ChunkCipher> cipher;
};

ExportReader::ExportReader(std::unique_ptr<Parts> parts) : d(std::move(parts)) {}
ExportReader::ExportReader(ExportReader &&) noexcept = default;
ExportReader::~ExportReader() = default;

Result<ExportReader> ExportReader::open(QIODevice &device, qint64 largestContent)
{
    Result<ExportHead> head = ExportHead::read(device, largestContent);
    if (!head)
        return std::unexpected(head.error());
    auto parts = std::make_unique<Parts>(Parts{.device = device, .head = std::move(*head)});
    parts->hash = sha256(parts->head.bytes);
    parts->left = parts->head.header.contentSize;
    return ExportReader(std::move(parts));
}

const ExportHeader &ExportReader::header() const
{
    return d->head.header;
}

Status ExportReader::checkSize() const
{
    const quint64 has = quint64(d->device.size()), wanted = exportFileSize(d->head);
    if (has < wanted)
        return std::unexpected(cutFile(wanted - has));
    return has > wanted ? std::unexpected(longerFile(has - wanted)) : Status();
}

Status ExportReader::unlock(const Secret &key)
{
    const QByteArray proof = d->device.read(64);
    if (proof.size() != 64)
        return std::unexpected(cutFile(quint64(64 - proof.size())));
    const FileSecrets secrets(key, d->head.header.salt);
    if (CRYPTO_memcmp(secrets.commitment().data(), proof.constData() + 32, 32) != 0)
        return std::unexpected(wrongPassphrase(d->head.header.sealedBy));
    if (CRYPTO_memcmp(secrets.mac(d->head.bytes).constData(), proof.constData(), 32) != 0)
        return std::unexpected(damagedFile(u"header: mac"_s));
    if (const Status fits = checkSize(); !fits)
        return fits;
    d->cipher.emplace(secrets.chunkKey(), d->hash, false);
    return {};
}

bool ExportReader::atEnd() const
{
    return d->finished;
}

Result<Secret> ExportReader::next()
{
    if (!d->cipher || d->finished)
        return std::unexpected(damagedFile(u"read after the end"_s));
    const auto size = qsizetype(qMin<quint64>(d->left, exportChunk));
    const bool last = d->left == quint64(size);
    QByteArray sealed = d->device.read(size + exportTag);
    d->finished = true; // until this chunk proved to be right
    if (sealed.size() != size + exportTag)
        return std::unexpected(cutFile(quint64(size + exportTag - sealed.size())));
    Secret content = Secret::zeroed(qMax<qsizetype>(1, size));
    content.truncate(size);
    if (!d->cipher->run(QByteArrayView(sealed).first(size), content.data(), sealed.data() + size, last))
        return std::unexpected(damagedFile(u"chunk at %1"_s.arg(d->device.pos())));
    d->left -= quint64(size);
    if (last) {
        if (const Status right = checkSignature(QByteArrayView(sealed).last(exportTag)); !right)
            return std::unexpected(right.error());
    } else {
        d->finished = false;
    }
    return content;
}

Status ExportReader::checkSignature(QByteArrayView lastTag)
{
    const QByteArray block = d->device.read(4 + 64 + 1);
    CanonicalReader reader(block);
    const QByteArray signature = reader.bytes(d->head.header.isSigned() ? 64 : 0);
    if (!reader.atEnd())
        return std::unexpected(damagedFile(u"signature block"_s));
    if (d->head.header.isSigned() && !verifyEd25519(d->head.header.exporterKey, signedBytes(d->hash, lastTag), signature))
        return std::unexpected(damagedFile(u"signature"_s));
    return {};
}

} // namespace aiops::vault
