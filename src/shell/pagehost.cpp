#include "shell/pagehost.h"

#include "shell/page.h"

namespace aiops::shell {

namespace {
constexpr qsizetype historyLimit = 100;
}

PageHost::PageHost(const QList<PageSpec> &pages, QWidget *parent) : QStackedWidget(parent), m_specs(pages)
{
    setMinimumWidth(360);
}

const PageSpec *PageHost::spec(const QString &pageId) const
{
    const auto found = std::ranges::find(m_specs, pageId, &PageSpec::id);
    return found == m_specs.end() ? nullptr : &*found;
}

Page *PageHost::ensurePage(const PageSpec &spec)
{
    if (Page *page = m_pages.value(spec.id))
        return page;
    Page *page = spec.create(this);
    page->setObjectName(spec.id + QStringLiteral("Page"));
    if (page->accessibleName().isEmpty())
        page->setAccessibleName(spec.title);
    m_pages.insert(spec.id, page);
    addWidget(page);
    emit pageCreated(page, spec.id);
    return page;
}

bool PageHost::open(const QString &pageId, const QString &objectId)
{
    if (!spec(pageId))
        return false;
    const Visit visit{pageId, objectId};
    if (m_at < 0 || m_history[m_at] != visit) {
        m_history.resize(m_at + 1);
        m_history.append(visit);
        if (m_history.size() > historyLimit)
            m_history.removeFirst();
        m_at = m_history.size() - 1;
    }
    show(visit);
    return true;
}

bool PageHost::canGo(int steps) const
{
    const qsizetype to = m_at + steps;
    return m_at >= 0 && to >= 0 && to < m_history.size();
}

void PageHost::go(int steps)
{
    if (!canGo(steps))
        return;
    m_at += steps;
    show(m_history[m_at]);
}

void PageHost::show(const Visit &visit)
{
    Page *page = ensurePage(*spec(visit.page));
    setCurrentWidget(page);
    page->openObject(visit.object);
    emit pageChanged(visit.page);
}

Page *PageHost::currentPage() const
{
    return m_pages.value(currentId());
}

QString PageHost::currentId() const
{
    return m_at < 0 ? QString() : m_history[m_at].page;
}

QString PageHost::currentObject() const
{
    return m_at < 0 ? QString() : m_history[m_at].object;
}

QString PageHost::currentHelp() const
{
    const PageSpec *found = spec(currentId());
    return found ? found->help : QString();
}

QString PageHost::currentTitle() const
{
    const PageSpec *found = spec(currentId());
    return found ? found->title : QString();
}

} // namespace aiops::shell
