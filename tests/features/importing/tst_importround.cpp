#include "features/importing/reading.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::importing;

/// import∘export∘import is the identity, for seeded random inventories.
class TestImportRound final : public QObject
{
    Q_OBJECT

private:
    static QString word(QRandomGenerator &random, const QString &letters, int most)
    {
        QString text;
        for (int i = 0, size = 1 + int(random.bounded(most)); i < size; ++i)
            text += letters[random.bounded(letters.size())];
        return text;
    }

    /// `isTame`: only values that every notation can hold.
    static Document randomDocument(quint32 seed, bool isTame)
    {
        QRandomGenerator random(seed);
        const QString wild = u"abc =+-@'\",;#%\\/é漢{}<>&|!?*.:"_s;
        const QString tame = u"abcxyz019._"_s;
        Document document{.match = MatchBy::Name};
        for (int i = 0, count = 2 + int(random.bounded(12)); i < count; ++i) {
            const QString n = QString::number(i);
            HostRecord host{.name = u"h%1"_s.arg(i) + word(random, isTame ? tame : wild, 8) + u'z', .address = u"10.%1.0.%2"_s.arg(seed % 200).arg(i)};
            if (random.bounded(2))
                host.port = 1 + int(random.bounded(65'535));
            if (random.bounded(2))
                host.user = u"u"_s + word(random, u"abc.-_1"_s, 5);
            if (random.bounded(2))
                host.keyFile = u"/keys/"_s + word(random, isTame ? u"ab c\"\\%#'"_s : wild, 6) + u'k';
            if (i > 0 && random.bounded(3) == 0)
                host.jump = JumpTo{.name = document.hosts[random.bounded(i)].name};
            host.environment = inventory::Environment(random.bounded(4));
            if (random.bounded(2))
                host.notes = word(random, wild + u"\n\t"_s, 20) + u'n';
            if (random.bounded(2)) { // the names of Ansible's groups are unique
                const QString top = QString::number(random.bounded(3));
                host.group = QStringList{u"g"_s + top, u"s"_s + top + u'-' + QString::number(random.bounded(20))}.first(1 + int(random.bounded(2)));
            }
            if (random.bounded(2))
                host.tags = {u"t=%1"_s.arg(random.bounded(9)), word(random, u"abc=+'\""_s, 5) + u'x'};
            host.tags.removeIf([](const QString &tag) { return tag.startsWith(u'='); });
            if (random.bounded(2))
                host.projects.insert(u"Project %1"_s.arg(random.bounded(3)), random.bounded(2) ? u"role"_s : QString());
            host.region = random.bounded(2) ? std::optional(u"eu-west-1"_s) : std::nullopt;
            document.hosts += host;
        }
        return document;
    }

    static QString valuesOf(const Present &present, ExportFormat format)
    {
        Present shown = present;
        for (Present::Host &host : shown.hosts) {
            if (format == ExportFormat::SshConfig) // which knows nothing of the rest
                host.values = {.name = host.values.name, .address = host.values.address, .port = host.values.port, .user = host.values.user,
                               .keyFile = host.values.keyFile, .jump = host.values.jump};
            host.values.tags.sort();
        }
        QStringList lines;
        for (const Present::Host &host : std::as_const(shown.hosts))
            lines += shownValues(host.values) + u" port "_s + QString::number(host.values.port.value_or(22));
        lines.sort();
        return lines.join(u'\n');
    }

    static Result<Document> read(ExportFormat format, const QByteArray &text)
    {
        static QTemporaryDir folder;
        QFile file(folder.filePath(formatFileName(format)));
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
        file.close();
        const SourceKind kind = format == ExportFormat::Csv ? SourceKind::Csv : format == ExportFormat::SshConfig ? SourceKind::SshConfig : SourceKind::Ansible;
        const auto source = readSource({.kind = kind, .path = file.fileName()});
        return source ? Result<Document>(source->document) : std::unexpected(source.error());
    }

private slots:
    void importOfAnExportGivesTheSame_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<quint32>("seed");
        for (const auto &[key, format] : exportFormats()) {
            for (quint32 seed = 1; seed <= 8; ++seed)
                QTest::addRow("%s %u", qPrintable(key), seed) << key << seed;
        }
    }
    void importOfAnExportGivesTheSame()
    {
        QFETCH(QString, format);
        QFETCH(quint32, seed);
        const auto formats = exportFormats();
        const ExportFormat which = std::ranges::find(formats, format, [](const auto &pair) { return pair.first; })->second;
        ImportWorld first, second;
        const auto imported = first.import(randomDocument(seed, which != ExportFormat::Csv));
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().text));
        QVERIFY(imported->added > 1);
        const QByteArray text = exported(which, first.present());
        const auto document = read(which, text);
        QVERIFY(document);
        const auto again = second.import(*document);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text));
        const QStringList story{QString::fromUtf8(text), valuesOf(first.present(), which), valuesOf(second.present(), which)};
        QVERIFY2(story[1] == story[2], qPrintable(story.join(u"\n---\n"_s)));
        QCOMPARE(exported(which, second.present()), text);
        // And into the inventory that it comes from, it changes nothing.
        const ImportPlan same = makePlan(*document, first.present());
        QVERIFY2(same.chosen(same.wanted()).isEmpty(), qPrintable(shownPlan(same)));
    }

    void groupsKeepWhatTheyHandDown()
    {
        ImportWorld first, second;
        QVERIFY(first.import(*readFixture(u"ansible/groups.ini"_s)));
        for (const ExportFormat format : {ExportFormat::AnsibleIni, ExportFormat::AnsibleYaml}) {
            const QByteArray text = exported(format, first.present());
            QVERIFY(text.contains("ansible_user"));
            QVERIFY(second.import(*read(format, text)));
            QCOMPARE(exported(format, second.present()), text);
        }
        const auto groups = second.inventory.groups(second.organization);
        const auto prod = std::ranges::find(*groups, u"prod"_s, &inventory::Group::name);
        QVERIFY(prod != groups->end());
        QCOMPARE(prod->own.user, u"deploy"_s);
        QCOMPARE(prod->own.port, 2222);
        const auto web1 = second.inventory.findInstance(second.organization, u"web-1"_s);
        QCOMPARE(web1->user, u"web"_s);
        QVERIFY(web1->own.user.isEmpty());
        QCOMPARE(second.inventory.findInstance(second.organization, u"web-2"_s)->own.user, u"special"_s);
    }

    void aSelectionTakesItsJumpHostsAlong()
    {
        ImportWorld world;
        QVERIFY(world.import(*readFixture(u"ssh/jump-chain"_s)));
        const auto deep = world.inventory.findInstance(world.organization, u"deep"_s);
        QCOMPARE(selectionOf(world.present(), {deep->id}).hosts.size(), 3);
        QCOMPARE(selectionOf(world.present(), {}).hosts.size(), 3);
        const auto gate = world.inventory.findInstance(world.organization, u"gate"_s);
        QCOMPARE(selectionOf(world.present(), {gate->id}).hosts.size(), 1);
    }

    void namesThatAreNoAliasBecomeOnes()
    {
        Present present;
        for (const QString &name : {u"two words"_s, u"two-words"_s, u"*"_s, u"-o"_s, u"!not"_s, u"a:b"_s})
            present.hosts += Present::Host{InstanceId::create(), {.name = name, .address = u"192.0.2.1"_s}};
        const auto config = read(ExportFormat::SshConfig, exported(ExportFormat::SshConfig, present));
        QStringList names;
        for (const HostRecord &host : config->hosts)
            names += host.name;
        QCOMPARE(names, (QStringList{u"two-words"_s, u"two-words~2"_s, u"_"_s, u"_o"_s, u"_not"_s, u"a-b"_s}));
        QVERIFY(config->problems.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestImportRound)
#include "tst_importround.moc"
