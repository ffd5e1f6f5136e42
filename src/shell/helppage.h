#pragma once

#include "shell/page.h"

class QListWidget;
class QTextBrowser;

namespace aiops::shell {

/// The manual that is part of the program: its pages at the left, one of them at the right. Reads nothing but that.
class HelpPage final : public Page
{
    Q_OBJECT

public:
    explicit HelpPage(QWidget *parent);

    void openObject(const QString &page) override; ///< "terminals"; empty or unknown: the first page
    QWidget *mainView() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void showRow(int row);
    void select(const QString &page);
    void followLink(const QUrl &link);

    QListWidget *m_list;
    QTextBrowser *m_text;
};

} // namespace aiops::shell
