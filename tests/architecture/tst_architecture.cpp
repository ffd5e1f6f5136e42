#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString kSource = QStringLiteral(AIOPS_SOURCE_DIR "/src/");
const QString kTables = QStringLiteral(AIOPS_SOURCE_DIR "/tests/architecture/");

QStringList lines(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    QStringList result;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.trimmed().isEmpty() && !line.startsWith(u"# "))
            result << line;
    }
    return result;
}

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "features/metrics/gui/pane.cpp" -> "features/metrics/gui", "features/metrics/x.h" -> "features/metrics/service", "ssh/…" -> "ssh"
QString partOf(const QString &file)
{
    const QStringList steps = file.split(u'/');
    if (steps.first() != u"features")
        return steps.first();
    if (steps.size() < 3)
        return u"features"_s;
    const bool face = steps.size() > 3 && (steps[2] == u"gui" || steps[2] == u"cli");
    return u"features/"_s + steps[1] + u'/' + (face ? steps[2] : u"service"_s);
}

QString withoutComments(QString text)
{
    static const QRegularExpression comment(u"//[^\n]*|/\\*.*?\\*/"_s, QRegularExpression::DotMatchesEverythingOption);
    return text.remove(comment);
}

} // namespace

class TestArchitecture final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QDirIterator it(kSource, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            m_files << it.next().mid(kSource.size());
        for (const QString &line : lines(kTables + u"allowed.txt"_s))
            m_allowed.insert(line.section(u':', 0, 0), line.section(u':', 1).split(u' ', Qt::SkipEmptyParts));
        for (const QString &line : lines(kTables + u"exceptions.txt"_s))
            m_exceptions.insert(line.trimmed());
        QVERIFY2(m_files.size() > 20, "the sources were not found");
    }

    void includesFollowTheTable()
    {
        QStringList breaches;
        for (const QString &file : std::as_const(m_files)) {
            for (const QString &included : includesOf(file)) {
                if (!mayInclude(file, included) && !excepted(file, included))
                    breaches << file + u": "_s + included;
            }
        }
        QVERIFY2(breaches.isEmpty(), qPrintable(u"\n"_s + breaches.join(u'\n')));
    }

    void serviceHalvesKnowNoWidgets()
    {
        static const QRegularExpression widgets(
            u"#include <(QWidget|QApplication|QDialog|QLabel|QPushButton|QLineEdit|QMenu|QMessageBox|QTreeView|QTableView|QListView)>"_s);
        QStringList breaches;
        for (const QString &file : std::as_const(m_files)) {
            const QString part = partOf(file);
            const bool mayHaveWidgets = part == u"widgets" || part == u"shell" || part == u"app" || part.endsWith(u"/gui");
            if (!mayHaveWidgets && withoutComments(read(kSource + file)).contains(widgets))
                breaches << file;
        }
        QVERIFY2(breaches.isEmpty(), qPrintable(breaches.join(u'\n')));
    }

    void bannedWordsStayWhereTheyBelong()
    {
        QStringList breaches;
        for (const QString &line : lines(kTables + u"banned.txt"_s)) {
            const QStringList cells = line.split(u'\t');
            QCOMPARE(cells.size(), 3);
            const QRegularExpression word(cells[0]);
            QVERIFY2(word.isValid(), qPrintable(cells[0]));
            for (const QString &file : std::as_const(m_files)) {
                if (inOneOf(file, cells[1]) || excepted(file, cells[0]))
                    continue;
                if (withoutComments(read(kSource + file)).contains(word))
                    breaches << file + u": "_s + cells[0] + u" ("_s + cells[2] + u')';
            }
        }
        QVERIFY2(breaches.isEmpty(), qPrintable(u"\n"_s + breaches.join(u'\n')));
    }

    void headersHaveNoIncludeCycles()
    {
        QHash<QString, int> state; // 1 open, 2 done
        QStringList path;
        QString cycle;
        std::function<void(const QString &)> visit = [&](const QString &file) {
            if (state.value(file) == 2 || !cycle.isEmpty())
                return;
            if (state.value(file) == 1) {
                cycle = (path.mid(path.indexOf(file)) << file).join(u" -> "_s);
                return;
            }
            state[file] = 1;
            path << file;
            for (const QString &next : includesOf(file))
                visit(next);
            path.removeLast();
            state[file] = 2;
        };
        for (const QString &file : std::as_const(m_files)) {
            if (file.endsWith(u".h"))
                visit(file);
        }
        QVERIFY2(cycle.isEmpty(), qPrintable(cycle));
    }

    void everyExceptionIsStillNeeded()
    {
        QStringList stale;
        for (const QString &exception : std::as_const(m_exceptions)) {
            if (!QFile::exists(kSource + exception.section(u": "_s, 0, 0)))
                stale << exception;
        }
        QVERIFY2(stale.isEmpty(), qPrintable(stale.join(u'\n')));
    }

private:
    QStringList includesOf(const QString &file) const
    {
        static const QRegularExpression include(u"^\\s*#include \"([^\"]+)\""_s, QRegularExpression::MultilineOption);
        QStringList result;
        auto it = include.globalMatch(read(kSource + file));
        while (it.hasNext()) {
            const QString name = it.next().captured(1);
            if (QFile::exists(kSource + name))
                result << name;
        }
        return result;
    }

    QStringList allowedFor(const QString &part) const
    {
        if (m_allowed.contains(part))
            return m_allowed.value(part);
        const QStringList steps = part.split(u'/');
        return steps.size() == 3 ? m_allowed.value(u"features/*/"_s + steps[2]) : QStringList();
    }

    bool mayInclude(const QString &file, const QString &included) const
    {
        const QString from = partOf(file);
        const QString to = partOf(included);
        const QStringList allowed = allowedFor(from);
        if (from == to || allowed.contains(u"*"_s) || allowed.contains(to))
            return true;
        // a face of a feature may use its own service half
        return from.startsWith(u"features/") && to == from.section(u'/', 0, 1) + u"/service"_s;
    }

    bool excepted(const QString &file, const QString &what) const { return m_exceptions.contains(file + u": "_s + what); }

    static bool inOneOf(const QString &file, const QString &folders)
    {
        for (const QString &folder : folders.split(u' ')) {
            if (file.startsWith(folder + u'/'))
                return true;
        }
        return false;
    }

    QStringList m_files;
    QHash<QString, QStringList> m_allowed;
    QSet<QString> m_exceptions;
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
