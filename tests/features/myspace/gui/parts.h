#pragma once

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardmetrics.h"
#include "features/myspace/gui/home.h"
#include "shell/navigator.h"

#include <QTest>

#include <cmath>

// The disk may be busy with other tests: commits take their time then.
#define SOON_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 30'000)
#define SOON_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30'000)

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

class FakeChoice final : public CredentialChoice
{
public:
    QList<CredentialName> all() const override { return {{key, u"prod-deploy-ed25519"_s, u"ssh-key"_s, u"deploy"_s}}; }
    QList<CredentialName> attachedTo(InstanceId id) const override { return attached.contains(id) ? all() : QList<CredentialName>(); }
    Future<void> attach(CredentialId, InstanceId id) override
    {
        if (refused.isEmpty())
            attached << id;
        emit changed();
        return refused.isEmpty() ? ready<void>({}) : failed<void>({Errc::Denied, refused});
    }
    Future<void> detach(CredentialId, InstanceId id) override
    {
        attached.removeAll(id);
        emit changed();
        return ready<void>({});
    }
    QString refused;
    CredentialId key = CredentialId::create();
    QList<InstanceId> attached;
};

class FakeMetrics final : public CardMetrics
{
public:
    std::optional<CardValues> values(InstanceId id) const override
    {
        const size_t seed = qHash(id);
        if (seed % 5 == 0)
            return {};
        CardValues v{.status = seed % 4 == 1 ? u"warning"_s : u"running"_s, .source = u"Netdata live, 1 s"_s, .sourceStatus = u"running"_s};
        for (size_t i = 0; i < 3; ++i) {
            v.series[i].value = double((seed >> (i * 5)) % 100);
            for (int s = 0; s < 40; ++s)
                v.series[i].samples << float(std::clamp(v.series[i].value + 9 * std::sin(s * 0.7 + double(i)), 0.0, 100.0));
        }
        return v;
    }
};

/// My Space without a window: a home of its own, and a vault that only remembers.
struct Parts
{
    std::unique_ptr<Home> home = makeHome();
    shell::Navigator navigator;
    FakeChoice choice;
    FakeMetrics metrics;
    Estate estate{home->inventory()};
    Actions actions{estate, home->gatekeeper(), choice, navigator};

    Parts() { estate.load(); }
    void add(const QString &name, const QString &address, Environment environment = Environment::None, QList<Link> links = {})
    {
        const auto before = estate.instances().size();
        actions.changes().saveInstance({}, {.name = name, .address = address, .user = u"deploy"_s, .environment = environment,
                                  .region = u"eu-west-1"_s, .tags = QStringList{u"tier=web"_s}}, links);
        SOON_COMPARE(estate.instances().size(), before + 1);
    }
    ProjectId addProject(const QString &name, const QString &color)
    {
        const auto before = estate.projects().size();
        auto made = actions.changes().saveProject({}, {.name = name, .color = color});
        [&] {
            SOON_VERIFY(made.isFinished());
            SOON_COMPARE(estate.projects().size(), before + 1);
        }();
        return made.result()->id;
    }
    void fill()
    {
        const ProjectId checkout = addProject(u"Checkout"_s, u"#10a37f"_s);
        const ProjectId search = addProject(u"Search Platform"_s, u"#0568bc"_s);
        addProject(u"Data Pipeline"_s, u"#927cf7"_s);
        for (int i = 1; i <= 4; ++i)
            add(u"checkout-web-0%1"_s.arg(i), u"203.0.113.2%1"_s.arg(i), Environment::Production,
                {{.project = checkout, .role = u"web"_s}});
        add(u"checkout-db-primary"_s, u"10.20.4.11"_s, Environment::Production, {{.project = checkout, .role = u"db"_s}, {.project = search}});
        add(u"search-api-02"_s, u"198.51.100.62"_s, Environment::Staging, {{.project = search}});
        add(u"search-lab-gpu"_s, u"10.0.8.30"_s, Environment::Development);
    }
};

inline QWidget *named(QWidget *root, const QString &accessibleName)
{
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        if (widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

} // namespace aiops::myspace
