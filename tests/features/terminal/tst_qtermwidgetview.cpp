#include "features/terminal/gui/qtermwidgetview.h"

#include <QElapsedTimer>
#include <QFile>
#include <QKeyEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <ctime>
#include <utility>

#ifdef __SANITIZE_ADDRESS__
constexpr int kLongestGap = 500; // five times slower there
extern "C" size_t __sanitizer_get_current_allocated_bytes(); // of <sanitizer/allocator_interface.h>, not packaged everywhere
#else
constexpr int kLongestGap = 100;
#endif

using namespace aiops::terminal;
using namespace Qt::StringLiterals;

namespace {

/// The sanitizer keeps freed memory for a while, so that the resident size says nothing there.
qint64 memoryKiB()
{
#ifdef __SANITIZE_ADDRESS__
    return qint64(__sanitizer_get_current_allocated_bytes() / 1024);
#endif
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4 : 0;
}

/// Processor time of this thread, where it can be had: that the machine has other work is not the window's fault.
qint64 busyMs()
{
#ifdef Q_OS_UNIX
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
#else
    return QDateTime::currentMSecsSinceEpoch();
#endif
}

/// Feeds as a channel does: never more than the window beyond what was shown.
class Source final : public QObject
{
public:
    Source(TerminalView &view, QByteArray piece, qint64 total) : m_view(view), m_piece(std::move(piece)), m_left(total)
    {
        connect(&view, &TerminalView::shown, this, [this](qint64 bytes) {
            m_window += bytes;
            send();
        });
    }
    void send()
    {
        while (m_left > 0 && m_window >= m_piece.size()) {
            m_window -= m_piece.size();
            m_left -= m_piece.size();
            m_view.feed(m_piece);
        }
    }
    bool isDone() const { return m_left <= 0 && m_window >= (1 << 20); }

private:
    TerminalView &m_view;
    QByteArray m_piece;
    qint64 m_left;
    qint64 m_window = 1 << 20;
};

} // namespace

class TestQTermWidgetView : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_view = std::make_unique<QTermWidgetView>();
        m_view->setDark(true);
        m_view->resize(800, 500);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void typedKeysGoOut();
    void keysOfTheWindowAreNotTyped();
    void keysOfThePageGoToTheShell_data();
    void keysOfThePageGoToTheShell();
    void gridSizeIsReportedAfterResizeAndZoom();
    void findsInTheScrollback();
    void answersHoldNoServerText();
    void bracketedPasteOnlyWhenTheShellWantsIt();
    void floodKeepsTheWindowAliveAndTheMemoryFlat();

private:
    void show(const QByteArray &text)
    {
        QSignalSpy shown(m_view.get(), &TerminalView::shown);
        m_view->feed(text);
        QTRY_VERIFY(!shown.isEmpty());
    }
    std::unique_ptr<QTermWidgetView> m_view;
};

void TestQTermWidgetView::typedKeysGoOut()
{
    QSignalSpy typed(m_view.get(), &TerminalView::typed);
    QWidget *target = m_view->focusProxy();
    QTest::keyClicks(target, u"ls"_s);
    QTest::keyClick(target, Qt::Key_Return);
    QTest::keyClick(target, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(target, Qt::Key_K, Qt::ControlModifier);
    QByteArray all;
    for (const auto &call : typed)
        all += call[0].toByteArray();
    QCOMPARE(all, "ls\r\x03\x0b");
}

void TestQTermWidgetView::keysOfTheWindowAreNotTyped()
{
    QSignalSpy typed(m_view.get(), &TerminalView::typed);
    QWidget *target = m_view->focusProxy();
    QTest::keyClick(target, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(target, Qt::Key_Tab, Qt::ControlModifier);
    QTest::keyClick(target, Qt::Key_1, Qt::AltModifier);
    QVERIFY2(typed.isEmpty(), typed.isEmpty() ? "" : typed[0][0].toByteArray().toPercentEncoding().constData());
}

void TestQTermWidgetView::keysOfThePageGoToTheShell_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<bool>("isShells");
    for (const char *keys : {"Ctrl+B", "Ctrl+K", "Ctrl+F", "Ctrl+N", "Ctrl+P", "Ctrl+D", "Ctrl+L", "F5", "F6", "F9", "Alt+Left"})
        QTest::newRow(keys) << QString::fromLatin1(keys) << true;
    for (const char *keys : {"Ctrl+Shift+K", "Ctrl+Shift+T", "Ctrl+Tab", "Ctrl+F6", "Ctrl+,", "Ctrl+`", "Alt+1"})
        QTest::newRow(keys) << QString::fromLatin1(keys) << false;
}

void TestQTermWidgetView::keysOfThePageGoToTheShell()
{
    QFETCH(QString, keys);
    QFETCH(bool, isShells);
    const QKeyCombination key = QKeySequence(keys)[0];
    QKeyEvent override(QEvent::ShortcutOverride, key.key(), key.keyboardModifiers());
    override.ignore();
    QCoreApplication::sendEvent(m_view->focusProxy(), &override);
    QCOMPARE(override.isAccepted(), isShells);
}

void TestQTermWidgetView::gridSizeIsReportedAfterResizeAndZoom()
{
    QSignalSpy resized(m_view.get(), &TerminalView::resized);
    m_view->resize(1100, 700);
    QTRY_VERIFY(!resized.isEmpty());
    const int columns = m_view->columns();
    QVERIFY(columns > 80);
    QCOMPARE(resized.last()[0].toInt(), columns);
    resized.clear();
    m_view->setFontSize(20);
    QTRY_VERIFY(!resized.isEmpty());
    QVERIFY(m_view->columns() < columns);
}

void TestQTermWidgetView::findsInTheScrollback()
{
    QByteArray text;
    for (int i = 0; i < 500; ++i)
        text += "line " + QByteArray::number(i) + "\r\n";
    show("the Needle\r\n" + text);
    QTRY_VERIFY(m_view->find(u"line 499"_s, TerminalView::Direction::Previous, false));
    QVERIFY(m_view->find(u"needle"_s, TerminalView::Direction::Previous, false));
    QCOMPARE(m_view->selectedText().trimmed(), u"Needle"_s);
    QVERIFY(!m_view->find(u"needle"_s, TerminalView::Direction::Next, true));
    QVERIFY(!m_view->find(u"absent"_s, TerminalView::Direction::Next, false));
}

void TestQTermWidgetView::answersHoldNoServerText()
{
    QSignalSpy typed(m_view.get(), &TerminalView::typed);
    show("\x1b]0;EVIL\x07\x1b[21t\x1b[20t\x05\x1bP$qEVIL\x1b\\\x1b]10;?\x07\x1b[c\x1b[>c\x1b[6n\x1b[5n");
    QTRY_VERIFY(typed.size() >= 2);
    QByteArray answers;
    for (const auto &call : typed)
        answers += call[0].toByteArray();
    QVERIFY(!answers.contains("EVIL"));
    QVERIFY2(answers.startsWith("\x1b[?"), answers.toPercentEncoding().constData());
}

void TestQTermWidgetView::bracketedPasteOnlyWhenTheShellWantsIt()
{
    QSignalSpy typed(m_view.get(), &TerminalView::typed);
    m_view->sendPaste(u"a"_s);
    QCOMPARE(typed.last()[0].toByteArray(), "a");
    show("\x1b[?2004h");
    const auto pasted = [&] {
        m_view->sendPaste(u"b"_s);
        return typed.last()[0].toByteArray();
    };
    QTRY_COMPARE(pasted(), "\x1b[200~b\x1b[201~");
}

void TestQTermWidgetView::floodKeepsTheWindowAliveAndTheMemoryFlat()
{
    QByteArray line;
    for (int i = 0; i < 78; ++i)
        line += char('a' + i % 26);
    const QByteArray piece = (line + "\r\n").repeated(400);
    Source warmUp(*m_view, piece, 2'000'000); // fills the scrollback, whose size is fixed
    warmUp.send();
    QTRY_VERIFY_WITH_TIMEOUT(warmUp.isDone(), 30'000);
    const qint64 before = memoryKiB();

    qint64 longest = 0;
    qint64 since = busyMs();
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] {
        longest = qMax(longest, busyMs() - std::exchange(since, busyMs()));
    });
    beat.start(5);
    QElapsedTimer whole;
    whole.start();
    Source source(*m_view, piece, 20'000'000);
    source.send();
    QTRY_VERIFY_WITH_TIMEOUT(source.isDone(), 60'000);
    const qint64 growth = memoryKiB() - before;
    qInfo("%lld ms, longest gap %lld ms, growth %lld KiB", whole.elapsed(), longest, growth);
    QVERIFY(longest < kLongestGap);
    QVERIFY(growth < 30 * 1024);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    TestQTermWidgetView test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_qtermwidgetview.moc"
