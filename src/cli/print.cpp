#include "cli/command.h"
#include "cli/displaywidth.h"

#include "core/text.h"

#include <cmath>
#include <numeric>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestCell = 2000;
constexpr int kNarrowestColumn = 8;
constexpr int kGap = 2;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

QString numberText(double number)
{
    return number == std::floor(number) && std::abs(number) < 1e15 ? QString::number(qint64(number))
                                                                   : QString::number(number, 'g', 6);
}

QString cellText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? tr("yes") : tr("no");
    case QJsonValue::Double:
        return numberText(value.toDouble());
    case QJsonValue::String:
        return shownPlain(value.toString(), kLongestCell);
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue part : value.toArray())
            parts.append(cellText(part));
        return parts.join(u", "_s);
    }
    case QJsonValue::Object:
        return shownPlain(QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)), kLongestCell);
    default:
        return {};
    }
}

/// Qt leaves DEL, C1 and bidirectional controls as they are; a terminal would act on them.
QByteArray jsonText(const QJsonDocument &document, QJsonDocument::JsonFormat format)
{
    const QString text = QString::fromUtf8(document.toJson(format));
    QString safe;
    safe.reserve(text.size());
    for (const QChar c : text) {
        const bool layout = c == u'\n' || c == u' ';
        const QString shown = layout ? QString(c) : shownPlain(QStringView(&c, 1));
        safe += layout || shown == c ? QString(c) : u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0'));
    }
    return safe.toUtf8() + (safe.endsWith(u'\n') ? "" : "\n");
}

QList<int> widthsOf(const QList<Column> &columns, const QList<QStringList> &cells)
{
    QList<int> widths;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        int width = displayWidth(columns[i].title);
        for (const QStringList &row : cells)
            width = std::max(width, displayWidth(row[i]));
        widths.append(width);
    }
    return widths;
}

void narrow(QList<int> &widths, int available)
{
    const auto total = [&widths] { return std::accumulate(widths.begin(), widths.end(), kGap * int(widths.size() - 1)); };
    while (total() > available) {
        const auto widest = std::ranges::max_element(widths);
        if (widest == widths.end() || *widest <= kNarrowestColumn)
            return;
        --*widest;
    }
}

QString line(const QStringList &cells, const QList<int> &widths, const QList<bool> &right)
{
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString cell = fitted(cells[i], widths[i]);
        const QString padding(std::max(0, widths[i] - displayWidth(cell)), u' ');
        text += right[i] ? padding + cell : cell + padding;
        text += QString(kGap, u' ');
    }
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

QByteArray bold(const QString &text, const Io &io)
{
    return io.wantsColor() ? "\x1b[1m" + text.toUtf8() + "\x1b[0m" : text.toUtf8();
}

void printTable(Io &io, const QList<Column> &columns, const QList<QJsonObject> &rows)
{
    QList<QStringList> cells;
    QList<bool> right(columns.size(), true);
    QStringList titles;
    for (const QJsonObject &row : rows) {
        QStringList texts;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const QJsonValue value = row.value(columns[i].key);
            texts.append(cellText(value));
            right[i] = right[i] && (value.isDouble() || value.isNull() || value.isUndefined());
        }
        cells.append(texts);
    }
    for (const Column &column : columns)
        titles.append(column.title);
    QList<int> widths = widthsOf(columns, cells);
    if (io.outIsTerminal())
        narrow(widths, io.columns());
    QByteArray out = bold(line(titles, widths, right), io) + '\n';
    for (const QStringList &row : std::as_const(cells))
        out += line(row, widths, right).toUtf8() + '\n';
    io.out(out);
}

QString plainLines(const QString &text)
{
    QStringList lines;
    for (const QString &part : text.split(u'\n'))
        lines.append(shownPlain(part, kLongestCell));
    return lines.join(u'\n');
}

} // namespace

void printList(Io &io, const Arguments &arguments, const QList<Column> &columns, const QList<QJsonObject> &rows)
{
    if (arguments.json) {
        QJsonArray array;
        for (const QJsonObject &row : rows)
            array.append(row);
        return io.out(jsonText(QJsonDocument(array), QJsonDocument::Indented));
    }
    if (rows.isEmpty())
        return printMessage(io, arguments, tr("Nothing to show."));
    printTable(io, columns, rows);
}

void printObject(Io &io, const Arguments &arguments, const QList<Column> &columns, const QJsonObject &object)
{
    if (arguments.json)
        return io.out(jsonText(QJsonDocument(object), QJsonDocument::Indented));
    int width = 0;
    for (const Column &column : columns)
        width = std::max(width, displayWidth(column.title));
    QByteArray out;
    for (const Column &column : columns) {
        if (!object.contains(column.key))
            continue;
        const QString padding(width - displayWidth(column.title) + kGap, u' ');
        const QString value = cellText(object.value(column.key));
        out += bold(column.title, io) + (value.isEmpty() ? QByteArray() : (padding + value).toUtf8()) + '\n';
    }
    io.out(out);
}

void printRecord(Io &io, const QJsonObject &object)
{
    io.out(jsonText(QJsonDocument(object), QJsonDocument::Compact));
}

void printMessage(Io &io, const Arguments &arguments, const QString &text)
{
    if (!arguments.quiet)
        io.err(plainLines(text).toUtf8() + '\n');
}

void printError(Io &io, const Arguments &arguments, const Error &error)
{
    if (arguments.json) {
        const QJsonObject body{{u"code"_s, errorName(error.code)}, {u"message"_s, error.text}, {u"hint"_s, error.hint}};
        return io.err(jsonText(QJsonDocument(QJsonObject{{u"error"_s, body}}), QJsonDocument::Compact));
    }
    QString text = u"aiops: "_s + plainLines(error.text) + u'\n';
    if (!error.hint.isEmpty())
        text += plainLines(error.hint) + u'\n';
    io.err(text.toUtf8());
}

} // namespace aiops::cli
