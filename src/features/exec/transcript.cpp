#include "features/exec/transcript.h"

#include <QCoreApplication>

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

/// Collects lines; those of the same stream become one piece.
class Collector final
{
public:
    /// The lines of a stream up to a number, without it.
    void takeUntil(const QList<NumberedLine> &lines, bool isError, qint64 number)
    {
        qsizetype &at = m_at[isError];
        for (; at < lines.size() && lines.at(at).number < number; ++at)
            add(lines.at(at).text, isError);
    }
    void takeRest(const QList<NumberedLine> &lines, bool isError)
    {
        for (qsizetype &at = m_at[isError]; at < lines.size(); ++at)
            add(lines.at(at).text, isError);
    }
    QList<Piece> pieces() const { return m_pieces; }

private:
    void add(const QString &text, bool isError)
    {
        if (m_pieces.isEmpty() || m_pieces.last().isError != isError)
            m_pieces += Piece{text, isError};
        else
            m_pieces.last().text += u'\n' + text;
    }

    std::array<qsizetype, 2> m_at{};
    QList<Piece> m_pieces;
};

void append(QList<NumberedLine> &lines, qint64 first, const QStringList &texts)
{
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (!Masking::isSwallowed(texts.at(i)))
            lines += NumberedLine{first + i, texts.at(i)};
    }
}

} // namespace

QList<Piece> transcript(const QList<NumberedLine> &out, const QList<NumberedLine> &err, const QList<Arrival::Run> &order)
{
    Collector all;
    for (const Arrival::Run &run : order)
        all.takeUntil(run.isError ? err : out, run.isError, run.first + run.lines);
    all.takeRest(out, false);
    all.takeRest(err, true);
    return all.pieces();
}

QList<NumberedLine> linesOf(const Captured &captured, qint64 lines, const Masking &masking)
{
    QList<NumberedLine> all;
    if (!captured.isCut()) {
        append(all, 0, masking.maskedLines(visibleText(captured.head().toByteArray() + captured.tail().toByteArray())));
        return all;
    }
    const QStringList tail = masking.maskedLines(visibleText(captured.tail()));
    const qint64 first = std::max<qint64>(0, lines - tail.size());
    append(all, 0, masking.maskedLines(visibleText(captured.head())));
    all += NumberedLine{first, leftOutNote(captured)};
    append(all, first, tail);
    return all;
}

QString leftOutNote(const Captured &captured)
{
    return QCoreApplication::translate("aiops::exec", "[%1 bytes left out here]").arg(captured.cutBytes());
}

QList<NumberedLine> linesOf(const QString &text)
{
    QList<NumberedLine> lines;
    QStringList texts = text.split(u'\n');
    if (texts.last().isEmpty())
        texts.removeLast();
    append(lines, 0, texts);
    return lines;
}

QString orderText(const QList<Piece> &transcript)
{
    QString text;
    for (const Piece &piece : transcript)
        text += (piece.isError ? u'e' : u'o') + QString::number(piece.text.count(u'\n') + 1);
    return text;
}

QList<Arrival::Run> parseOrder(QStringView text)
{
    QList<Arrival::Run> runs;
    std::array<qint64, 2> next{};
    for (qsizetype i = 0; i < text.size();) {
        const bool isError = text.at(i) == u'e';
        qsizetype end = i + 1;
        while (end < text.size() && text.at(end) >= u'0' && text.at(end) <= u'9' && end - i < 10)
            ++end;
        const qint64 lines = text.sliced(i + 1, end - i - 1).toLongLong();
        if (lines < 1 || (!isError && text.at(i) != u'o'))
            break;
        runs += Arrival::Run{isError, next[isError], lines};
        next[isError] += lines;
        i = end;
    }
    return runs;
}

} // namespace aiops::exec
