#pragma once

#include <QPointer>
#include <QWidget>

#include <optional>

namespace aiops::shell {

/// Base of every page. The frame shows sidePane() left of it and inspector() right of it while it is current.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Made by the page at the first call, best with `parent`, which owns them; nullptr for none.
    QWidget *sidePane(QWidget *parent = nullptr);
    QWidget *inspector(QWidget *parent = nullptr);
    /// Shows an object of this page: an instance id, a credential id. Empty: the page itself.
    virtual void openObject(const QString &objectId) { Q_UNUSED(objectId) }
    /// What gets the focus when the page opens or F6 comes round.
    virtual QWidget *mainView() { return this; }
    virtual void focusFilter() {}
    virtual void refresh() {}
    /// What is selected here, as ids separated by commas, for commands that act on several objects of a kind ("instance").
    virtual QString selectedObjects(const QString &kind) const { Q_UNUSED(kind) return {}; }

signals:
    /// Ask the frame to open or close the inspector (a selection was made, Alt+Enter).
    void inspectorWanted(bool shown);

protected:
    virtual QWidget *makeSidePane(QWidget *parent) { Q_UNUSED(parent) return nullptr; }
    virtual QWidget *makeInspector(QWidget *parent) { Q_UNUSED(parent) return nullptr; }

private:
    std::optional<QPointer<QWidget>> m_sidePane; ///< set once it was asked for
    std::optional<QPointer<QWidget>> m_inspector;
};

} // namespace aiops::shell
