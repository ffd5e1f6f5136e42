#include "widgets/emptystate.h"

#include "widgets/button.h"
#include "widgets/label.h"

#include <QVBoxLayout>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

namespace {

class IconLabel final : public QLabel
{
public:
    using QLabel::QLabel;
    void setIconName(const QString &name) { m_icon = Theme::current().icon(name, Token::Muted); update(); }
    QSize sizeHint() const override { return {32, 32}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_icon.paint(&painter, QRect((width() - 32) / 2, 0, 32, 32));
    }

private:
    QIcon m_icon;
};

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(this)), m_title(new Label(QString(), "section", nullptr, this)),
      m_text(new Label(QString(), "body", "muted", this)), m_buttons(new QHBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(8);
    m_icon->setFixedHeight(36);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setMaximumWidth(Theme::current().scaled(440));
    m_buttons->setContentsMargins(0, 8, 0, 0);
    m_buttons->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_icon);
    column->addWidget(m_title);
    auto *textRow = new QHBoxLayout;
    textRow->addStretch(1);
    textRow->addWidget(m_text, 4);
    textRow->addStretch(1);
    column->addLayout(textRow);
    auto *buttonRow = new QHBoxLayout;
    buttonRow->addStretch(1);
    buttonRow->addLayout(m_buttons);
    buttonRow->addStretch(1);
    column->addLayout(buttonRow);
    column->addStretch(3);
}

EmptyState::EmptyState(const QString &icon, const QString &title, const QString &text, QWidget *parent)
    : EmptyState(parent)
{
    setContent(icon, title, text);
}

void EmptyState::setContent(const QString &icon, const QString &title, const QString &text)
{
    static_cast<IconLabel *>(m_icon)->setIconName(icon);
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
}

QPushButton *EmptyState::addButton(const QString &text, std::function<void()> run)
{
    QPushButton *button = makeButton(text, m_buttons->count() == 0 ? ButtonKind::Primary : ButtonKind::Plain, {}, this);
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::clearButtons()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

} // namespace aiops::widgets
