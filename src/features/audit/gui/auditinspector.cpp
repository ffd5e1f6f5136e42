#include "features/audit/gui/auditinspector.h"

#include "core/text.h"
#include "features/audit/auditjson.h"
#include "features/audit/gui/auditwords.h"
#include "shell/navigator.h"
#include "widgets/button.h"
#include "widgets/inspectorsection.h"
#include "widgets/label.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return shownPlain(value.toString(), 500);
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return shownPlain(QString::fromUtf8(array.sliced(1, array.size() - 2)), 500);
}

QString pageOf(const AuditEntry &entry)
{
    if (entry.objectId.isEmpty() || entry.action.endsWith(u".remove"))
        return {};
    const QString kind = entry.objectKind.isEmpty() ? entry.action.section(u'.', 0, 0) : entry.objectKind;
    return kind == u"instance" || kind == u"project" ? kind : kind == u"credential" ? u"vault"_s : QString();
}

void collect(const QJsonObject &object, const QString &prefix, int depth, QList<std::pair<QString, QString>> &rows)
{
    for (auto it = object.begin(); it != object.end() && rows.size() < 100; ++it) {
        const QString key = prefix + shownPlain(it.key(), 100);
        if (it->isObject() && depth < 4)
            collect(it->toObject(), key + u'.', depth + 1, rows);
        else
            rows.append({key, valueText(*it)});
    }
}

} // namespace

QList<std::pair<QString, QString>> detailRows(const QJsonObject &detail)
{
    QList<std::pair<QString, QString>> rows;
    collect(detail, {}, 0, rows);
    return rows;
}

QList<Change> changesOf(const QJsonObject &detail)
{
    QList<Change> changes;
    for (const QJsonValue &value : detail.value(u"changes"_s).toArray()) {
        const QJsonObject object = value.toObject();
        const QString field = object.value(u"field"_s).toString();
        const bool isForPeople = !field.isEmpty() && !field.startsWith(u"own_"); // whether a value is inherited
        if (changes.size() < 100 && isForPeople)
            changes.append({shownPlain(field, 100), valueText(object.value(u"before"_s)), valueText(object.value(u"after"_s))});
    }
    return changes;
}

QString rowText(const team::AuditRow &row)
{
    return QString::fromUtf8(QJsonDocument(toJson(row)).toJson());
}

AuditInspector::AuditInspector(shell::Navigator &navigator, QWidget *parent) : InspectorStack(parent), m_navigator(navigator)
{
    setObjectName(u"auditInspector"_s);
    show(nullptr);
}

void AuditInspector::show(const team::AuditRow *row)
{
    if (row)
        return setColumn(makeColumn(*row));
    setNothingSelected(tr("Select an event to see all of it."));
}

QWidget *AuditInspector::makeColumn(const team::AuditRow &row)
{
    const AuditEntry &entry = row.entry;
    auto *column = new InspectorColumn(actionWords(entry.action));
    auto *event = column->addSection(tr("Event"));
    event->setRow(tr("Time"), localTime(entry.at));
    event->setRow(tr("UTC"), toRfc3339(entry.at), true);
    event->setRow(tr("Actor"), shownPlain(entry.actor, 200));
    event->setRow(tr("Action"), shownPlain(entry.action, 200), true);
    event->setRow(tr("Object"), shownPlain(entry.objectName, 200));
    event->setRow(tr("Kind"), shownPlain(entry.objectKind, 100));
    event->setRow(tr("Object id"), shownPlain(entry.objectId, 200), true);
    event->setRow(tr("Outcome"), outcomeWord(entry.outcome));
    addDetails(*column, row);
    auto *chain = column->addSection(tr("Chain"));
    chain->setRow(tr("Row"), QLocale().toString(row.seq));
    chain->setRow(tr("Signature"), row.isSigned ? tr("Of this computer") : tr("None"));
    chain->setRow(tr("Device"), tr("%1, its event %2").arg(shownPlain(row.device.first(qMin(8, row.device.size())), 40)).arg(row.devSeq));
    // A hash has no place to wrap: groups of 16 keep it inside the column.
    chain->setRow(tr("Hash"), QStringList{row.hash.mid(0, 16), row.hash.mid(16, 16), row.hash.mid(32, 16), row.hash.mid(48)}.join(u'\n'), true);
    column->addWidget(makeActions(row));
    return column;
}

void AuditInspector::addDetails(InspectorColumn &column, const team::AuditRow &row)
{
    if (row.detailRemoved) {
        column.addSection(tr("Detail"))->addWidget(new Label(tr("Removed by retention. The chain still proves that they were there."), "secondary", "muted"));
        return;
    }
    if (const auto changes = changesOf(row.entry.detail); !changes.isEmpty()) {
        auto *section = column.addSection(tr("Before and after"));
        for (const Change &change : changes)
            section->setRow(change.field, tr("%1 → %2").arg(change.before.isEmpty() ? tr("nothing") : change.before, change.after.isEmpty() ? tr("nothing") : change.after));
    }
    QJsonObject rest = row.entry.detail;
    rest.remove(u"changes"_s);
    const auto rows = detailRows(rest);
    if (rows.isEmpty())
        return;
    auto *detail = column.addSection(tr("Detail"));
    for (const auto &[key, value] : rows)
        detail->setRow(key, value);
}

QWidget *AuditInspector::makeActions(const team::AuditRow &row)
{
    auto *holder = new QWidget;
    auto *box = new QHBoxLayout(holder);
    box->setContentsMargins(0, 0, 0, 0);
    auto *copy = makeButton(tr("Copy row"), ButtonKind::Plain, u"copy"_s);
    copy->setObjectName(u"copyRowButton"_s);
    connect(copy, &QPushButton::clicked, this, [this, text = rowText(row)] {
        QGuiApplication::clipboard()->setText(text);
        m_navigator.toast(tr("Row copied"));
    });
    box->addWidget(copy);
    const QString page = pageOf(row.entry);
    if (!page.isEmpty()) {
        auto *open = makeButton(tr("Open object"), ButtonKind::Plain, u"external"_s);
        open->setObjectName(u"openObjectButton"_s);
        connect(open, &QPushButton::clicked, this, [this, page, id = row.entry.objectId] { m_navigator.open(page, id); });
        box->addWidget(open);
    }
    box->addStretch(1);
    return holder;
}

} // namespace aiops::audit
