#include "shell/keyboardpage.h"

#include "shell/actiontable.h"
#include "shell/keyrecorder.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"

#include <QHeaderView>
#include <QTreeWidget>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;

namespace {

constexpr int idRole = Qt::UserRole;

} // namespace

KeyboardPage::KeyboardPage(ActionTable &actions, QList<KeySpec> fixed, Navigator &navigator, QWidget *parent)
    : QWidget(parent), m_actions(actions), m_fixed(std::move(fixed)), m_navigator(navigator), m_filter(new widgets::FilterBar),
      m_resetAll(widgets::makeButton(tr("Reset all"))), m_tree(new QTreeWidget), m_name(new widgets::Label(QString(), "heading")),
      m_recorder(new KeyRecorder), m_reset(widgets::makeButton(QString())), m_none(widgets::makeButton(tr("No keys"))),
      m_note(new widgets::Label(QString(), "secondary", "muted")), m_banner(new widgets::Banner)
{
    setObjectName(u"keyboardPage"_s);
    setAccessibleName(tr("Keyboard"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    buildList();
    buildEditor();
    fill();
    connect(&m_actions, &ActionTable::keysChanged, this, &KeyboardPage::fill);
    connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &KeyboardPage::fill);
}

void KeyboardPage::buildList()
{
    m_filter->setObjectName(u"keyFilterEdit"_s);
    m_filter->setSubject(tr("Filter by command or key"));
    m_filter->setKeyHint({});
    m_resetAll->setObjectName(u"resetAllKeysButton"_s);
    widgets::setSmall(m_resetAll);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_filter, 1);
    row->addWidget(m_resetAll);
    m_tree->setObjectName(u"keyTree"_s);
    m_tree->setAccessibleName(tr("Commands and their keys"));
    m_tree->setHeaderLabels({tr("Command"), tr("Keys"), tr("In a terminal")});
    m_tree->setUniformRowHeights(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(12);
    m_tree->setMinimumHeight(widgets::Theme::current().scaled(340));
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setStretchLastSection(false);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(row);
    column->addWidget(m_tree, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &KeyboardPage::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &KeyboardPage::showCurrent);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] { m_recorder->setFocus(Qt::TabFocusReason); });
    connect(m_resetAll, &QPushButton::clicked, this,
            [this] { change(tr("All commands have their own keys again"), [this](const QString &) { m_actions.resetAllKeys(); }); });
}

void KeyboardPage::buildEditor()
{
    auto *card = new QFrame;
    card->setProperty("panel", u"card"_s);
    auto *box = new QVBoxLayout(card);
    box->setContentsMargins(16, 12, 16, 14);
    box->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_recorder->setAccessibleName(tr("New keys"));
    m_recorder->setMaximumWidth(widgets::Theme::current().scaled(240));
    m_reset->setObjectName(u"resetKeysButton"_s);
    m_none->setObjectName(u"noKeysButton"_s);
    row->addWidget(m_recorder, 1);
    row->addWidget(m_reset);
    row->addWidget(m_none);
    row->addStretch(1);
    m_note->setWordWrap(true);
    m_banner->setObjectName(u"keyBanner"_s);
    m_banner->setClosable(false);
    m_banner->clear();
    box->addWidget(m_name);
    box->addLayout(row);
    box->addWidget(m_banner);
    box->addWidget(m_note);
    layout()->addWidget(card);
    connect(m_recorder, &KeyRecorder::recorded, this, &KeyboardPage::record);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        change(tr("%1 has its own keys again"), [this](const QString &id) {
            m_actions.takeKeys(id, KeyMap::defaults(*m_actions.spec(id)));
        });
    });
    connect(m_none, &QPushButton::clicked, this,
            [this] { change(tr("%1 has no keys now"), [this](const QString &id) { m_actions.setKeys(id, {}); }); });
}

void KeyboardPage::fill()
{
    const QString kept = currentId();
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    QTreeWidgetItem *group = nullptr;
    for (const KeyRow &row : keyRows(m_actions, {})) {
        if (!group || group->text(0) != row.group) {
            group = new QTreeWidgetItem(m_tree, {row.group});
            group->setFlags(Qt::ItemIsEnabled);
            group->setFirstColumnSpanned(true);
            group->setFont(0, widgets::Theme::current().font(widgets::Theme::Type::Body, 600));
        }
        auto *item = new QTreeWidgetItem(group, {row.text, row.keys, row.inTerminal ? tr("acts too") : QString()});
        item->setData(0, idRole, row.id);
        if (m_actions.isChanged(row.id)) {
            item->setFont(1, widgets::Theme::current().font(widgets::Theme::Type::Body, 600));
            item->setData(1, Qt::AccessibleTextRole, tr("%1, changed").arg(row.keys));
        }
    }
    m_tree->expandAll();
    filter();
    select(kept);
    showCurrent();
}

void KeyboardPage::filter()
{
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        QTreeWidgetItem *group = m_tree->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem *item = group->child(i);
            const bool shown = fits({group->text(0), {}, item->text(0), item->text(1)}, m_filter->text());
            item->setHidden(!shown);
            any = any || shown;
        }
        group->setHidden(!any);
    }
}

QString KeyboardPage::currentId() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    return item ? item->data(0, idRole).toString() : QString();
}

void KeyboardPage::select(const QString &id)
{
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        QTreeWidgetItem *group = m_tree->topLevelItem(g);
        for (int i = 0; i < group->childCount(); ++i) {
            if (id.isEmpty() || group->child(i)->data(0, idRole) == id)
                return m_tree->setCurrentItem(group->child(i));
        }
    }
}

void KeyboardPage::showCurrent()
{
    const ActionSpec *spec = m_actions.spec(currentId());
    m_banner->clear();
    for (QWidget *part : std::initializer_list<QWidget *>{m_recorder, m_reset, m_none})
        part->setEnabled(spec);
    if (!spec)
        return;
    const QList<QKeySequence> keys = m_actions.keys(spec->id);
    m_name->setText(tr("Keys of “%1”").arg(spec->text));
    m_recorder->showKeys(shownKeys(keys));
    m_recorder->setAccessibleDescription(tr("Keys of %1. Press the new ones; Tab leaves the field.").arg(spec->text));
    const QString own = shownKeys(KeyMap::defaults(*spec));
    m_reset->setText(own.isEmpty() ? tr("Reset to none") : tr("Reset to %1").arg(own));
    m_reset->setAccessibleName(m_reset->text());
    m_reset->setEnabled(m_actions.isChanged(spec->id));
    m_none->setEnabled(!keys.isEmpty());
    const bool safe = std::ranges::any_of(keys, [](const QKeySequence &each) { return isTerminalSafe(each[0]); });
    m_note->setText(spec->inTerminal && safe ? tr("Acts also while a terminal has the focus.")
                    : spec->inTerminal       ? tr("While a terminal has the focus these keys go to the server. Ctrl+Shift and a letter would act there too.")
                                             : tr("While a terminal has the focus the keys of this command go to the server. Ctrl+F6 leaves a terminal."));
}

QString KeyboardPage::fixedOwner(const QKeySequence &keys) const
{
    for (const KeySpec &spec : m_fixed) {
        if (std::ranges::any_of(spec.keys, [&](const QKeySequence &each) { return keysClash(keys, each); }))
            return spec.text;
    }
    return {};
}

/// The first keys are exchanged; the others (the form for terminals) stay.
QList<QKeySequence> KeyboardPage::withFirst(const QKeySequence &keys) const
{
    QList<QKeySequence> all = m_actions.keys(currentId());
    all.removeAll(keys);
    if (!all.isEmpty())
        all.removeFirst();
    all.prepend(keys);
    return all;
}

void KeyboardPage::record(const QKeySequence &keys)
{
    const QString id = currentId();
    if (id.isEmpty())
        return;
    if (const QString why = whyReserved(keys); !why.isEmpty())
        return refuse(why);
    if (const QString use = fixedOwner(keys); !use.isEmpty())
        return refuse(tr("%1 means “%2” in every list or window.").arg(shownKeys({keys}), use));
    if (const QString owner = m_actions.ownerOf(keys, id); !owner.isEmpty())
        return ask(keys, owner);
    change(tr("%1: %2").arg(u"%1"_s, shownKeys({keys})), [this, keys](const QString &which) { m_actions.setKeys(which, withFirst(keys)); });
}

void KeyboardPage::refuse(const QString &why)
{
    m_banner->showMessage(widgets::Banner::Tone::Danger, why, tr("Press other keys."));
}

void KeyboardPage::ask(const QKeySequence &keys, const QString &owner)
{
    const ActionSpec *other = m_actions.spec(owner);
    m_banner->showMessage(widgets::Banner::Tone::Warning, tr("%1 is used by %2.").arg(shownKeys({keys}), other->text),
                          tr("Replace takes it from there."));
    QPushButton *replace = m_banner->addAction(tr("Replace"), [this, keys] {
        change(tr("%1: %2").arg(u"%1"_s, shownKeys({keys})), [this, keys](const QString &id) { m_actions.takeKeys(id, withFirst(keys)); });
    });
    replace->setObjectName(u"replaceKeysButton"_s);
    QPushButton *cancel = m_banner->addAction(tr("Cancel"), [this] {
        m_banner->clear();
        m_recorder->setFocus(Qt::TabFocusReason);
    });
    cancel->setObjectName(u"keepKeysButton"_s);
    cancel->setFocus(Qt::TabFocusReason);
}

void KeyboardPage::change(const QString &said, const std::function<void(const QString &id)> &how)
{
    const ActionSpec *spec = m_actions.spec(currentId());
    const QVariantMap before = m_actions.savedKeys();
    const QString text = said.contains(u"%1"_s) && spec ? said.arg(spec->text) : said;
    how(currentId());
    m_navigator.toast(text, tr("Undo"), [actions = QPointer(&m_actions), before] {
        if (actions)
            actions->restoreKeys(before);
    });
    m_tree->setFocus();
}

} // namespace aiops::shell
