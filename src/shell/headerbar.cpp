#include "shell/headerbar.h"

#include "shell/actiontable.h"
#include "shell/headerbuttons.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QMenu>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

class BrandMark final : public QWidget
{
public:
    explicit BrandMark(QWidget *parent) : QWidget(parent)
    {
        setFixedSize(68, 26);
        setAccessibleName(u"AIOps Command Center"_s);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::current().color(Token::AccentFill));
        painter.drawRoundedRect(QRect(25, 0, 26, 26), 6, 6);
        Theme::current().icon(u"activity"_s, Token::OnAccent).paint(&painter, QRect(29, 4, 18, 18));
    }
};

} // namespace

HeaderBar::HeaderBar(const QList<ScopeSpec> &scopes, ActionTable &actions, QWidget *parent)
    : QFrame(parent), m_scopes(scopes), m_search(new SearchButton(this)),
      m_inspector(widgets::makeIconButton(u"panel-right"_s, tr("Inspector"), {}, this))
{
    setProperty("panel", u"top"_s);
    setAccessibleName(tr("Header"));
    setMinimumHeight(48);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 5, 12, 5);
    row->setSpacing(8);
    row->addWidget(new BrandMark(this));
    addScopes(row);
    row->addStretch(1);
    row->addWidget(m_search, 4);
    row->addStretch(1);
    if (QWidget *add = makeAddButton(actions))
        row->addWidget(add);
    m_inspector->setObjectName(u"inspectorButton"_s);
    m_inspector->setCheckable(true);
    row->addWidget(m_inspector);
    connect(m_search, &QAbstractButton::clicked, this, &HeaderBar::searchRequested);
    connect(m_inspector, &QPushButton::clicked, this, &HeaderBar::inspectorToggled);
    refresh();
}

void HeaderBar::addScopes(QHBoxLayout *row)
{
    std::ranges::stable_sort(m_scopes, {}, &ScopeSpec::order);
    for (const ScopeSpec &scope : std::as_const(m_scopes)) {
        if (!m_scopeButtons.isEmpty())
            row->addWidget(new widgets::Label(u"/"_s, "body", "disabled", this));
        auto *button = new ScopeButton(this);
        button->setObjectName(scope.id + u"ScopeButton"_s);
        connect(button, &QAbstractButton::clicked, this, [button, activate = scope.activate] {
            if (activate)
                activate(button);
        });
        m_scopeButtons.append(button);
        row->addWidget(button);
    }
}

QWidget *HeaderBar::makeAddButton(ActionTable &actions)
{
    auto *menu = new QMenu(this);
    for (const ActionSpec &spec : actions.specs()) {
        if (spec.inAddMenu)
            menu->addAction(actions.action(spec.id));
    }
    if (menu->isEmpty()) {
        delete menu;
        return nullptr;
    }
    actions.watch(menu);
    auto *holder = new QWidget(this);
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    QPushButton *main = widgets::makeButton(tr("Add"), widgets::ButtonKind::Primary, u"plus"_s, holder);
    main->setObjectName(u"addButton"_s);
    main->setAccessibleName(menu->actions().constFirst()->text());
    main->setToolTip(main->accessibleName());
    connect(main, &QPushButton::clicked, menu->actions().constFirst(), &QAction::trigger);
    QPushButton *more = widgets::makeButton({}, widgets::ButtonKind::Primary, u"chevron-down"_s, holder);
    more->setObjectName(u"addMenuButton"_s);
    more->setAccessibleName(tr("More to add"));
    more->setIconSize({12, 12});
    more->setFixedWidth(28);
    more->setMenu(menu);
    row->addWidget(main);
    row->addWidget(more);
    return holder;
}

void HeaderBar::refresh()
{
    for (qsizetype i = 0; i < m_scopes.size(); ++i)
        m_scopeButtons[i]->setScope(m_scopes[i].text(), m_scopes[i].color ? m_scopes[i].color() : QString());
}

void HeaderBar::openScope(const QString &id)
{
    if (auto *button = findChild<ScopeButton *>(id + u"ScopeButton"_s))
        button->click();
}

void HeaderBar::showKeys(const QString &search, const QString &inspector)
{
    m_search->setKeys(search);
    m_inspector->setToolTip(inspector.isEmpty() ? tr("Inspector") : tr("Inspector (%1)").arg(inspector));
}

void HeaderBar::setInspectorState(bool available, bool shown)
{
    m_inspector->setEnabled(available);
    m_inspector->setChecked(available && shown);
}

} // namespace aiops::shell
