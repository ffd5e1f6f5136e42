#pragma once

#include "shell/page.h"
#include "shell/registry.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/inspectorsection.h"
#include "widgets/label.h"

#include <QListWidget>
#include <QVBoxLayout>

namespace aiops::shell {

using namespace Qt::StringLiterals;

/// A page with everything that a page may have.
class FakePage final : public Page
{
public:
    FakePage(const QString &title, QWidget *parent) : Page(parent), m_list(new QListWidget(this))
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(20, 14, 20, 14);
        column->addWidget(new widgets::Label(title, "title"));
        auto *filter = new widgets::FilterBar;
        column->addWidget(filter);
        m_list->setAccessibleName(title);
        m_list->addItems({u"checkout-web-01"_s, u"checkout-web-02"_s, u"checkout-db-primary"_s});
        column->addWidget(m_list, 1);
        connect(m_list, &QListWidget::itemActivated, this, [this] { emit inspectorWanted(true); });
    }

    QWidget *makeSidePane(QWidget *parent) override
    {
        auto *side = new QListWidget(parent);
        side->setAccessibleName(u"Projects"_s);
        side->addItems({u"All instances"_s, u"This computer"_s, u"Checkout"_s});
        return side;
    }
    QWidget *makeInspector(QWidget *parent) override
    {
        auto *column = new widgets::InspectorColumn(u"checkout-db-primary"_s, parent);
        auto *section = column->addSection(u"Instance"_s);
        section->setRow(u"Provider"_s, u"eu-west-1b"_s);
        section->setRow(u"Private IP"_s, u"10.20.4.11"_s, true);
        return column;
    }
    void openObject(const QString &objectId) override { opened.append(objectId); }
    QWidget *mainView() override { return m_list; }
    void refresh() override { ++refreshed; }

    QStringList opened;
    int refreshed = 0;

private:
    QListWidget *m_list;
};

struct FakeApp
{
    Registry registry;
    QHash<QString, int> created;
    QHash<QString, FakePage *> pages;
    QStringList ran;

    FakeApp()
    {
        const auto page = [this](const QString &id, const QString &title, const QString &icon, int group, int order) {
            registry.addPage({id, title, icon, group, order, [this, id, title](QWidget *parent) {
                                  ++created[id];
                                  return pages[id] = new FakePage(title, parent);
                              }, true, {}, {}, id});
        };
        page(u"audit"_s, u"Audit"_s, u"log"_s, 2, 20);
        page(u"myspace"_s, u"My Space"_s, u"grid"_s, 0, 10);
        page(u"terminals"_s, u"Terminals"_s, u"terminal"_s, 0, 20);
        page(u"vault"_s, u"Vault"_s, u"key"_s, 2, 10);
        registry.addAction({u"myspace.addInstance"_s, u"Add instance…"_s, u"File"_s, QKeySequence(u"Ctrl+N"_s),
                            [this] { ran.append(u"add"_s); }, {}, u"server"_s, true});
        ActionSpec denied{u"vault.reveal"_s, u"Reveal"_s, u"Tools"_s, QKeySequence(u"Ctrl+Shift+R"_s),
                          [this] { ran.append(u"reveal"_s); }, [] { return false; }};
        registry.addAction(denied);
        ActionSpec open{u"terminal.open"_s, u"Open terminal"_s, u"Session"_s};
        open.runFor = [this](const QString &id) { ran.append(u"terminal "_s + id); };
        registry.addAction(open);
        registry.addScope({u"org"_s, 0, [] { return u"Fernhill Ops"_s; }, {}, {}});
        registry.addScope({u"project"_s, 1, [] { return u"Checkout"_s; }, [] { return u"#10a37f"_s; }, {}});
        registry.addStatus({u"vault"_s, u"lock"_s, 0, false, [] { return u"Vault locked"_s; }});
        registry.addStatus({u"sync"_s, u"database"_s, 1, false, [] { return u"Local database"_s; }});
        registry.addStatus({u"jobs"_s, u"play"_s, 2, false, [] { return QString(); }});
        registry.addStatus({u"count"_s, {}, 9, true, [] { return u"184 instances"_s; }});
    }
};

} // namespace aiops::shell
