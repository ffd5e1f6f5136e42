#include "features/myspace/gui/bulkbar.h"

#include "features/myspace/gui/actions.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;

namespace {

class KeyHint final : public QWidget
{
public:
    KeyHint(const QString &key, QWidget *parent) : QWidget(parent), m_key(key) { setFixedSize(40, 24); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        widgets::paintKeyHint(painter, rect(), m_key);
    }

private:
    QString m_key;
};

} // namespace

BulkBar::BulkBar(Actions &actions, QWidget *parent)
    : QFrame(parent), m_actions(actions), m_count(new widgets::Label(QString(), "heading", nullptr, this))
{
    setObjectName(u"bulkBar"_s);
    setAccessibleName(tr("Selected instances"));
    setProperty("panel", u"bottom"_s);
    setFixedHeight(widgets::Theme::current().scaled(50));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 0, 20, 0);
    row->setSpacing(6);
    m_count->setObjectName(u"bulkCountLabel"_s);
    row->addWidget(m_count);
    row->addSpacing(8);
    m_terminals = add(u"bulkTerminalsButton"_s, tr("Open terminals"), u"terminal"_s, true);
    m_command = add(u"bulkCommandButton"_s, tr("Run command"), u"play"_s);
    m_restore = add(u"bulkRestoreButton"_s, tr("Restore"), u"refresh"_s, true);
    m_project = add(u"bulkProjectButton"_s, tr("Add to project"), u"tag"_s);
    m_more = widgets::makeIconButton(u"dots"_s, tr("More actions"), {}, this);
    m_more->setObjectName(u"bulkMoreButton"_s);
    widgets::setButtonKind(m_more, ButtonKind::Plain);
    widgets::setSmall(m_more);
    row->addWidget(m_more);
    row->addStretch(1);
    QPushButton *clear = widgets::makeButton(tr("Clear"), ButtonKind::Ghost, {}, this);
    clear->setObjectName(u"bulkClearButton"_s);
    widgets::setSmall(clear);
    row->addWidget(clear);
    row->addWidget(new KeyHint(tr("Esc"), this));
    connect(m_terminals, &QPushButton::clicked, this, [this] { m_actions.openTerminals(m_ids, window()); });
    connect(m_command, &QPushButton::clicked, this, [this] { m_actions.runCommand(m_ids); });
    connect(m_restore, &QPushButton::clicked, this, [this] { m_actions.restore(m_ids); });
    connect(m_project, &QPushButton::clicked, this, [this] { m_actions.linkTo(m_ids, window()); });
    connect(m_more, &QPushButton::clicked, this, &BulkBar::openMore);
    connect(clear, &QPushButton::clicked, this, &BulkBar::clearWanted);
    hide();
}

QPushButton *BulkBar::add(const QString &name, const QString &text, const QString &icon, bool primary)
{
    QPushButton *button = widgets::makeButton(text, primary ? ButtonKind::Primary : ButtonKind::Plain, icon, this);
    button->setObjectName(name);
    widgets::setSmall(button);
    static_cast<QHBoxLayout *>(layout())->addWidget(button);
    return button;
}

void BulkBar::show(const QList<InstanceId> &ids)
{
    m_ids = ids;
    m_count->setText(tr("%n selected", nullptr, int(ids.size())));
    const inventory::Instance *first = m_actions.estate().instance(ids.value(0));
    const bool archived = first && first->archivedAt.isValid();
    m_terminals->setVisible(!archived);
    m_command->setVisible(!archived);
    m_project->setVisible(!archived);
    m_restore->setVisible(archived);
    setVisible(ids.size() >= 2);
}

void BulkBar::openMore()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillMoreMenu(menu, m_ids, window());
    menu->popup(m_more->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void BulkBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit clearWanted();
    else
        QFrame::keyPressEvent(event);
}

} // namespace aiops::myspace
