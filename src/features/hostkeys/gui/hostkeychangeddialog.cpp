#include "features/hostkeys/gui/hostkeychangeddialog.h"

#include "features/hostkeys/hostkeyreport.h"
#include "widgets/banner.h"
#include "widgets/fingerprintbox.h"
#include "widgets/label.h"
#include "widgets/marks.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Label;
using widgets::Theme;
using widgets::Token;

namespace {

constexpr int kGlyph = 32;
constexpr int kGap = 14;

/// The diamond of the gravest status, large, with its mark of exclamation.
class Alarm final : public QWidget
{
public:
    Alarm() { setFixedSize(kGlyph, kGlyph); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        widgets::paintStatusGlyph(painter, rect(), u"critical"_s);
        painter.setPen(QPen(Theme::current().color(Token::DangerTint), 3, Qt::SolidLine, Qt::RoundCap));
        const QPointF middle = QRectF(rect()).center();
        painter.drawLine(middle - QPointF(0, 6), middle + QPointF(0, 1));
        painter.drawPoint(middle + QPointF(0, 6));
    }
};

QString glyphOf(Check::Result result)
{
    return result == Check::Passed ? u"passed"_s : result == Check::Failed ? u"failed"_s : u"unknown"_s;
}

} // namespace

HostKeyChangedDialog::HostKeyChangedDialog(const ssh::HostKeyQuestion &question, const QString &environment, QWidget *parent)
    : shell::Dialog(tr("The identity of %1 has changed").arg(shownHost(question.endpoint)), parent), m_question(question),
      m_what(nullptr), m_compared(new QCheckBox), m_host(new QLineEdit), m_replace(nullptr), m_problem(new widgets::Banner)
{
    setFixedWidth(Theme::current().scaled(756));
    setDestructive(true);
    setDimming(0.72);
    body()->setSpacing(8);
    addHeader(environment);
    addKeys();
    addChecks();
    addConsent();
    m_problem->setObjectName(u"problemBanner"_s);
    body()->addWidget(m_problem);
    addAnswers();
    connect(this, &QDialog::finished, this, [this](int result) {
        emit answered(result == Accepted ? ssh::HostKeyAnswer::Replace : ssh::HostKeyAnswer::Reject);
    });
}

void HostKeyChangedDialog::addHeader(const QString &environment)
{
    header()->setSpacing(kGap);
    header()->insertWidget(0, new Alarm, 0, Qt::AlignVCenter);
    header()->insertWidget(2, new widgets::EnvTag(environment), 0, Qt::AlignVCenter);
    auto *what = new Label(tr("Connection stopped. No password, key or command was sent. Someone may be intercepting this "
                              "connection, or the server was reinstalled."));
    what->setWordWrap(true);
    what->setContentsMargins(kGlyph + kGap, 0, 0, 0);
    m_what = what;
    body()->addWidget(what);
    body()->addSpacing(20);
}

void HostKeyChangedDialog::addKeys()
{
    constexpr qsizetype kShown = 3; // the rest is in the report
    for (const ssh::KnownHostKey &known : m_question.known.first(qMin(kShown, m_question.known.size()))) {
        auto *box = new widgets::FingerprintBox;
        box->setContent(tr("Known key"), u"%1, %2"_s.arg(shownKeyType(known.key.type), historyOf(known)),
                        known.key.fingerprint());
        body()->addWidget(box);
    }
    auto *presented = new widgets::FingerprintBox;
    presented->setContent(tr("Key presented now"),
                          tr("%1, first seen just now from %2")
                              .arg(shownKeyType(m_question.presented.type), shownAddress(m_question.endpoint)),
                          m_question.presented.fingerprint(), true);
    body()->addWidget(presented);
}

void HostKeyChangedDialog::addChecks()
{
    body()->addSpacing(8);
    body()->addWidget(new Label(tr("WHAT WE CHECKED"), "overline", "muted"));
    for (const Check &check : checksOf(m_question)) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new widgets::StatusGlyph(glyphOf(check.result)));
        row->addWidget(new Label(check.title));
        auto *detail = new Label(check.detail, "body", "muted");
        detail->setElideMode(Qt::ElideMiddle);
        row->addWidget(detail, 1);
        body()->addLayout(row);
    }
}

void HostKeyChangedDialog::addConsent()
{
    body()->addSpacing(12);
    m_compared->setObjectName(u"comparedBox"_s);
    m_compared->setText(tr("I compared the new fingerprint with the server through another channel"));
    m_compared->setAccessibleName(m_compared->text());
    body()->addWidget(m_compared);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(24, 0, 0, 0);
    row->setSpacing(12);
    auto *label = new Label(tr("Type the host name to enable replacing"), "body", "muted");
    label->setBuddy(m_host);
    m_host->setObjectName(u"hostNameEdit"_s);
    m_host->setAccessibleName(label->text());
    m_host->setPlaceholderText(shownHost(m_question.endpoint));
    m_host->setFixedWidth(230);
    row->addWidget(label);
    row->addWidget(m_host);
    row->addStretch();
    body()->addLayout(row);
    connect(m_compared, &QCheckBox::toggled, this, &HostKeyChangedDialog::updateReplace);
    connect(m_host, &QLineEdit::textChanged, this, &HostKeyChangedDialog::updateReplace);
}

void HostKeyChangedDialog::addAnswers()
{
    QPushButton *report = addLeftButton(tr("Copy report"), [this] { QGuiApplication::clipboard()->setText(reportOf(m_question)); });
    report->setObjectName(u"copyReportButton"_s);
    report->setIcon(Theme::current().icon(u"copy"_s));
    m_replace = addButton(tr("Replace the key"), ButtonKind::Danger, [this] { replace(); });
    m_replace->setObjectName(u"replaceButton"_s);
    QPushButton *stay = addButton(tr("Stay disconnected"), ButtonKind::Primary, [this] { QDialog::reject(); });
    stay->setObjectName(u"stayButton"_s);
    setDefaultButton(stay);
    setSafeButton(stay);
    updateReplace();
}

void HostKeyChangedDialog::updateReplace()
{
    m_replace->setEnabled(!m_asking && m_compared->isChecked() && m_host->text().trimmed() == shownHost(m_question.endpoint));
}

void HostKeyChangedDialog::replace()
{
    if (!m_permission)
        return accept();
    m_asking = true;
    m_problem->clear();
    updateReplace();
    deliver(m_permission(), this, [this](const Status &permitted) {
        m_asking = false;
        updateReplace();
        if (!isVisible())
            return; // answered by "Stay disconnected" meanwhile
        if (permitted)
            return accept();
        m_problem->showError(permitted.error());
    });
}

void HostKeyChangedDialog::paintEvent(QPaintEvent *event)
{
    shell::Dialog::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor red = Theme::current().color(Token::DangerFill);
    const int bottom = m_what->mapTo(this, QPoint(0, m_what->height())).y() + 14;
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    painter.setClipPath(outline);
    painter.fillRect(QRect(0, 0, width(), bottom), Theme::current().color(Token::DangerTint));
    painter.fillRect(QRect(0, bottom, width(), 1), red);
    painter.fillRect(QRect(0, 0, width(), 4), red);
    painter.setClipping(false);
    painter.setPen(red);
    painter.drawPath(outline);
}

} // namespace aiops::hostkeys
