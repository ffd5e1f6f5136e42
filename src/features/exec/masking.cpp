#include "features/exec/masking.h"

#include "core/text.h"

#include <QRegularExpression>

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

struct Pattern
{
    QRegularExpression expression;
    QString by;
};

const QRegularExpression &privateKey()
{
    static const QRegularExpression key(u"-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    return key;
}

/// The only thing that is hidden over several lines. Visible text holds no zero characters, so they can stand for those lines.
QString withoutKeys(const QString &text, bool keepsLines)
{
    QString plain;
    qsizetype from = 0;
    for (auto matches = privateKey().globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        plain += QStringView(text).sliced(from, match.capturedStart() - from);
        plain += "[hidden]"_L1;
        for (qsizetype lines = keepsLines ? match.capturedView().count(u'\n') : 0; lines > 0; --lines)
            plain += u"\n"_s + QChar(0);
        from = match.capturedEnd();
    }
    return plain + text.sliced(from);
}

const QList<Pattern> &patterns()
{
    const auto made = [](const QString &text, const QString &by = u"[hidden]"_s) {
        QRegularExpression expression(text, QRegularExpression::CaseInsensitiveOption);
        expression.optimize();
        return Pattern{expression, by};
    };
    static const QList<Pattern> all{
        made(u"\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"_s),
        made(u"\\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,}|glpat-[\\w-]{20,}|xox[abprs]-[\\w-]{10,}|npm_[A-Za-z0-9]{30,}"
             "|sk-[A-Za-z0-9_-]{20,}|[rs]k_live_[A-Za-z0-9]{16,}|hvs\\.[\\w-]{20,}|AIza[\\w-]{30,}|dop_v1_[0-9a-f]{40,})"_s),
        // A bound for the first part: without it a host could make each beginning look through all of the output.
        made(u"\\beyJ[\\w-]{8,2000}\\.eyJ[\\w-]{8,}\\.[\\w-]{8,}"_s),
        made(u"\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/-]{8,}={0,2}"_s, u"\\1\\2[hidden]"_s),
        made(u"([A-Za-z0-9_]*(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key))([\"']?\\s*[:=]\\s*[\"']?)(?!\\[hidden\\])[^\\s\"',;&]{4,}"_s,
             u"\\1\\2[hidden]"_s),
        made(u"(://[^/\\s:@]{1,100}:)[^@\\s/]{1,200}@"_s, u"\\1[hidden]@"_s),
    };
    return all;
}

} // namespace

void Masking::add(std::shared_ptr<const Secret> value)
{
    if (value && value->size() >= 4)
        m_values += std::move(value);
}

QString Masking::masked(QString text) const
{
    return hidden(std::move(text), false);
}

QStringList Masking::maskedLines(QString text) const
{
    const bool endsLine = text.endsWith(u'\n');
    QStringList lines = hidden(std::move(text), true).split(u'\n');
    if (lines.last().isEmpty() && (endsLine || lines.size() == 1))
        lines.removeLast();
    return lines;
}

QString Masking::hidden(QString text, bool keepsLines) const
{
    for (const std::shared_ptr<const Secret> &value : m_values) {
        const QString plain = QString::fromUtf8(value->reveal());
        text.replace(plain, u"[hidden]"_s);
    }
    text = withoutKeys(text, keepsLines);
    for (const Pattern &pattern : patterns())
        text.replace(pattern.expression, pattern.by);
    return text;
}

QString maskedCommand(const QString &command)
{
    static const QRegularExpression attached(u"\\b((?:mysql|mysqldump|mysqladmin|mariadb|mongo|mongosh|sshpass|redis-cli)\\b[^|;&\\n]*?\\s(?:-p|-a\\s*))(?=[^\\s-])\\S+"_s);
    static const QRegularExpression option(u"(--?(?:password|passwd|pass|token|secret|api-key)[= ]\\s*)\\S+"_s, QRegularExpression::CaseInsensitiveOption);
    QString text = Masking().masked(command);
    text.replace(attached, u"\\1[hidden]"_s);
    text.replace(option, u"\\1[hidden]"_s);
    return text;
}

QString shownCommand(const QString &command, qsizetype most)
{
    QStringList lines = maskedCommand(command).trimmed().split(u'\n');
    for (QString &line : lines)
        line = shownPlain(line, most);
    return shownPlain(lines.join(u" \u21b5 "_s), most);
}

QString visibleText(QByteArrayView bytes)
{
    QString text = QString::fromUtf8(bytes);
    text.replace("\r\n"_L1, "\n"_L1);
    QString visible;
    visible.reserve(text.size());
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\n' || c == u'\t' || (c.unicode() >= 0x20 && c.unicode() < 0x7f))
            continue;
        visible += QStringView(text).sliced(from, i - from);
        visible += shownPlain(QStringView(text).sliced(i, 1));
        from = i + 1;
    }
    visible += QStringView(text).sliced(from);
    return visible;
}

} // namespace aiops::exec
