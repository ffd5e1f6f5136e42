#include "storage/operationlist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace aiops::storage;
using namespace Qt::StringLiterals;

/// The text that waits to be sent is what QJsonDocument would make of it: other programs read it, and a later version too.
class TestOperationList final : public QObject
{
    Q_OBJECT

private:
    static QJsonObject asObject(const QVariantMap &fields)
    {
        QJsonObject object;
        for (const auto &[key, value] : fields.asKeyValueRange()) {
            const bool blob = value.typeId() == QMetaType::QByteArray;
            object.insert(key, blob ? QJsonValue(QString::fromLatin1(value.toByteArray().toBase64())) : QJsonValue::fromVariant(value));
        }
        return object;
    }

private slots:
    void writesWhatQtWouldWrite_data()
    {
        QTest::addColumn<QVariant>("value");
        QString controls;
        for (char16_t unit = 0; unit < 0x80; ++unit)
            controls += QChar(unit);
        QTest::newRow("plain") << QVariant(u"web-1"_s);
        QTest::newRow("empty") << QVariant(u""_s);
        QTest::newRow("null text") << QVariant(QString());
        QTest::newRow("null of a text") << QVariant(QMetaType::fromType<QString>());
        QTest::newRow("null of a number") << QVariant(QMetaType::fromType<int>());
        QTest::newRow("null") << QVariant();
        QTest::newRow("all of ASCII") << QVariant(controls);
        QTest::newRow("all of ASCII beside others") << QVariant(controls + u"ä日😀"_s);
        QTest::newRow("C1 and separators") << QVariant(u"\u0080\u009f\u2028\u2029\ufeff\uffff"_s);
        QTest::newRow("half a character") << QVariant(u"a"_s + QChar(0xd83d) + u"\n\"b"_s);
        QTest::newRow("wrong half first") << QVariant(QString(QChar(0xdc00)) + QChar(0xd800));
        QTest::newRow("number") << QVariant(22);
        QTest::newRow("least number") << QVariant(std::numeric_limits<int>::min());
        QTest::newRow("big number") << QVariant(std::numeric_limits<qint64>::max());
        QTest::newRow("unsigned number") << QVariant(std::numeric_limits<quint64>::max());
        QTest::newRow("fraction") << QVariant(0.1);
        QTest::newRow("yes") << QVariant(true);
        QTest::newRow("bytes") << QVariant(QByteArray("\0\xff\"\\", 4));
        QTest::newRow("no bytes") << QVariant(QByteArray());
    }
    void writesWhatQtWouldWrite()
    {
        QFETCH(QVariant, value);
        const QVariantMap fields{{u"zone"_s, value}, {u"address"_s, value}, {u"id_2"_s, 1}};
        OperationList list;
        QJsonArray expected;
        for (const bool bare : {false, true}) {
            list.append({.op = u"set", .table = u"instance", .id = u"0190-\"x", .base = 9'007'199'254'740'991, .hlc = std::numeric_limits<quint64>::max(), .schema = 4},
                        bare ? QStringList() : QStringList(fields.keys()), bare ? QVariantList() : fields.values());
            QJsonObject operation{{u"op"_s, u"set"_s}, {u"table"_s, u"instance"_s}, {u"id"_s, u"0190-\"x"_s}, {u"base"_s, qint64(9'007'199'254'740'991)},
                                  {u"hlc"_s, u"18446744073709551615"_s}, {u"schema"_s, 4}};
            if (!bare)
                operation.insert(u"fields"_s, asObject(fields));
            expected.append(operation);
        }
        QCOMPARE(list.size(), 2);
        QCOMPARE(list.take(), QJsonDocument(expected).toJson(QJsonDocument::Compact));
        QCOMPARE(list.size(), 0);
    }

    void startsAgainAfterItWasTaken()
    {
        OperationList list;
        list.append({.op = u"del", .table = u"a", .id = u"1"}, {}, {});
        const QByteArray first = list.take();
        list.append({.op = u"del", .table = u"a", .id = u"1"}, {}, {});
        QCOMPARE(list.take(), first);
    }
};

QTEST_GUILESS_MAIN(TestOperationList)
#include "tst_operationlist.moc"
