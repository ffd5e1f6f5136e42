#include "widgets/fingerprintbox.h"

#include "widgets/button.h"
#include "widgets/label.h"

#include <QCryptographicHash>
#include <QGridLayout>
#include <QGuiApplication>
#include <QClipboard>
#include <QPainter>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 15;
constexpr int rows = 9;

class VisualHash final : public QWidget
{
public:
    VisualHash() { setFixedSize(90, 54); }
    void setContent(const QString &fingerprint, Token token)
    {
        m_fingerprint = fingerprint;
        m_token = token;
        setAccessibleName(FingerprintBox::tr("Picture of the fingerprint"));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintVisualHash(painter, rect(), m_fingerprint, Theme::current().color(m_token));
    }

private:
    QString m_fingerprint;
    Token m_token = Token::Text;
};

} // namespace

void paintVisualHash(QPainter &painter, const QRectF &rect, const QString &fingerprint, const QColor &color)
{
    const QByteArray hash = QCryptographicHash::hash(fingerprint.toUtf8(), QCryptographicHash::Sha512);
    const qreal step = qMin(rect.width() / columns, rect.height() / rows);
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x <= columns / 2; ++x) {
            const auto byte = uchar(hash[(y * 7 + x * 3 + (x + y) / 2) % hash.size()]);
            const int level = (byte >> (x % 3)) & 7;
            if (level < 4)
                continue;
            QColor shade = color;
            shade.setAlphaF(float(level - 2) / 5.0f);
            const QSizeF cell(step - 1, step - 1);
            painter.fillRect(QRectF(rect.topLeft() + QPointF(x * step, y * step), cell), shade);
            painter.fillRect(QRectF(rect.topLeft() + QPointF((columns - 1 - x) * step, y * step), cell), shade);
        }
    }
}

FingerprintBox::FingerprintBox(QWidget *parent)
    : QFrame(parent), m_title(new Label(QString(), "heading")), m_note(new Label(QString(), "secondary", "muted")),
      m_fingerprint(new Label(QString(), "mono")), m_picture(new VisualHash)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setColumnStretch(0, 1);
    m_fingerprint->setCopyable(true);
    m_fingerprint->setWordWrap(true);
    QPushButton *copy = makeIconButton(u"copy"_s, tr("Copy fingerprint"));
    setSmall(copy);
    copy->setObjectName(u"copyFingerprintButton"_s);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_fingerprint->text()); });
    auto *heading = new QHBoxLayout;
    heading->addWidget(m_title);
    heading->addStretch();
    heading->addWidget(m_note);
    grid->addLayout(heading, 0, 0, 1, 3);
    grid->addWidget(m_fingerprint, 1, 0);
    grid->addWidget(copy, 1, 1);
    grid->addWidget(m_picture, 1, 2);
}

void FingerprintBox::setContent(const QString &title, const QString &note, const QString &fingerprint, bool alarming)
{
    m_alarming = alarming;
    m_title->setText(title);
    m_title->setTone(alarming ? "danger" : "");
    m_note->setText(note);
    m_fingerprint->setText(fingerprint);
    m_fingerprint->setTone(alarming ? "danger" : "");
    m_fingerprint->setAccessibleName(title);
    m_fingerprint->setAccessibleDescription(fingerprint);
    setAccessibleName(title);
    static_cast<VisualHash *>(m_picture)->setContent(fingerprint, alarming ? Token::Danger : Token::Muted);
    update();
}

void FingerprintBox::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(m_alarming ? Token::Danger : Token::Border));
    painter.setBrush(theme.color(theme.isDark() ? Token::Sunken : Token::Bg));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace aiops::widgets
