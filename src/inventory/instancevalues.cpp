#include "inventory/instancevalues.h"

#include "inventory/validation.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;

Result<QVariantMap> columnsOf(const InstanceEdit &values)
{
    QVariantMap fields;
    Status status;
    const auto take = [&](const QString &column, const auto &value, auto check) {
        if (!value || !status)
            return;
        if (const auto good = check(*value))
            fields.insert(column, *good);
        else
            status = std::unexpected(good.error());
    };
    take(u"name"_s, values.name, validName);
    take(u"address"_s, values.address, validAddress);
    if (values.port)
        fields.insert(u"own_port"_s, *values.port == 0 ? 0 : 1);
    take(u"port"_s, values.port, [](int port) { return port == 0 ? Result<int>(22) : validPort(port); });
    take(u"user"_s, values.user, validUser);
    take(u"proxy"_s, values.proxy, validProxy);
    take(u"region"_s, values.region, [](const QString &text) { return validText(text.trimmed(), 100, false); });
    take(u"notes"_s, values.notes, [](const QString &text) { return validText(text, 100'000, true); });
    if (!status)
        return std::unexpected(status.error());
    if (values.environment)
        fields.insert(u"environment"_s, environmentName(*values.environment));
    if (values.provider)
        fields.insert(u"provider"_s, providerName(*values.provider));
    if (values.group)
        fields.insert(u"group_id"_s, values.group->isNull() ? QVariant(QMetaType::fromType<QString>())
                                                           : QVariant(values.group->toString()));
    if (values.jump)
        fields.insert(u"jump"_s, jumpText(*values.jump));
    if (values.proxyCredential)
        fields.insert(u"proxy_credential"_s, values.proxyCredential->isNull() ? u""_s : values.proxyCredential->toString());
    if (values.oldAlgorithms)
        fields.insert(u"old_algorithms"_s, *values.oldAlgorithms ? 1 : 0);
    return fields;
}

InstanceEdit complete(InstanceEdit values)
{
    values.address = values.address.value_or(QString());
    values.name = values.name.value_or(QString()).trimmed().isEmpty() ? *values.address : *values.name;
    values.port = values.port.value_or(0);
    values.user = values.user.value_or(QString());
    values.environment = values.environment.value_or(Environment::None);
    values.provider = values.provider.value_or(Provider::Ssh);
    values.region = values.region.value_or(QString());
    values.notes = values.notes.value_or(QString());
    values.group = values.group.value_or(GroupId());
    values.jump = values.jump.value_or(Jump());
    return values;
}

} // namespace aiops::inventory
