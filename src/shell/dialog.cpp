#include "shell/dialog.h"

#include "widgets/label.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMainWindow>
#include <QMouseEvent>
#include <QPainter>
#include <QWindow>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

/// Covers the window behind a dialog and follows its size.
class Dim final : public QWidget
{
public:
    Dim(QWidget *window, qreal strength) : QWidget(window), m_strength(strength)
    {
        window->installEventFilter(this);
        setGeometry(window->rect());
        raise();
        show();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QColor color = theme.color(theme.isDark() ? Token::Sunken : Token::Text);
        color.setAlphaF(float(m_strength > 0 ? m_strength : theme.isDark() ? 0.62 : 0.46));
        QPainter(this).fillRect(rect(), color);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Resize)
            setGeometry(static_cast<QWidget *>(watched)->rect());
        return false;
    }

private:
    qreal m_strength;
};

} // namespace

QWidget *dialogParent()
{
    QWidget *window = QApplication::activeWindow();
    while (window && window->parentWidget())
        window = window->parentWidget()->window();
    if (window)
        return window;
    const QWidgetList all = QApplication::topLevelWidgets();
    const auto main = std::ranges::find_if(all, [](QWidget *w) { return w->isVisible() && qobject_cast<QMainWindow *>(w); });
    return main == all.end() ? nullptr : *main;
}

Dialog::Dialog(const QString &title, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_title(new widgets::Label(QString(), "section")),
      m_header(new QHBoxLayout), m_close(widgets::makeIconButton(u"close"_s, tr("Close"), Qt::Key_Escape)), m_bodyWidget(new QWidget),
      m_body(new QVBoxLayout(m_bodyWidget)), m_buttons(new QHBoxLayout), m_left(new QHBoxLayout), m_right(new QHBoxLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_TranslucentBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    m_header->setContentsMargins(20, 14, 12, 10);
    m_header->addWidget(m_title, 1);
    m_close->setObjectName(u"closeDialogButton"_s);
    m_close->setFocusPolicy(Qt::TabFocus);
    connect(m_close, &QPushButton::clicked, this, &Dialog::reject);
    m_header->addWidget(m_close, 0, Qt::AlignTop);
    column->addLayout(m_header);
    m_body->setContentsMargins(20, 6, 20, 20);
    m_body->setSpacing(12);
    column->addWidget(m_bodyWidget, 1);
    m_buttons->setContentsMargins(0, 0, 0, 0);
    for (QHBoxLayout *part : {m_buttons, m_left, m_right})
        part->setSpacing(8);
    m_buttons->addLayout(m_left);
    m_buttons->addStretch(1);
    m_buttons->addLayout(m_right);
    column->addLayout(m_buttons);
    setTitle(title);
}

Dialog::~Dialog()
{
    delete m_dim;
}

void Dialog::setTitle(const QString &title)
{
    m_title->setText(title);
    setWindowTitle(title);
    setAccessibleName(title);
}

void Dialog::addTo(QHBoxLayout *part, QPushButton *button)
{
    m_buttons->setContentsMargins(20, 12, 20, 14);
    part->addWidget(button);
}

QPushButton *Dialog::addButton(const QString &text, widgets::ButtonKind kind, std::function<void()> run)
{
    QPushButton *button = widgets::makeButton(text, kind);
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    addTo(m_right, button);
    if (kind == widgets::ButtonKind::Primary && !m_destructive)
        setDefaultButton(button);
    return button;
}

QPushButton *Dialog::addLeftButton(const QString &text, std::function<void()> run)
{
    QPushButton *button = widgets::makeButton(text);
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    addTo(m_left, button);
    return button;
}

QPushButton *Dialog::addCancel(const QString &text)
{
    QPushButton *button = addButton(text.isEmpty() ? tr("Cancel") : text, widgets::ButtonKind::Plain,
                                    [this] { QDialog::reject(); });
    button->setObjectName(u"cancelButton"_s);
    if (!m_safe)
        m_safe = button;
    return button;
}

void Dialog::setDefaultButton(QPushButton *button)
{
    button->setDefault(true);
}

void Dialog::setSafeButton(QPushButton *button)
{
    m_safe = button;
}

void Dialog::setClosable(bool closable)
{
    m_closable = closable;
    m_close->setVisible(closable);
}

void Dialog::open()
{
    m_opener = QApplication::focusWidget();
    if (QWidget *owner = parentWidget())
        m_dim = new Dim(owner->window(), m_dimming);
    QDialog::open();
    focusFirst();
}

void Dialog::focusFirst()
{
    if (m_destructive && m_safe)
        return m_safe->setFocus(Qt::TabFocusReason);
    QLineEdit *first = nullptr;
    for (QWidget *next = m_bodyWidget->nextInFocusChain(); next != m_bodyWidget; next = next->nextInFocusChain()) {
        auto *edit = qobject_cast<QLineEdit *>(next);
        if (!edit || !m_bodyWidget->isAncestorOf(edit) || !edit->isVisibleTo(this) || !edit->isEnabled())
            continue;
        if (!first)
            first = edit;
        if (edit->text().isEmpty())
            return edit->setFocus(Qt::TabFocusReason);
    }
    if (first)
        first->setFocus(Qt::TabFocusReason);
    else if (m_safe)
        m_safe->setFocus(Qt::TabFocusReason);
}

void Dialog::reject()
{
    // The safe button may do more than reject (say that a connection was refused); it ends in QDialog::reject().
    if (m_safe && m_safe->isEnabled())
        m_safe->click();
    else if (m_closable)
        QDialog::reject();
}

void Dialog::done(int result)
{
    if (m_dim)
        m_dim->deleteLater();
    m_dim = nullptr;
    QDialog::done(result);
    if (m_opener)
        m_opener->setFocus(Qt::OtherFocusReason);
}

bool Dialog::event(QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)
        growToContent();
    return QDialog::event(event);
}

/// Qt makes a dialog as high as its texts would be in one line of any width, and squeezes what stands below them.
void Dialog::growToContent()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

void Dialog::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(theme.isDark() ? Token::BorderStrong : Token::Border));
    painter.setBrush(theme.color(Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    if (m_buttons->contentsMargins().isNull())
        return;
    const int line = height() - m_right->contentsRect().height() - 27;
    painter.setPen(theme.color(Token::Border));
    painter.drawLine(1, line, width() - 2, line);
}

void Dialog::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && event->position().y() < m_bodyWidget->y() && windowHandle())
        windowHandle()->startSystemMove();
    QDialog::mousePressEvent(event);
}

} // namespace aiops::shell
