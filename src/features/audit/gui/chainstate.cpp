#include "features/audit/gui/chainstate.h"

#include "core/text.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/chip.h"
#include "widgets/label.h"

#include <QLocale>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

/// "14:36", with the date when it is not today's.
QString shortTime(const QDateTime &at, bool utc)
{
    const QDateTime shown = utc ? at.toUTC() : at.toLocalTime();
    const QDate today = utc ? QDateTime::currentDateTimeUtc().date() : QDate::currentDate();
    return shown.toString(shown.date() == today ? u"HH:mm"_s : u"yyyy-MM-dd HH:mm"_s);
}

} // namespace

ChainState::ChainState(team::AuditLog &log, Banner &banner, QObject *parent)
    : QObject(parent), m_log(log), m_banner(banner), m_chip(new Chip), m_verify(makeButton(tr("Verify now"), ButtonKind::Plain, u"shield"_s))
{
    m_chip->setObjectName(u"chainChip"_s);
    m_chip->setCheckable(false);
    m_chip->setFocusPolicy(Qt::NoFocus);
    m_chip->hide();
    m_verify->setObjectName(u"verifyButton"_s);
    connect(m_verify, &QPushButton::clicked, this, &ChainState::verify);
}

ChainState::~ChainState()
{
    m_running.cancel();
}

void ChainState::verify()
{
    if (!m_verify->isEnabled())
        return;
    m_verify->setEnabled(false);
    m_chip->setContent(tr("Verifying"), u"starting"_s);
    m_chip->show();
    const QPointer self(this);
    deliver(m_log.flushed(), this, [this](const Status &) {
        m_running = m_log.verify();
        deliver(m_running, this, [this](const Result<team::VerifyReport> &report) { verified(report); });
    });
}

void ChainState::verified(const Result<team::VerifyReport> &report)
{
    m_verify->setEnabled(true);
    if (!report) {
        m_chip->setContent(tr("Not verified"), u"unknown"_s);
        return m_banner.showError(report.error());
    }
    m_report = *report;
    m_broken = report->firstBad != 0;
    if (m_broken)
        showBroken();
    else
        showWhole();
}

void ChainState::showWhole()
{
    if (m_banner.tone() == Banner::Tone::Danger)
        m_banner.clear();
    m_banner.setClosable(true);
    m_chip->setContent(m_report.rows == 0 ? tr("Chain is empty") : tr("Chain verified to %1").arg(shortTime(m_report.headAt, m_utc)), u"passed"_s);
    QStringList lines{tr("%1 rows, %2 of them signed.").arg(number(m_report.rows), number(m_report.signedRows))};
    if (!m_report.hasKey && m_report.rows > 0)
        lines.append(tr("Signatures could not be checked: the key of this computer is not there."));
    if (m_report.removedDetails > 0)
        lines.append(tr("Details of %1 rows were removed by retention.").arg(number(m_report.removedDetails)));
    for (const team::KnownBreak &each : std::as_const(m_report.known))
        lines.append(tr("An older chain broke at row %1; row %2 closed it.").arg(number(each.firstBad), number(each.restart)));
    m_chip->setToolTip(plainToolTip(lines.join(u'\n')));
    m_chip->setAccessibleDescription(lines.join(u' '));
}

void ChainState::showBroken()
{
    m_chip->setContent(tr("Chain broken"), u"critical"_s);
    m_chip->setToolTip(plainToolTip(shownPlain(m_report.reason)));
    m_banner.setClosable(false);
    m_banner.showMessage(Banner::Tone::Danger, tr("The audit chain is broken at row %1.").arg(number(m_report.firstBad)),
                         shownPlain(m_report.reason) + u' '
                             + tr("The file was changed outside this program. Rows before it still hold. Keep a copy of aiops.db, compare it with a backup "
                                  "or an export (aiops audit verify --against), then begin a new chain with aiops audit restart."));
}

void ChainState::setUtc(bool utc)
{
    m_utc = utc;
    if (m_report.rows > 0 && !m_broken && m_verify->isEnabled())
        showWhole();
}

} // namespace aiops::audit
