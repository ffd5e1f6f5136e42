#include "core/home.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestHome final : public QObject
{
    Q_OBJECT

private slots:
    void theFolderIsPrivate()
    {
        QTemporaryDir folder;
        const auto home = Home::open(folder.filePath(u"a/b"_s));
        QVERIFY(home);
        const auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFileInfo(home->path()).permissions() & forOthers, QFile::Permissions());
    }

    void aFileInThePlaceOfTheFolderIsAClearError()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"taken"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        const auto home = Home::open(file.fileName());
        QVERIFY(!home);
        QCOMPARE(home.error().code, Errc::ReadOnly);
        QVERIFY(home.error().text.contains(file.fileName()));
    }

    void onlyOneOwnerAtATime()
    {
        QTemporaryDir folder;
        const auto home = Home::open(folder.path());
        auto first = HomeLock::acquire(*home);
        QVERIFY(first);
        const auto second = HomeLock::acquire(*home);
        QVERIFY(!second);
        QCOMPARE(second.error().code, Errc::Busy);
        first->reset();
        QVERIFY(HomeLock::acquire(*home));
    }

    void theSocketPathAlwaysFits()
    {
        QTemporaryDir folder;
        const auto home = Home::open(folder.filePath(QString(120, u'x')));
        QVERIFY(home);
        QVERIFY(home->socket().size() <= 100);
        QVERIFY(home->socket().endsWith(u".sock"_s));
    }
};

QTEST_GUILESS_MAIN(TestHome)
#include "tst_home.moc"
