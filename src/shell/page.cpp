#include "shell/page.h"

namespace aiops::shell {

QWidget *Page::sidePane(QWidget *parent)
{
    if (!m_sidePane)
        m_sidePane = makeSidePane(parent);
    return *m_sidePane;
}

QWidget *Page::inspector(QWidget *parent)
{
    if (!m_inspector)
        m_inspector = makeInspector(parent);
    return *m_inspector;
}

} // namespace aiops::shell
