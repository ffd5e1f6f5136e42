#include "fuzz/fuzz.h"
#include "fuzz/seeds.h"
#include "vault/kindvalue.h"

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds =
        QList<QByteArray>{R"({"type":"service_account","project_id":"p","private_key":"k","client_email":"a@b","token_uri":"https://t"})",
                          "otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=A&digits=8&period=60&algorithm=SHA256",
                          "JBSW Y3DP EHPK 3PXP JBSW Y3DP", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"}
        + filesBelow(QStringLiteral("credentials/single"), {QStringLiteral("*.pem")});
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    const Secret value = Secret::copyOf(input);
    const QString text = QString::fromUtf8(input.first(qMin<qsizetype>(input.size(), 2000)));
    for (const KindSpec &spec : kinds()) {
        if (spec.kind == Kind::OciKey || spec.kind == Kind::SshKey)
            continue; // fuzz_keyfile
        QMap<QString, QString> fields;
        for (const FieldSpec &field : spec.fields)
            fields.insert(QString::fromLatin1(field.key), text);
        (void)readKindValue(spec.kind, u"name"_s, value, nullptr, fields);
        (void)readKindValue(spec.kind, u"name"_s, value, nullptr, {});
    }
}
