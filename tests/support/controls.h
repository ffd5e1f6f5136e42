#pragma once

#include "shell/dialog.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace aiops::test {

/// The controls of a page, pane or dialog by their object names, for tests that click and read.
class Controls final
{
public:
    /// `root` is asked each time: it may change, as the front of a window does.
    explicit Controls(std::function<QWidget *()> root) : m_root(std::move(root)) {}

    template <typename T>
    T *find(const QString &name) const
    {
        const QWidget *root = m_root();
        return root ? root->findChild<T *>(name) : nullptr;
    }
    QPushButton *button(const QString &name) const { return find<QPushButton>(name); }
    QLineEdit *edit(const QString &name) const { return find<QLineEdit>(name); }
    QAbstractItemView *view(const QString &name) const { return find<QAbstractItemView>(name); }
    QString label(const QString &name) const
    {
        const auto *label = find<QLabel>(name);
        return label ? label->text() : QStringLiteral("(no label)");
    }
    /// Of a text field of several lines, or of an output.
    QString text(const QString &name) const
    {
        const auto *view = find<QPlainTextEdit>(name);
        return view ? view->toPlainText().trimmed() : QStringLiteral("(no view)");
    }
    void write(const QString &name, const QString &text) const
    {
        auto *edit = find<QPlainTextEdit>(name);
        QVERIFY2(edit, qPrintable(name));
        edit->setPlainText(text);
    }
    void click(const QString &name) const
    {
        QTRY_VERIFY2(button(name) && button(name)->isVisible() && button(name)->isEnabled(), qPrintable(name));
        QTest::mouseClick(button(name), Qt::LeftButton);
    }

private:
    std::function<QWidget *()> m_root;
};

/// The visible dialog, wherever it belongs to; null when there is none.
inline shell::Dialog *openDialog()
{
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<shell::Dialog *>(top); found && found->isVisible())
            return found;
    }
    return nullptr;
}

/// Whoever reads the screen aloud finds a name for every button below.
inline void checkButtonNames(const QWidget &root)
{
    for (const QPushButton *each : root.findChildren<QPushButton *>())
        QVERIFY2(!each->accessibleName().isEmpty() || !each->text().isEmpty(), qPrintable(each->objectName()));
}

} // namespace aiops::test
