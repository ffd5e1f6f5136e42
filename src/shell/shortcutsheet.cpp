#include "shell/shortcutsheet.h"

#include "widgets/filterbar.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;

ShortcutSheet::ShortcutSheet(QList<KeyRow> rows, std::function<void()> change, QWidget *parent)
    : Dialog(tr("Keyboard shortcuts"), parent), m_rows(std::move(rows)), m_filter(new widgets::FilterBar), m_tree(new QTreeWidget)
{
    setObjectName(u"shortcutSheet"_s);
    m_rows.removeIf([](const KeyRow &row) { return row.keys.isEmpty(); });
    m_filter->setObjectName(u"sheetFilterEdit"_s);
    m_filter->setSubject(tr("Filter by command or key"));
    m_filter->setKeyHint({});
    m_tree->setObjectName(u"sheetTree"_s);
    m_tree->setAccessibleName(tr("Keyboard shortcuts"));
    m_tree->setHeaderLabels({tr("Command"), tr("Keys"), tr("In a terminal")});
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(12);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setStretchLastSection(false);
    auto *note = new widgets::Label(tr("While a terminal has the focus, only the keys marked “acts too” act; every other key goes to the "
                                       "server. Ctrl+F6 leaves a terminal."), "secondary", "muted");
    note->setWordWrap(true);
    body()->addWidget(m_filter);
    body()->addWidget(m_tree, 1);
    body()->addWidget(note);
    addLeftButton(tr("Change keys…"), [this, change = std::move(change)] {
        done(QDialog::Rejected);
        change();
    })->setObjectName(u"changeKeysButton"_s);
    addButton(tr("Copy as text"), widgets::ButtonKind::Plain, [this] {
        QGuiApplication::clipboard()->setText(textOf(m_rows));
    })->setObjectName(u"copySheetButton"_s);
    addCancel(tr("Close"));
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutSheet::fill);
    fill({});
    const QSize wanted(Theme::current().scaled(640), Theme::current().scaled(620));
    resize(parent ? wanted.boundedTo(parent->window()->size() - QSize(60, 60)) : wanted);
}

void ShortcutSheet::fill(const QString &filter)
{
    m_tree->clear();
    QTreeWidgetItem *group = nullptr;
    for (const KeyRow &row : std::as_const(m_rows)) {
        if (!fits(row, filter))
            continue;
        if (!group || group->text(0) != row.group) {
            group = new QTreeWidgetItem(m_tree, {row.group});
            group->setFlags(Qt::ItemIsEnabled);
            group->setFirstColumnSpanned(true);
            group->setFont(0, Theme::current().font(Theme::Type::Body, 600));
        }
        new QTreeWidgetItem(group, {row.text, row.keys, row.inTerminal ? tr("acts too") : QString()});
    }
    m_tree->expandAll();
}

} // namespace aiops::shell
