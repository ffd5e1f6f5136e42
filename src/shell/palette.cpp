#include "shell/palette.h"

#include "shell/palettedelegate.h"
#include "widgets/label.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QTimer>
#include <QVBoxLayout>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

Palette::Palette(PaletteSources sources, QWidget *window)
    : QDialog(window, Qt::Popup | Qt::FramelessWindowHint), m_used(sources.used), m_query(new QLineEdit),
      m_list(new QListView), m_hint(new widgets::Label(QString(), "caption", "muted"))
{
    for (const SearchSpec &search : std::as_const(sources.searches)) {
        if (search.prepare)
            search.prepare();
    }
    m_model = new PaletteModel(std::move(sources), this);
    setObjectName(u"palette"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_TranslucentBackground);
    setAccessibleName(tr("Search and commands"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 8);
    column->setSpacing(8);
    m_query->setObjectName(u"paletteEdit"_s);
    m_query->setAccessibleName(tr("Search instances, commands, settings"));
    m_query->setPlaceholderText(m_query->accessibleName());
    m_query->addAction(Theme::current().icon(u"search"_s, Token::Muted), QLineEdit::LeadingPosition);
    m_query->installEventFilter(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Results"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_hint->setElideMode(Qt::ElideRight);
    m_hint->setContentsMargins(4, 0, 4, 0);
    column->addWidget(m_query);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);
    connect(m_query, &QLineEdit::textChanged, this, [this](const QString &query) {
        m_model->setQuery(query);
        select(m_model->firstRow());
    });
    connect(m_list, &QListView::clicked, this, [this] { runCurrent(); });
    select(m_model->firstRow());
}

void Palette::open()
{
    const QWidget *window = parentWidget()->window();
    const int wide = Theme::current().scaled(640), high = Theme::current().scaled(440);
    const QSize size(qMin(wide, window->width() - 40), qMin(high, window->height() - 120));
    const QPoint topLeft = window->mapToGlobal(QPoint((window->width() - size.width()) / 2, 96));
    setGeometry(QRect(topLeft, size));
    show();
    m_query->setFocus(Qt::PopupFocusReason);
}

void Palette::refresh()
{
    const int row = m_list->currentIndex().row();
    m_model->refresh();
    select(m_model->isHit(row) ? row : m_model->firstRow());
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_query || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    return pressed(static_cast<QKeyEvent *>(event));
}

bool Palette::pressed(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent(event->modifiers() & Qt::ControlModifier);
        return true;
    case Qt::Key_Tab:
        showActions();
        return true;
    case Qt::Key_Backtab:
        leaveActions();
        return true;
    case Qt::Key_Escape:
        m_model->inActions() ? leaveActions() : reject();
        return true;
    case Qt::Key_Backspace:
        if (m_query->text().isEmpty() && m_model->inActions())
            leaveActions();
        return false;
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        move(event);
        return true;
    default:
        return false;
    }
}

/// Over the headings, which cannot be chosen.
void Palette::move(QKeyEvent *event)
{
    const bool down = event->key() == Qt::Key_Down || event->key() == Qt::Key_PageDown;
    const bool page = event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp;
    int row = m_list->currentIndex().row();
    for (int left = page ? qMax(1, m_list->viewport()->height() / Theme::current().scaled(34) - 1) : 1; left > 0; --left) {
        int next = row + (down ? 1 : -1);
        while (next >= 0 && next < m_model->rowCount() && !m_model->isHit(next))
            next += down ? 1 : -1;
        if (!m_model->isHit(next))
            break;
        row = next;
    }
    select(row);
}

void Palette::select(int row)
{
    m_list->setCurrentIndex(m_model->index(row));
    // The heading of the first group comes into view with its first row.
    if (row == m_model->firstRow())
        m_list->scrollToTop();
    describeRow();
}

/// The field keeps the focus, so it tells which row is chosen.
void Palette::describeRow()
{
    const QModelIndex index = m_list->currentIndex();
    const bool hit = m_model->isHit(index.row());
    m_query->setAccessibleDescription(hit ? index.data(Qt::AccessibleTextRole).toString() : tr("Nothing matches"));
    QStringList words;
    if (!hit)
        words << tr("Nothing matches. Prefixes: > commands, @ instances, # projects, ; settings");
    else
        words << tr("Enter runs");
    if (hit && m_model->hit(index.row()).openTerminal)
        words << tr("%1 opens a terminal").arg(QKeySequence(u"Ctrl+Enter"_s).toString(QKeySequence::NativeText));
    if (m_model->hasActions(index.row()))
        words << tr("Tab shows what else can be done");
    if (hit)
        words << (m_model->inActions() ? tr("Esc goes back") : tr("Esc closes"));
    m_hint->setText(words.join(u" · "_s));
    QAccessibleEvent moved(m_list, QAccessible::Selection);
    moved.setChild(index.row());
    QAccessible::updateAccessibility(&moved);
}

void Palette::showActions()
{
    const int row = m_list->currentIndex().row();
    const QString query = m_query->text();
    if (!m_model->enterActions(row))
        return;
    m_leftQuery = query;
    m_leftRow = row;
    m_query->clear();
    m_query->setPlaceholderText(tr("What to do with %1").arg(m_model->index(0).data().toString()));
    select(m_model->firstRow());
}

void Palette::leaveActions()
{
    if (!m_model->inActions())
        return;
    m_model->leaveActions();
    m_query->setPlaceholderText(m_query->accessibleName());
    m_query->setText(m_leftQuery);
    select(m_model->isHit(m_leftRow) ? m_leftRow : m_model->firstRow());
}

void Palette::runCurrent(bool inTerminal)
{
    const int row = m_list->currentIndex().row();
    if (!m_model->isHit(row))
        return;
    const SearchHit &hit = m_model->hit(row);
    const std::function<void()> run = inTerminal ? hit.openTerminal : hit.run;
    if (!run)
        return;
    if (const QString key = m_model->keyOf(row); m_used && !key.isEmpty())
        m_used(key);
    close();
    // Once the popup is gone: what runs may open a dialog of its own.
    QTimer::singleShot(0, parentWidget(), [run] { run(); });
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::current().color(Token::BorderStrong));
    painter.setBrush(Theme::current().color(Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

} // namespace aiops::shell
