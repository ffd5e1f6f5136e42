#include "cli/command.h"
#include "cli/displaywidth.h"
#include "support/fakeio.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace aiops;
using namespace aiops::cli;
using namespace Qt::StringLiterals;

class TestPrint final : public QObject
{
    Q_OBJECT

    test::FakeIo m_io;
    Arguments m_arguments;
    const QList<Column> m_columns{{u"name"_s, u"Name"_s}, {u"port"_s, u"Port"_s}};

private slots:
    void init()
    {
        m_io.outText.clear();
        m_io.errText.clear();
        m_io.terminal = false;
        m_arguments = {};
    }

    void columnsAreAsWideAsTheyLook()
    {
        printList(m_io, m_arguments, m_columns, {{{u"name"_s, u"日本"_s}, {u"port"_s, 22}}, {{u"name"_s, u"é"_s}, {u"port"_s, 2222}}});
        QCOMPARE(QString::fromUtf8(m_io.outText), u"Name  Port\n日本    22\né     2222\n"_s);
    }

    void controlCharactersNeverReachTheTerminal()
    {
        const QJsonObject row{{u"name"_s, u"a\x1b]0;x\x07\u202e\u009b"_s}, {u"port"_s, 1}};
        printList(m_io, m_arguments, m_columns, {row});
        m_arguments.json = true;
        printList(m_io, m_arguments, m_columns, {row});
        printError(m_io, m_arguments, Error{Errc::Failed, u"\x1b[2J\u009b"_s});
        const QString all = QString::fromUtf8(m_io.outText + m_io.errText);
        for (const QChar c : all)
            QVERIFY2(c == u'\n' || (c.category() != QChar::Other_Control && c != QChar(0x202e)), qPrintable(all));
    }

    void jsonIsOneDocumentAndLosesNothing()
    {
        m_arguments.json = true;
        const QJsonObject row{{u"name"_s, u"\x7f\u009b\"\\\u202e"_s}, {u"port"_s, 22}};
        printList(m_io, m_arguments, m_columns, {row});
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(m_io.outText, &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(document.array().at(0).toObject(), row);
    }

    void longCellsAreCutToTheTerminal()
    {
        m_io.terminal = true;
        m_io.width = 40;
        printList(m_io, m_arguments, m_columns, {{{u"name"_s, QString(200, u'x')}, {u"port"_s, 22}}});
        for (const QByteArray &line : m_io.outText.split('\n'))
            QVERIFY(displayWidth(QString::fromUtf8(line)) <= 40);
        QVERIFY(m_io.outText.contains("…"));
    }

    void errorsNameTheirCode()
    {
        m_arguments.json = true;
        printError(m_io, m_arguments, Error{Errc::HostKeyChanged, u"Changed."_s, u"detail"_s, u"Look."_s});
        const QJsonObject error = QJsonDocument::fromJson(m_io.errText).object().value(u"error"_s).toObject();
        QCOMPARE(error, (QJsonObject{{u"code"_s, u"host_key_changed"_s}, {u"message"_s, u"Changed."_s}, {u"hint"_s, u"Look."_s}}));
        QVERIFY(m_io.outText.isEmpty());
    }

    void anEmptyListIsAnEmptyArray()
    {
        m_arguments.json = true;
        printList(m_io, m_arguments, m_columns, {});
        QCOMPARE(QJsonDocument::fromJson(m_io.outText), QJsonDocument(QJsonArray()));
    }
};

QTEST_GUILESS_MAIN(TestPrint)
#include "tst_print.moc"
