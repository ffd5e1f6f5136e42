#include "vault/certificate.h"

#include "vault/pemkey.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

struct FreeCertificate
{
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
};

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

QString commonName(X509 *certificate)
{
    const X509_NAME *name = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0)
        return {};
    uchar *text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    const QString out = size > 0 ? QString::fromUtf8(reinterpret_cast<const char *>(text), size) : QString();
    OPENSSL_free(text);
    return out;
}

QString firstDnsName(X509 *certificate)
{
    auto *names = static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    QString out;
    for (int i = 0; names && out.isEmpty() && i < sk_GENERAL_NAME_num(names); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        if (name->type == GEN_DNS)
            out = QString::fromUtf8(reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName)), ASN1_STRING_length(name->d.dNSName));
    }
    GENERAL_NAMES_free(names);
    return out;
}

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return {QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday), QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::UTC};
}

QString fingerprintOf(X509 *certificate)
{
    QByteArray hash(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), reinterpret_cast<uchar *>(hash.data()), &size);
    hash.truncate(size);
    return u"SHA256:"_s + QString::fromLatin1(hash.toHex());
}

} // namespace

Result<CertificateInfo> readCertificate(const QByteArray &chain, const Secret &key, const Secret *passphrase)
{
    const std::unique_ptr<BIO, FreeCertificate> in(BIO_new_mem_buf(chain.constData(), int(chain.size())));
    const std::unique_ptr<X509, FreeCertificate> leaf(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    if (!leaf)
        return keyError(Errc::Invalid, tr("The certificate chain is not PEM."), tr("It starts with -----BEGIN CERTIFICATE-----, the server's own certificate first."));
    const Result<OpensslKey> owned = readPemKey(key.reveal().trimmed(), passphrase);
    if (!owned)
        return std::unexpected(owned.error());
    const bool fits = X509_check_private_key(leaf.get(), owned->get()) == 1;
    ERR_clear_error();
    if (!fits)
        return keyError(Errc::Invalid, tr("The private key belongs to another certificate."), tr("Give the key with which this certificate was requested."));
    QString subject = commonName(leaf.get());
    if (subject.isEmpty())
        subject = firstDnsName(leaf.get());
    return CertificateInfo{.subject = subject.left(500), .fingerprint = fingerprintOf(leaf.get()), .notAfter = timeOf(X509_get0_notAfter(leaf.get())),
                           .key = writePemKey(owned->get())};
}

} // namespace aiops::vault
