#include "features/credentials/gui/credentiallist.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "storage/command.h"
#include "storage/database.h"
#include "support/fakeclock.h"
#include "team/auditlog.h"
#include "vault/credentialrecord.h"
#include "vault/vaultaccess.h"
#include "vault/vaultstore.h"
#include "widgets/filterbar.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::credentials;
using namespace Qt::StringLiterals;

namespace {

constexpr int kCredentials = 10'000;

template <typename T>
bool done(Future<T> future)
{
    return QTest::qWaitFor([&future] { return future.isFinished(); }, 120'000) && takeResult(future).has_value();
}

std::shared_ptr<const Secret> secret(const QByteArray &text)
{
    return std::make_shared<const Secret>(Secret::copyOf(text));
}

} // namespace

/// The list of the vault with 10,000 credentials: opened (aim: 100 ms), and filtered, key to picture (aim: 16 ms).
class BenchCredentials final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(done(m_window.create(secret("plum anchor velvet tractor"))));
        const auto keys = vault::VaultAccess::of(m_vault).keys();
        const QDateTime now = m_clock.now();
        const auto fill = [keys, now](storage::Command &command) -> Status {
            for (int i = 0; i < kCredentials; ++i) {
                const auto draft = vault::draftRecord({.name = u"credential-"_s + QString::number(i).rightJustified(5, u'0'), .kind = vault::Kind::Password, .user = u"root"_s,
                                                       .notes = {}, .value = secret("x"), .keyPassphrase = {}}, now);
                const auto sealed = vault::sealDraft(*draft, *keys, command.tick());
                if (!sealed)
                    return std::unexpected(sealed.error());
                if (const Status stored = vault::store::insertRecord(command, *sealed, draft->info); !stored)
                    return stored;
            }
            return {};
        };
        QVERIFY(done(m_database->command<void>(*m_gatekeeper.request(team::Action::VaultImport), fill)));
        QTRY_COMPARE_WITH_TIMEOUT(m_session.credentials().size(), kCredentials, 60'000);
    }

    void listOpens()
    {
        QBENCHMARK {
            CredentialList list(m_session);
            list.resize(1100, 700);
            list.show();
            QVERIFY(!list.grab().isNull());
        }
    }

    void filterKey_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("most stay") << u"credential"_s;
        QTest::newRow("a tenth stays") << u"tial-07"_s;
        QTest::newRow("one stays") << u"01234"_s;
        QTest::newRow("none stays") << u"zzz"_s;
    }
    void filterKey()
    {
        QFETCH(QString, text);
        CredentialList list(m_session);
        list.resize(1100, 700);
        list.show();
        auto *filter = list.findChild<widgets::FilterBar *>();
        QImage screen(list.size(), QImage::Format_ARGB32_Premultiplied);
        QBENCHMARK {
            filter->clear();
            filter->setText(text);
            list.render(&screen);
        }
    }

private:
    QTemporaryDir m_dir;
    test::FakeClock m_clock;
    std::unique_ptr<storage::Database> m_database = std::move(*storage::Database::open(m_dir.filePath(u"home.db"_s), m_clock));
    std::shared_ptr<team::AuditLog> m_log = std::make_shared<team::AuditLog>(*m_database);
    team::Gatekeeper m_gatekeeper{m_clock, m_log};
    inventory::Inventory m_inventory{*m_database};
    vault::Vault m_vault{*m_database, m_clock, vault::KdfCost::floor()};
    WindowVault m_window{m_vault, m_gatekeeper};
    shell::Navigator m_navigator;
    VaultSession m_session{m_window, m_inventory, m_gatekeeper, m_navigator, m_clock};
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    BenchCredentials bench;
    return QTest::qExec(&bench, argc, argv);
}
#include "bench_credentials.moc"
