#include "features/importing/ansibleinventory.h"

#include "core/text.h"

#include <QRegularExpression>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestLine = 64 * 1024;

/// As a shell splits words: quotes of both kinds, backslashes, and '#' where a word would start ends the line.
std::optional<QStringList> shellWords(QStringView text)
{
    QStringList words;
    QString word;
    QChar quote;
    bool inWord = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quote.isNull() && !inWord && c == u'#')
            break;
        if (quote.isNull() && c.isSpace()) {
            if (inWord)
                words += std::exchange(word, QString());
            inWord = false;
            continue;
        }
        inWord = true;
        if (c == u'\\' && quote != u'\'' && i + 1 < text.size())
            word += text[++i];
        else if (quote.isNull() && (c == u'"' || c == u'\''))
            quote = c;
        else if (c == quote)
            quote = QChar();
        else
            word += c;
    }
    if (!quote.isNull())
        return {};
    if (inWord)
        words += word;
    return words;
}

QString unquoted(const QString &text)
{
    const bool isQuoted = text.size() >= 2 && (text.front() == u'"' || text.front() == u'\'') && text.front() == text.back();
    return isQuoted ? text.sliced(1, text.size() - 2) : text;
}

class IniReader final
{
public:
    explicit IniReader(const QString &file) { m_inventory.file = file; }

    AnsibleInventory read(const QString &text)
    {
        int number = 0;
        for (const QStringView raw : QStringView(text).split(u'\n')) {
            ++number;
            const QStringView line = raw.trimmed();
            if (line.size() > kLongestLine)
                m_inventory.problem(number, Text::tr("the line is longer than 64 KiB"));
            else if (!line.isEmpty() && !line.startsWith(u'#') && !line.startsWith(u';'))
                readLine(line.toString(), number);
        }
        return std::move(m_inventory);
    }

private:
    enum class Kind { Hosts, Children, Vars, Unknown };

    void readLine(const QString &line, int number)
    {
        static const QRegularExpression section(uR"(\A\[([^\]:]+)(?::(\w+))?\]\s*(?:#.*)?\z)"_s);
        if (const auto match = section.match(line); match.hasMatch())
            return openSection(match.captured(1).trimmed(), match.captured(2), number);
        switch (m_kind) {
        case Kind::Hosts: return readHost(line, number);
        case Kind::Children: return readChild(line, number);
        case Kind::Vars: return readVar(line, number);
        case Kind::Unknown: return;
        }
    }

    void openSection(const QString &group, const QString &kind, int number)
    {
        m_group = group;
        m_kind = kind.isEmpty() ? Kind::Hosts : kind == "children"_L1 ? Kind::Children : kind == "vars"_L1 ? Kind::Vars : Kind::Unknown;
        if (m_kind == Kind::Unknown)
            return m_inventory.problem(number, Text::tr("the section “%1:%2” is not known").arg(shownPlain(group, 60), shownPlain(kind, 40)));
        m_inventory.group(group, number);
    }

    void readHost(const QString &line, int number)
    {
        const auto words = shellWords(line);
        if (!words || words->isEmpty())
            return m_inventory.problem(number, Text::tr("a quote is not closed"));
        AnsibleInventory::Vars vars;
        for (const QString &word : words->sliced(1)) {
            const qsizetype equals = word.indexOf(u'=');
            if (equals <= 0)
                m_inventory.problem(number, Text::tr("“%1” is not key=value").arg(shownPlain(word, 60)));
            else
                vars.insert(word.first(equals), {word.sliced(equals + 1), number});
        }
        static const QRegularExpression withPort(uR"(\A((?:[^\[\]:]|\[[^\]]*\])+):(\d+)\z)"_s);
        const auto match = withPort.match(words->first());
        if (match.hasMatch() && !vars.contains(u"ansible_port"_s))
            vars.insert(u"ansible_port"_s, {match.captured(2), number});
        m_inventory.addHosts(match.hasMatch() ? match.captured(1) : words->first(), m_group, vars, number);
    }

    void readChild(const QString &line, int number)
    {
        const QString child = line.section(u'#', 0, 0).trimmed();
        if (child.isEmpty() || child.contains(u' ') || child.contains(u'='))
            return m_inventory.problem(number, Text::tr("a line below “children” is the name of one group"));
        m_inventory.group(child, number);
        m_inventory.group(m_group, number).children += child;
    }

    void readVar(const QString &line, int number)
    {
        const qsizetype equals = line.indexOf(u'=');
        const QString key = line.first(qMax<qsizetype>(equals, 0)).trimmed();
        if (key.isEmpty())
            return m_inventory.problem(number, Text::tr("a line below “vars” is key=value"));
        QString value = line.sliced(equals + 1).trimmed();
        if (!value.startsWith(u'"') && !value.startsWith(u'\''))
            value = value.section(" #"_L1, 0, 0).trimmed();
        m_inventory.group(m_group, number).vars.insert(key, {unquoted(value), number});
    }

    AnsibleInventory m_inventory;
    QString m_group;
    Kind m_kind = Kind::Hosts;
};

} // namespace

AnsibleInventory readAnsibleIni(const QString &text, const QString &file)
{
    return IniReader(file).read(text);
}

} // namespace aiops::importing
