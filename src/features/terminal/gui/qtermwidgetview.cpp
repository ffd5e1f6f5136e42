#include "features/terminal/gui/qtermwidgetview.h"

#include "features/terminal/gui/terminalkeys.h"

#include <QAction>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLoggingCategory>
#include <QMenu>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <qtermwidget.h>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

constexpr int kScrollback = 10'000;

QFont terminalFont(int points)
{
    const QString preferred = u"JetBrains Mono"_s;
    QFont font = QFontDatabase::hasFamily(preferred) ? QFont(preferred)
                                                     : QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(points);
    font.setStyleHint(QFont::Monospace);
    font.setFeature("liga", 0);
    font.setFeature("calt", 0);
    return font;
}

/// The way of the widget's own pty reader into its screen, without the pty in between: a second trip through the
/// kernel, 4 KiB at a time, for what came over the network anyway. tst_qtermwidgetview notices when the slot goes.
TerminalFeed::Sink screenOf(QTermWidget &widget)
{
    for (QObject *child : widget.findChildren<QObject *>()) {
        const int slot = child->metaObject()->indexOfSlot("onReceiveBlock(const char*,int)");
        if (slot < 0)
            continue;
        return [child, method = child->metaObject()->method(slot)](const char *bytes, int size) {
            method.invoke(child, Qt::DirectConnection, Q_ARG(const char *, bytes), Q_ARG(int, size));
        };
    }
    qCritical("This version of qtermwidget has no slot onReceiveBlock: terminals stay empty.");
    return [](const char *, int) {};
}

/// The widget writes every step of a search, with the text, to the default category.
class QuietDebug final
{
public:
    QuietDebug() { QLoggingCategory::defaultCategory()->setEnabled(QtDebugMsg, false); }
    ~QuietDebug() { QLoggingCategory::defaultCategory()->setEnabled(QtDebugMsg, m_wasOn); }

private:
    Q_DISABLE_COPY_MOVE(QuietDebug)
    const bool m_wasOn = QLoggingCategory::defaultCategory()->isDebugEnabled();
};

} // namespace

QTermWidgetView::QTermWidgetView(QWidget *parent, std::function<bool(QKeyCombination)> takesKey)
    : TerminalView(parent), m_takesKey(std::move(takesKey)), m_widget(new QTermWidget(0, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_widget);
    prepareWidget();
    m_widget->startTerminalTeletype();
    m_feed = std::make_unique<TerminalFeed>(screenOf(*m_widget));
    connect(m_feed.get(), &TerminalFeed::delivered, this, &TerminalView::shown);
    connect(m_widget, &QTermWidget::sendData, this, [this](const char *data, int size) {
        if (size > 0) // a modifier alone sends nothing
            emit typed(QByteArray(data, size));
    });
    setFocusProxy(m_display);
}

QTermWidgetView::~QTermWidgetView()
{
    m_feed.reset(); // before the widget that it shows things in
}

void QTermWidgetView::prepareWidget()
{
    m_widget->setHistorySize(kScrollback);
    m_widget->setScrollBarPosition(QTermWidgetInterface::ScrollBarRight);
    m_widget->setTerminalSizeHint(false);
    m_widget->setBidiEnabled(false);
    m_widget->setFlowControlEnabled(false);
    m_widget->setFlowControlWarningEnabled(false);
    m_widget->setBlinkingCursor(false);
    m_widget->setMargin(8);
    setFontSize(13);
    m_display = m_widget->focusProxy() ? m_widget->focusProxy() : m_widget->findChild<QWidget *>(u"TerminalDisplay"_s);
    if (!m_display)
        m_display = m_widget;
    m_display->setAcceptDrops(false); // a drop would open the widget's own menu and paste unasked
    m_display->setAccessibleName(tr("Terminal"));
    m_display->setToolTip({});
    m_display->installEventFilter(this);
}

void QTermWidgetView::feed(const QByteArray &data)
{
    m_feed->feed(data);
}

void QTermWidgetView::dropUnshown()
{
    m_feed->dropUnshown();
}

void QTermWidgetView::prepareConnection()
{
    m_feed->resetFilter();
    // Leave the alternate screen, mouse reporting, bracketed paste and colours of a shell that was cut off.
    m_feed->feed("\x18\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?25h\x1b[?1l\x1b>\x1b[r\x1b[m"
                 "\x1b[999;1H");
}

QString QTermWidgetView::selectedText() const
{
    return m_widget->selectedText();
}

void QTermWidgetView::sendPaste(const QString &text)
{
    QString wrapped = text;
    m_widget->bracketText(wrapped);
    emit typed(wrapped.toUtf8());
    m_widget->scrollToEnd();
}

bool QTermWidgetView::find(const QString &text, Direction direction, bool matchCase)
{
    // The widget has no call to search. Its own, hidden bar holds its only line edit, and the first of the options
    // there is the case; tst_qtermwidgetview notices when that changes.
    auto *edit = m_widget->findChild<QLineEdit *>();
    if (!edit || text.isEmpty())
        return false;
    const auto actions = edit->parentWidget()->findChildren<QAction *>();
    const auto option = std::ranges::find_if(actions, &QAction::isCheckable);
    if (option != actions.end())
        (*option)->setChecked(matchCase);
    {
        const QSignalBlocker quiet(edit); // a change would search at once, and forwards
        edit->setText(text);
    }
    const QuietDebug quiet;
    QMetaObject::invokeMethod(m_widget, direction == Direction::Next ? "findNext" : "findPrevious", Qt::DirectConnection);
    return selectedText().compare(text, matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0;
}

void QTermWidgetView::setFontSize(int points)
{
    m_widget->setTerminalFont(terminalFont(points));
    QMetaObject::invokeMethod(this, &QTermWidgetView::checkSize, Qt::QueuedConnection);
}

void QTermWidgetView::setDark(bool dark)
{
    m_widget->setColorScheme(dark ? u":/terminal/aiops-dark.colorscheme"_s : u":/terminal/aiops-light.colorscheme"_s);
}

/// The widget does not tell when its grid changes.
void QTermWidgetView::checkSize()
{
    const int columns = m_widget->screenColumnsCount();
    const int rows = m_widget->screenLinesCount();
    if (columns < 1 || rows < 1 || (columns == m_columns && rows == m_rows))
        return;
    m_columns = columns;
    m_rows = rows;
    m_feed->setColumns(columns);
    emit resized(columns, rows);
}

bool QTermWidgetView::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Show:
        QMetaObject::invokeMethod(this, &QTermWidgetView::checkSize, Qt::QueuedConnection);
        break;
    case QEvent::ShortcutOverride:
        return filterKey(static_cast<QKeyEvent *>(event), true);
    case QEvent::KeyPress:
        return filterKey(static_cast<QKeyEvent *>(event), false);
    case QEvent::MouseButtonPress:
        if (static_cast<QMouseEvent *>(event)->button() == Qt::MiddleButton) {
            emit pasteRequested(true);
            return true;
        }
        break;
    case QEvent::ContextMenu:
        emit menuRequested(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    default:
        break;
    }
    return TerminalView::eventFilter(watched, event);
}

/// Keys of the window stay shortcuts and are never typed; every other key is the shell's, also where the window
/// has a shortcut for it.
bool QTermWidgetView::filterKey(QKeyEvent *event, bool isOverride)
{
    if (m_takesKey ? m_takesKey(event->keyCombination()) : belongsToWindow(*event)) {
        event->ignore();
        return true;
    }
    if (isOverride) {
        event->accept();
        return true;
    }
    if (event->key() == Qt::Key_Insert && event->modifiers() == Qt::ShiftModifier) {
        emit pasteRequested(false);
        return true;
    }
    return false;
}

} // namespace aiops::terminal
