#include "widgets/banner.h"

#include "core/text.h"
#include "widgets/button.h"
#include "widgets/label.h"
#include "widgets/statusglyph.h"

#include <QAccessible>
#include <QGridLayout>
#include <QPainter>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

namespace {

struct ToneRow
{
    Token tint;
    Token line;
    QLatin1StringView status;
};
constexpr std::array<ToneRow, 4> toneTable{{{Token::InfoTint, Token::Info, "info"_L1},
                                            {Token::SuccessTint, Token::Success, "passed"_L1},
                                            {Token::WarnTint, Token::Warn, "warning"_L1},
                                            {Token::DangerTint, Token::Danger, "failed"_L1}}};

Label *wrapped(const char *type, const char *tone = nullptr)
{
    auto *label = new Label(QString(), type, tone);
    label->setWordWrap(true);
    label->setCopyable(true);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent), m_glyph(new StatusGlyph), m_text(wrapped("heading")), m_hint(wrapped("secondary")),
      m_detail(wrapped("mono", "muted")), m_actions(new QWidget), m_actionRow(new QHBoxLayout(m_actions)),
      m_close(makeIconButton(u"close"_s, tr("Close message")))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 9, 8, 9);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    setSmall(m_close);
    m_close->setObjectName(u"closeMessageButton"_s);
    m_actionRow->setContentsMargins(0, 4, 0, 0);
    m_actionRow->setSpacing(6);
    m_actionRow->addStretch(1);
    grid->addWidget(m_glyph, 0, 0, Qt::AlignTop);
    grid->addWidget(m_text, 0, 1);
    grid->addWidget(m_close, 0, 2, Qt::AlignTop);
    grid->addWidget(m_hint, 1, 1);
    grid->addWidget(m_detail, 2, 1);
    grid->addWidget(m_actions, 3, 1);
    grid->itemAtPosition(0, 0)->setAlignment(Qt::AlignVCenter);
    connect(m_close, &QPushButton::clicked, this, [this] {
        clear();
        emit closed();
    });
    hide();
}

void Banner::showMessage(Tone tone, const QString &text, const QString &hint)
{
    m_tone = tone;
    m_glyph->setStatus(toneTable[size_t(tone)].status);
    m_text->setText(text);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_detail->hide();
    removeActions();
    setAccessibleName(hint.isEmpty() ? text : text + u' ' + hint);
    show();
    update();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Banner::showError(const Error &error)
{
    if (error.code == Errc::Cancelled)
        return clear();
    showMessage(Tone::Danger, error.text, error.hint);
    if (!error.detail.isEmpty())
        offerDetail(shownPlain(error.detail));
}

void Banner::offerDetail(const QString &detail)
{
    m_detail->setText(detail);
    QPushButton *button = addAction(tr("Show detail"), {});
    button->setCheckable(true);
    connect(button, &QPushButton::toggled, m_detail, &QWidget::setVisible);
}

QPushButton *Banner::addAction(const QString &text, std::function<void()> run)
{
    QPushButton *button = makeButton(text);
    setSmall(button);
    if (run)
        connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    m_actionRow->insertWidget(m_actionRow->count() - 1, button);
    m_actions->show();
    return button;
}

void Banner::removeActions()
{
    m_actions->hide();
    // Later, not now: the message may have been replaced by the click of one of these buttons.
    for (auto *button : m_actions->findChildren<QPushButton *>(Qt::FindDirectChildrenOnly)) {
        m_actionRow->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
}

void Banner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void Banner::clear()
{
    hide();
    m_text->clear();
    removeActions();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::paintEvent(QPaintEvent *)
{
    const ToneRow &row = toneTable[size_t(m_tone)];
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current().color(row.tint));
    painter.drawRoundedRect(rect(), 6, 6);
}

} // namespace aiops::widgets
