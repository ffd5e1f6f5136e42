#pragma once

#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "storage/database.h"
#include "support/fakeclock.h"
#include "team/auditlog.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QDir>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

namespace aiops::test {

using namespace Qt::StringLiterals;

inline const QByteArray kPassphrase = "plum anchor velvet tractor";

inline std::shared_ptr<const Secret> secret(const QByteArray &bytes)
{
    return std::make_shared<const Secret>(Secret::copyOf(bytes));
}

template <typename T>
Result<T> finished(Future<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30000);
    return takeResult(future);
}

/// What OpenSSL keeps per thread is freed when the thread ends. Threads that end only together with the program may do so
/// after the leak check looked.
inline void letPoolThreadsEnd()
{
    QThreadPool::globalInstance()->setExpiryTimeout(1);
}

/// The visible child that a screen reader calls by this name.
template <typename T>
T *named(QWidget *parent, const QString &name)
{
    for (T *widget : parent->findChildren<T *>()) {
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (widget->isVisible() && face && face->text(QAccessible::Name) == name)
            return widget;
    }
    return nullptr;
}

/// All that a screen reader, or a program that reads the screen like one, gets of a window.
inline QStringList accessibleTexts(QAccessibleInterface *face)
{
    QStringList texts;
    for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
        texts += face->text(kind);
    if (auto *text = face->textInterface())
        texts += text->text(0, text->characterCount());
    for (int i = 0; i < face->childCount(); ++i) {
        if (auto *child = face->child(i))
            texts += accessibleTexts(child);
    }
    return texts;
}
inline QString accessibleTexts(QWidget *window)
{
    return accessibleTexts(QAccessible::queryAccessibleInterface(window)).join(u'\n');
}

inline void picture(QWidget *widget, const QString &name)
{
    QDir().mkpath(QStringLiteral(AIOPS_PICTURES));
    for (const auto mode : {widgets::Theme::Mode::Light, widgets::Theme::Mode::Dark}) {
        widgets::Theme::current().setMode(mode);
        QTest::qWait(1);
        const QString theme = mode == widgets::Theme::Mode::Dark ? u"dark"_s : u"light"_s;
        QVERIFY(widget->grab().save(QStringLiteral(AIOPS_PICTURES "/%1-%2.png").arg(name, theme)));
    }
    widgets::Theme::current().setMode(widgets::Theme::Mode::Light);
}

/// A home folder with its real database, audit chain and vault (cheap passphrase), and a window.
struct VaultHome
{
    QTemporaryDir dir;
    FakeClock clock;
    std::unique_ptr<storage::Database> database = open();
    std::shared_ptr<team::AuditLog> log = std::make_shared<team::AuditLog>(*database);
    team::Gatekeeper gatekeeper{clock, log};
    inventory::Inventory inventory{*database};
    vault::Vault vault{*database, clock, vault::KdfCost::floor()};
    credentials::WindowVault window{vault, gatekeeper};
    shell::Navigator navigator;
    credentials::VaultSession session{window, inventory, gatekeeper, navigator, clock};
    QWidget top;

    VaultHome()
    {
        top.resize(1100, 700);
        top.show();
    }

    std::unique_ptr<storage::Database> open() const
    {
        auto opened = storage::Database::open(dir.filePath(u"home.db"_s), clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        return *std::move(opened);
    }
    Status create() { return finished(window.create(secret(kPassphrase))); }
    Status unlock() { return finished(window.unlock(secret(kPassphrase))); }
    Result<vault::CredentialInfo> add(const QString &name, const QString &user = u"deploy"_s)
    {
        return finished(session.add({.name = name, .kind = vault::Kind::Password, .user = user, .notes = {},
                                     .value = secret("hunter2-canary"), .keyPassphrase = {}}, {}));
    }
    Result<vault::CredentialInfo> addKey(const QString &name, const QByteArray &text)
    {
        return finished(session.add({.name = name, .kind = vault::Kind::SshKey, .user = u"deploy"_s, .notes = {},
                                     .value = secret(text), .keyPassphrase = {}}, {}));
    }
    InstanceId addInstance(const QString &name)
    {
        OrganizationId organization = inventory.currentOrganization();
        if (organization.isNull()) {
            auto made = finished(inventory.addOrganization(*gatekeeper.request(team::Action::OrganizationAdd), u"Fernhill"_s));
            organization = made->id;
            (void)finished(inventory.useOrganization(organization));
        }
        auto made = finished(inventory.addInstance(*gatekeeper.request(team::Action::InstanceAdd), organization,
                                                   {.name = name, .address = u"10.0.0.1"_s, .user = u"root"_s}));
        return made ? made->id : InstanceId();
    }
    template <typename Dialog>
    Dialog *dialog() const
    {
        for (Dialog *found : top.findChildren<Dialog *>()) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
};

} // namespace aiops::test
