#include "shell/confirmation.h"
#include "shell/dialog.h"
#include "widgets/field.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QPointer>
#include <QTest>
#include <QVBoxLayout>

using namespace aiops::shell;
using namespace aiops::widgets;
using namespace Qt::StringLiterals;

class TestDialog final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 600);
        m_opener = makeButton(u"Open"_s, ButtonKind::Plain, {}, m_window.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_opener->setFocus();
    }
    void cleanup() { m_window.reset(); }

    void focusIsInTheFirstEmptyField()
    {
        QPointer<Dialog> dialog = new Dialog(u"Add instance"_s, m_window.get());
        auto *name = new Field(u"Name"_s, nullptr);
        name->edit()->setText(u"web-1"_s);
        auto *address = new Field(u"Address"_s, nullptr);
        dialog->body()->addWidget(name);
        dialog->body()->addWidget(address);
        dialog->addCancel();
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QTRY_COMPARE(QApplication::focusWidget(), address->edit());
        QCOMPARE(dialog->windowModality(), Qt::WindowModal);
        QCOMPARE(dimmed(), true);
    }

    void escapePressesTheSafeButtonAndGoesBackToTheOpener()
    {
        int stayed = 0;
        QPointer<Dialog> dialog = new Dialog(u"The identity has changed"_s, m_window.get());
        QPushButton *stay = dialog->addButton(u"Stay disconnected"_s, ButtonKind::Primary, [&] {
            ++stayed;
            dialog->done(QDialog::Rejected);
        });
        dialog->setSafeButton(stay);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCOMPARE(stayed, 1);
        QTRY_VERIFY(!dialog);
        QTRY_COMPARE(dimmed(), false);
        m_window->activateWindow();
        QTRY_COMPARE(QApplication::focusWidget(), m_opener);
    }

    void aDialogWithoutButtonsHasNoRowForThem()
    {
        const auto below = [this](bool withButton) {
            QPointer<Dialog> dialog = new Dialog(u"Stopping"_s, m_window.get());
            if (withButton)
                dialog->addCancel();
            dialog->open();
            [&dialog] { QTRY_VERIFY(dialog->isVisible()); }();
            const int height = dialog->height() - dialog->bodyWidget()->geometry().bottom() - 1;
            dialog->done(QDialog::Rejected);
            return height;
        };
        QCOMPARE(below(false), 1); // the frame
        QVERIFY(below(true) > 40);
    }

    void whatMustNotBeClosedStays()
    {
        QPointer<Dialog> dialog = new Dialog(u"Stopping"_s, m_window.get());
        dialog->setClosable(false);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QVERIFY(!dialog->findChild<QPushButton *>(u"closeDialogButton"_s)->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->close());
        QVERIFY(dialog && dialog->isVisible());
        dialog->done(QDialog::Accepted);
        QTRY_VERIFY(!dialog);
        QTRY_COMPARE(dimmed(), false);
    }

    void confirmingDangerNeedsMoreThanEnter()
    {
        int removed = 0;
        QPointer<Confirmation> dialog = Confirmation::ask(
            m_window.get(), {u"Remove web-1?"_s, u"The server keeps running."_s, u"Remove"_s}, [&] { ++removed; });
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QTRY_COMPARE(QApplication::focusWidget(), dialog->findChild<QPushButton *>(u"cancelButton"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QCOMPARE(removed, 0);
    }

    void confirmingByNameNeedsTheName()
    {
        int removed = 0;
        QPointer<Confirmation> dialog = Confirmation::ask(
            m_window.get(), {u"Remove 6 instances?"_s, u"They are in production."_s, u"Remove 6 instances"_s, true, u"checkout"_s},
            [&] { ++removed; });
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        auto *edit = dialog->findChild<QLineEdit *>(u"confirmEdit"_s);
        auto *confirm = dialog->findChild<QPushButton *>(u"confirmButton"_s);
        QTest::keyClicks(edit, u"Checkout"_s);
        QVERIFY(!confirm->isEnabled());
        edit->clear();
        QTest::keyClicks(edit, u"checkout"_s);
        QVERIFY(confirm->isEnabled());
        QVERIFY(dialog->grab().save(u"dialog.png"_s));
        QTest::mouseClick(confirm, Qt::LeftButton);
        QCOMPARE(removed, 1);
        QTRY_VERIFY(!dialog);
    }

private:
    bool dimmed() const
    {
        const QList<QWidget *> children = m_window->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
        return std::ranges::any_of(children, [this](const QWidget *child) {
            return !child->isWindow() && child->isVisible() && child->geometry() == m_window->rect();
        });
    }

    Theme m_theme;
    std::unique_ptr<QWidget> m_window;
    QPushButton *m_opener = nullptr;
};

QTEST_MAIN(TestDialog)
#include "tst_dialog.moc"
