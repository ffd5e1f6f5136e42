#include "features/hostkeys/gui/hostkeychangeddialog.h"

#include "features/hostkeys/hostkeyreport.h"
#include "widgets/button.h"
#include "widgets/fingerprintbox.h"
#include "widgets/label.h"
#include "widgets/marks.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Label;
using widgets::Theme;
using widgets::Token;

namespace {

/// Paints its own background: the header in red, the footer as a surface with a line above.
class Strip final : public QWidget
{
public:
    Strip(Token fill, bool lineAbove) : m_fill(fill), m_lineAbove(lineAbove) {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Theme::current().color(m_fill));
        const int y = m_lineAbove ? 0 : height() - 1;
        painter.fillRect(QRect(0, y, width(), 1), Theme::current().color(m_lineAbove ? Token::Border : Token::DangerFill));
    }

private:
    Token m_fill;
    bool m_lineAbove;
};

QString glyphOf(Check::Result result)
{
    return result == Check::Passed ? u"passed"_s : result == Check::Failed ? u"failed"_s : u"unknown"_s;
}

} // namespace

HostKeyChangedDialog::HostKeyChangedDialog(const ssh::HostKeyQuestion &question, const QString &environment, QWidget *parent)
    : QDialog(parent), m_question(question), m_compared(new QCheckBox), m_host(new QLineEdit), m_replace(nullptr)
{
    setWindowTitle(tr("Host key changed"));
    setWindowModality(Qt::WindowModal);
    setFixedWidth(756);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 4, 1, 1); // the red frame
    layout->setSpacing(0);
    layout->addWidget(makeHeader(environment));
    auto *body = new QVBoxLayout;
    body->setContentsMargins(24, 16, 24, 16);
    body->setSpacing(8);
    addKeys(*body);
    addChecks(*body);
    addConsent(*body);
    layout->addLayout(body);
    layout->addWidget(makeFooter());
    connect(this, &QDialog::finished, this, [this](int result) {
        emit answered(result == Accepted ? ssh::HostKeyAnswer::Replace : ssh::HostKeyAnswer::Reject);
    });
}

QWidget *HostKeyChangedDialog::makeHeader(const QString &environment) const
{
    auto *header = new Strip(Token::DangerTint, false);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(24, 14, 24, 14);
    row->setSpacing(16);
    auto *glyph = new widgets::StatusGlyph(u"critical"_s);
    glyph->setFixedSize(32, 32);
    row->addWidget(glyph, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    auto *title = new Label(tr("The identity of %1 has changed").arg(shownHost(m_question.endpoint)), "title");
    title->setWordWrap(true);
    auto *what = new Label(tr("Connection stopped. No password, key or command was sent. Someone may be intercepting this "
                              "connection, or the server was reinstalled."));
    what->setWordWrap(true);
    texts->addWidget(title);
    texts->addWidget(what);
    row->addLayout(texts, 1);
    row->addWidget(new widgets::EnvTag(environment), 0, Qt::AlignTop);
    return header;
}

void HostKeyChangedDialog::addKeys(QVBoxLayout &layout) const
{
    for (const ssh::KnownHostKey &known : m_question.known) {
        auto *box = new widgets::FingerprintBox;
        box->setContent(tr("Known key"), u"%1, %2"_s.arg(shownKeyType(known.key.type), historyOf(known)),
                        known.key.fingerprint());
        layout.addWidget(box);
        if (layout.count() == 3) // the rest is in the report
            break;
    }
    auto *presented = new widgets::FingerprintBox;
    presented->setContent(tr("Key presented now"),
                          tr("%1, first seen just now from %2")
                              .arg(shownKeyType(m_question.presented.type), shownAddress(m_question.endpoint)),
                          m_question.presented.fingerprint(), true);
    layout.addWidget(presented);
}

void HostKeyChangedDialog::addChecks(QVBoxLayout &layout) const
{
    layout.addSpacing(8);
    layout.addWidget(new Label(tr("WHAT WE CHECKED"), "overline", "muted"));
    for (const Check &check : checksOf(m_question)) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new widgets::StatusGlyph(glyphOf(check.result)));
        row->addWidget(new Label(check.title));
        auto *detail = new Label(check.detail, "body", "muted");
        detail->setElideMode(Qt::ElideMiddle);
        row->addWidget(detail, 1);
        layout.addLayout(row);
    }
}

void HostKeyChangedDialog::addConsent(QVBoxLayout &layout)
{
    layout.addSpacing(12);
    m_compared->setObjectName(u"comparedBox"_s);
    m_compared->setText(tr("I compared the new fingerprint with the server through another channel"));
    m_compared->setAccessibleName(m_compared->text());
    layout.addWidget(m_compared);
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
    layout.addLayout(row);
    connect(m_compared, &QCheckBox::toggled, this, &HostKeyChangedDialog::updateReplace);
    connect(m_host, &QLineEdit::textChanged, this, &HostKeyChangedDialog::updateReplace);
}

QWidget *HostKeyChangedDialog::makeFooter()
{
    auto *footer = new Strip(Token::Surface, true);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(24, 12, 24, 12);
    row->setSpacing(8);
    auto *report = widgets::makeButton(tr("Copy report"), ButtonKind::Plain, u"copy"_s);
    report->setObjectName(u"copyReportButton"_s);
    m_replace = widgets::makeButton(tr("Replace the key"), ButtonKind::Danger);
    m_replace->setObjectName(u"replaceButton"_s);
    auto *stay = widgets::makeButton(tr("Stay disconnected"), ButtonKind::Primary);
    stay->setObjectName(u"stayButton"_s);
    row->addWidget(report);
    row->addStretch();
    row->addWidget(m_replace);
    row->addWidget(stay);
    connect(report, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(reportOf(m_question)); });
    connect(m_replace, &QPushButton::clicked, this, &QDialog::accept);
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    stay->setDefault(true);
    stay->setFocus();
    updateReplace();
    return footer;
}

void HostKeyChangedDialog::updateReplace()
{
    m_replace->setEnabled(m_compared->isChecked() && m_host->text().trimmed() == shownHost(m_question.endpoint));
}

void HostKeyChangedDialog::paintEvent(QPaintEvent *event)
{
    QDialog::paintEvent(event);
    QPainter painter(this);
    const QColor red = Theme::current().color(Token::DangerFill);
    painter.setPen(red);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.fillRect(QRect(0, 0, width(), 4), red);
}

} // namespace aiops::hostkeys
