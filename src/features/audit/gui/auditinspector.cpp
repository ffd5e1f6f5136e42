#include "features/audit/gui/auditinspector.h"

#include "core/text.h"
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

QString rowText(const team::AuditRow &row)
{
    const AuditEntry &e = row.entry;
    const QJsonObject object{{u"seq"_s, row.seq}, {u"at"_s, toRfc3339(e.at)}, {u"actor"_s, e.actor}, {u"action"_s, e.action},
                             {u"object_kind"_s, e.objectKind}, {u"object_id"_s, e.objectId}, {u"object_name"_s, e.objectName},
                             {u"outcome"_s, e.outcome}, {u"detail"_s, e.detail}, {u"hash"_s, row.hash}};
    return QString::fromUtf8(QJsonDocument(object).toJson());
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
    if (const auto rows = detailRows(entry.detail); !rows.isEmpty()) {
        auto *detail = column->addSection(tr("Detail"));
        for (const auto &[key, value] : rows)
            detail->setRow(key, value);
    }
    auto *chain = column->addSection(tr("Chain"));
    chain->setRow(tr("Row"), QLocale().toString(row.seq));
    // A hash has no place to wrap: groups of 16 keep it inside the column.
    chain->setRow(tr("Hash"), QStringList{row.hash.mid(0, 16), row.hash.mid(16, 16), row.hash.mid(32, 16), row.hash.mid(48)}.join(u'\n'), true);
    column->addWidget(makeActions(row));
    return column;
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
    const QString page = row.entry.objectKind == u"instance" ? u"instance"_s : row.entry.objectKind == u"credential" ? u"vault"_s : QString();
    if (!page.isEmpty() && !row.entry.objectId.isEmpty()) {
        auto *open = makeButton(tr("Open object"), ButtonKind::Plain, u"external"_s);
        open->setObjectName(u"openObjectButton"_s);
        connect(open, &QPushButton::clicked, this, [this, page, id = row.entry.objectId] { m_navigator.open(page, id); });
        box->addWidget(open);
    }
    box->addStretch(1);
    return holder;
}

} // namespace aiops::audit
