#include "inventory/types.h"

#include <QCoreApplication>

#include <array>

namespace aiops::inventory {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kEnvironments{std::pair{Environment::None, ""_L1}, std::pair{Environment::Production, "prod"_L1},
                                   std::pair{Environment::Staging, "staging"_L1},
                                   std::pair{Environment::Development, "dev"_L1}};
constexpr std::array kProviders{"ssh"_L1, "aws"_L1, "gcp"_L1, "az"_L1, "oci"_L1, "pc"_L1};

} // namespace

QString environmentName(Environment environment)
{
    static const std::array names{u""_s, u"prod"_s, u"staging"_s, u"dev"_s}; // no allocation for each of ten thousand
    return names[size_t(environment)];
}

Result<Environment> parseEnvironment(QStringView text)
{
    for (const auto &[environment, name] : kEnvironments) {
        if (text == name)
            return environment;
    }
    return std::unexpected(Error{Errc::Invalid,
        QCoreApplication::translate("inventory", "The environment must be prod, staging, dev or empty.")});
}

QString providerName(Provider provider)
{
    static const std::array names{u"ssh"_s, u"aws"_s, u"gcp"_s, u"az"_s, u"oci"_s, u"pc"_s};
    return names[size_t(provider)];
}

Provider providerOf(QStringView name)
{
    const auto found = std::ranges::find_if(kProviders, [name](QLatin1StringView known) { return name == known; });
    return found == kProviders.end() ? Provider::Ssh : Provider(found - kProviders.begin());
}

QString jumpText(const Jump &jump)
{
    switch (jump.kind) {
    case Jump::Inherit: return u""_s;
    case Jump::Direct: return u"direct"_s;
    case Jump::Through: return jump.through.toString();
    }
    return u""_s;
}

Jump parseJump(QStringView text)
{
    if (text.isEmpty())
        return {};
    const auto through = InstanceId::parse(text);
    return through.isNull() ? Jump{Jump::Direct, {}} : Jump{Jump::Through, through};
}

} // namespace aiops::inventory
