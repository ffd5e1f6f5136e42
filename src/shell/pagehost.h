#pragma once

#include "shell/registry.h"

#include <QHash>
#include <QStackedWidget>

namespace aiops::shell {

/// The pages of the window: each made on its first visit, and the way back and forward between them.
class PageHost final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit PageHost(const QList<PageSpec> &pages, QWidget *parent = nullptr);

    /// False for a page that nobody registered.
    bool open(const QString &pageId, const QString &objectId = {});
    bool canGo(int steps) const;
    void go(int steps); ///< -1 back, 1 forward

    Page *currentPage() const;
    QString currentId() const;
    QString currentObject() const;
    QString currentTitle() const;
    QString currentHelp() const; ///< page of the manual
    bool isCreated(const QString &pageId) const { return m_pages.contains(pageId); }

signals:
    void pageCreated(aiops::shell::Page *page, const QString &pageId);
    void pageChanged(const QString &pageId);

private:
    struct Visit { QString page; QString object; bool operator==(const Visit &) const = default; };
    const PageSpec *spec(const QString &pageId) const;
    Page *ensurePage(const PageSpec &spec);
    void show(const Visit &visit);

    QList<PageSpec> m_specs;
    QHash<QString, Page *> m_pages;
    QList<Visit> m_history;
    qsizetype m_at = -1;
};

} // namespace aiops::shell
