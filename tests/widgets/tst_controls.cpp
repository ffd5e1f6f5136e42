#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/chip.h"
#include "widgets/field.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"
#include "widgets/secretedit.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/theme.h"
#include "widgets/toast.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace aiops;
using namespace aiops::widgets;
using namespace Qt::StringLiterals;

class TestControls final : public QObject
{
    Q_OBJECT

private slots:
    void numberFieldsAreAsHighAsTextFields()
    {
        Theme::current().setMode(Theme::Mode::Light);
        QWidget holder;
        QVBoxLayout column(&holder);
        QLineEdit text;
        QSpinBox number;
        QDateTimeEdit time;
        for (QWidget *field : std::initializer_list<QWidget *>{&text, &number, &time})
            column.addWidget(field);
        holder.show();
        QVERIFY(QTest::qWaitForWindowExposed(&holder));
        QCOMPARE(number.height(), text.height());
        QCOMPARE(time.height(), text.height());
        number.setFocus();
        QVERIFY(QTest::qWaitFor([&] { return number.hasFocus() || !holder.isActiveWindow(); }));
        QCOMPARE(number.height(), text.height());
    }

    void segmentsAreChosenByKeyboard()
    {
        SegmentedControl control;
        control.addSegment(u"cards"_s, u"Cards"_s);
        control.addSegment(u"table"_s, u"Table"_s);
        QCOMPARE(control.current(), u"cards"_s);
        control.show();
        QVERIFY(QTest::qWaitForWindowExposed(&control));
        auto *cards = control.findChild<QAbstractButton *>(u"cards"_s);
        cards->setFocus();
        QTest::keyClick(cards, Qt::Key_Right);
        QCOMPARE(control.current(), u"table"_s);
    }

    void settingASegmentDoesNotSayChosen()
    {
        SegmentedControl control;
        control.addSegment(u"a"_s, u"A"_s);
        control.addSegment(u"b"_s, u"B"_s);
        const QSignalSpy chosen(&control, &SegmentedControl::chosen);
        control.setCurrent(u"b"_s);
        QCOMPARE(chosen.size(), 0);
        QTest::mouseClick(control.findChild<QAbstractButton *>(u"a"_s), Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), u"a"_s);
    }

    void chipTogglesWithSpace()
    {
        Chip chip(u"3 critical"_s, u"critical"_s);
        QTest::keyClick(&chip, Qt::Key_Space);
        QVERIFY(chip.isChecked());
        QCOMPARE(chip.accessibleName(), u"3 critical"_s);
    }

    void secretIsTakenAndTheFieldIsEmpty()
    {
        SecretEdit edit;
        QTest::keyClicks(&edit, u"pass w"_s);
        edit.insert(u"\u00f6rd"_s);
        const Secret secret = edit.take();
        QVERIFY(secret.equals("pass w\xc3\xb6rd"));
        QVERIFY(edit.text().isEmpty());
        edit.undo();
        QVERIFY(edit.text().isEmpty());
        QCOMPARE(edit.echoMode(), QLineEdit::Password);
        edit.setEchoMode(QLineEdit::Normal); // a masked field hides what it could undo, and remembers it
        QVERIFY(!edit.isUndoAvailable());
    }

    void titlesOfARowTableStandAboveWhereTextsBegin()
    {
        QTableView table;
        setUpRowTable(table);
        QCOMPARE(table.horizontalHeader()->defaultAlignment(), Qt::AlignLeft | Qt::AlignVCenter);
    }

    void secretIsReadAndStays()
    {
        SecretEdit edit;
        QTest::keyClicks(&edit, u"tulip"_s);
        QVERIFY(edit.secret().equals("tulip"));
        QVERIFY(edit.secret().equals("tulip"));
    }

    void fieldShowsWhatIsWrongAndThenTheHintAgain()
    {
        Field field(u"Port"_s, nullptr);
        field.setHint(u"22 unless changed"_s);
        field.setError(u"The port must be 1 to 65535."_s);
        QVERIFY(field.hasError());
        QCOMPARE(field.edit()->accessibleName(), u"Port"_s);
        QCOMPARE(field.edit()->accessibleDescription(), u"The port must be 1 to 65535."_s);
        field.setError({});
        QCOMPARE(field.edit()->accessibleDescription(), u"22 unless changed"_s);
    }

    void bannerShowsAnErrorWithItsDetailOnRequest()
    {
        Banner banner;
        banner.showError({Errc::TimedOut, u"web-1 did not answer."_s, u"poll: \x1b[31m110"_s, u"Try again."_s});
        QVERIFY(banner.hasMessage());
        QCOMPARE(banner.tone(), Banner::Tone::Danger);
        QCOMPARE(banner.accessibleName(), u"web-1 did not answer. Try again."_s);
        banner.show();
        const auto details = banner.findChildren<Label *>();
        const auto detail = std::find_if(details.begin(), details.end(),
                                         [](const Label *l) { return l->text() == u"poll: \\x1b[31m110"_s; });
        QVERIFY(detail != details.end());
        QVERIFY(!(*detail)->isVisible());
        QTest::mouseClick(buttonNamed(banner, u"Show detail"_s), Qt::LeftButton);
        QVERIFY((*detail)->isVisible());
    }

    void bannerActionsRunAndGoWithTheMessage()
    {
        Banner banner;
        int ran = 0;
        banner.showMessage(Banner::Tone::Warning, u"Locked"_s);
        banner.addAction(u"Unlock"_s, [&] {
            ++ran;
            banner.showMessage(Banner::Tone::Success, u"Unlocked"_s);
        });
        banner.show();
        QTest::mouseClick(buttonNamed(banner, u"Unlock"_s), Qt::LeftButton);
        QCOMPARE(ran, 1);
        QTRY_VERIFY(!buttonNamed(banner, u"Unlock"_s));
        QCOMPARE(banner.text(), u"Unlocked"_s);
    }

    void cancelledIsNoMessage()
    {
        Banner banner;
        banner.showError({Errc::Cancelled, u"Cancelled."_s});
        QVERIFY(!banner.hasMessage());
    }

    void markupOfStrangersStaysText()
    {
        const Label label(u"<img src='file:///etc/passwd'><b>x</b>"_s);
        QCOMPARE(label.textFormat(), Qt::PlainText);
    }

    void longLabelIsCutAndTellsTheRest()
    {
        Label label(u"a-very-long-instance-name-that-does-not-fit.example.net"_s);
        label.setElideMode(Qt::ElideMiddle);
        label.resize(80, 20);
        label.grab();
        QCOMPARE(label.toolTip(), label.text());
        QVERIFY(label.minimumSizeHint().width() < 60);
    }

    void escapeEmptiesTheFilter()
    {
        FilterBar filter;
        QTest::keyClicks(&filter, u"web"_s);
        QTest::keyClick(&filter, Qt::Key_Escape);
        QVERIFY(filter.text().isEmpty());
    }

    void theFilterIsEmptiedByItsButton()
    {
        FilterBar filter;
        auto *clear = filter.findChild<QAction *>(u"clearAction"_s);
        QVERIFY(clear);
        QVERIFY(!clear->isVisible());
        QTest::keyClicks(&filter, u"web"_s);
        QVERIFY(clear->isVisible());
        clear->trigger();
        QVERIFY(filter.text().isEmpty());
        QVERIFY(!clear->isVisible());
    }

    void toastsStackAndRunTheirAction()
    {
        QWidget area;
        area.resize(800, 600);
        ToastHost host(&area, 26);
        int undone = 0;
        area.show();
        host.show(u"Removed"_s, u"Undo"_s, [&] { ++undone; });
        for (int i = 0; i < 3; ++i)
            host.show(u"Saved %1"_s.arg(i));
        QCOMPARE(host.toasts().size(), 3);
        QCOMPARE(undone, 0);
        host.show(u"Removed"_s, u"Undo"_s, [&] { ++undone; });
        Toast *last = host.toasts().last();
        QVERIFY(last->geometry().bottom() < 600 - 26);
        QVERIFY(last->geometry().right() < 800);
        QTest::mouseClick(buttonNamed(*last, u"Undo"_s), Qt::LeftButton);
        QCOMPARE(undone, 1);
        QVERIFY(!host.toasts().contains(last));
    }

    void focusRingFollowsTheKeyboardOnly()
    {
        QWidget window;
        auto *box = new QHBoxLayout(&window);
        box->addWidget(makeButton(u"One"_s));
        box->addWidget(makeButton(u"Two"_s));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto children = [&] { return window.findChildren<QWidget *>(Qt::FindDirectChildrenOnly).size(); };
        box->itemAt(0)->widget()->setFocus(Qt::MouseFocusReason);
        QCOMPARE(children(), 2);
        QTest::keyClick(&window, Qt::Key_Tab);
        QCOMPARE(children(), 3);
        box->itemAt(0)->widget()->setFocus(Qt::MouseFocusReason);
        QTRY_COMPARE(children(), 2);
    }

private:
    static QPushButton *buttonNamed(const QWidget &parent, const QString &name)
    {
        for (auto *button : parent.findChildren<QPushButton *>()) {
            if (button->accessibleName() == name)
                return button;
        }
        return nullptr;
    }

    Theme m_theme;
};

QTEST_MAIN(TestControls)
#include "tst_controls.moc"
