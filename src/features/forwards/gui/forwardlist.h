#pragma once

#include "features/forwards/forward.h"
#include "features/forwards/gui/forwardsfeature.h"

#include <QPointer>
#include <QUrl>
#include <QWidget>

class QListView;
class QMenu;

namespace aiops::widgets { class Label; }

namespace aiops::forwards {

class ForwardsModel;

/// "Forwarded ports": the forwards of all instances with their state; Enter or Space starts and stops, the menu does the rest.
class ForwardList final : public QWidget
{
    Q_OBJECT

public:
    ForwardList(const FeatureParts &parts, shell::Navigator &navigator, QWidget *parent = nullptr);

    /// Instead of the desktop's browser, in tests.
    void setBrowser(std::function<bool(const QUrl &)> browser) { m_browser = std::move(browser); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void refresh();
    void fitHeight();
    void toggle();
    void openMenu(const QPoint &at);
    void add();
    void edit();
    void askToRemove();
    void remove(const Forward &forward);
    void copyAddress();
    void openInBrowser();
    std::optional<Forward> selected() const;

    FeatureParts m_parts;
    shell::Navigator &m_navigator;
    std::function<bool(const QUrl &)> m_browser;
    ForwardsModel *m_model;
    QListView *m_list;
    QWidget *m_empty;
};

/// Starts it and shows what goes wrong; a locked vault is offered to be opened first.
void startForward(const FeatureParts &parts, shell::Navigator &navigator, const Forward &forward);
/// The address that programs of this computer are given: "127.0.0.1:8080"; for "*" loopback.
QString addressOf(const Forward &forward);

} // namespace aiops::forwards
