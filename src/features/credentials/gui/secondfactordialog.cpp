#include "features/credentials/gui/secondfactordialog.h"

#include "core/errortext.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/sensitiveclipboard.h"
#include "features/credentials/gui/windowvault.h"
#include "vault/secondfactor.h"
#include "widgets/field.h"
#include "widgets/label.h"

#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

/// "JBSW Y3DP …", as people copy it by hand.
QString inGroups(QByteArrayView text)
{
    QStringList groups;
    for (qsizetype at = 0; at < text.size(); at += 4)
        groups.append(QString::fromLatin1(text.sliced(at, qMin<qsizetype>(4, text.size() - at))));
    return groups.join(u' ');
}

Label *wrapped(const QString &text, const char *type = "body", const char *tone = nullptr)
{
    auto *label = new Label(text, type, tone);
    label->setWordWrap(true);
    return label;
}

QString inTwoColumns(const QStringList &codes)
{
    QString out;
    for (qsizetype i = 0; i < codes.size(); ++i)
        out += codes[i] + (i % 2 ? u"\n"_s : u"     "_s);
    return out.trimmed();
}

} // namespace

SecondFactorDialog::SecondFactorDialog(WindowVault &vault, QWidget *parent)
    : Dialog(tr("One-time codes"), parent), m_vault(vault), m_made(std::make_shared<const vault::NewSecondFactor>(vault::makeSecondFactor())),
      m_code(new Field(tr("Code that the authenticator shows now"), nullptr))
{
    setObjectName(u"secondFactorDialog"_s);
    setFixedWidth(Theme::current().scaled(460));
    fitHeight(this);
    auto *secret = wrapped(inGroups(m_made->factor.seed.reveal()), "mono");
    secret->setObjectName(u"seedLabel"_s);
    auto *codes = wrapped(inTwoColumns(m_made->recoveryCodes), "mono");
    codes->setObjectName(u"recoveryCodesLabel"_s);
    m_code->control()->setObjectName(u"codeEdit"_s);
    for (QWidget *part : std::initializer_list<QWidget *>{
             wrapped(tr("1. Enter this secret in an authenticator app, as a time-based code:")), secret,
             wrapped(tr("2. Write these recovery codes down. Each opens the vault once, together with the passphrase:")), codes,
             wrapped(tr("They are shown only now. The codes guard this window; the encryption is that of the passphrase."), "secondary", "muted"), m_code})
        body()->addWidget(part);
    auto *clipboard = new SensitiveClipboard(this);
    addLeftButton(tr("Copy address"), [this, clipboard] { clipboard->put(Secret::copyOf(m_made->address.toUtf8())); });
    addCancel();
    m_on = addButton(tr("Turn on"), ButtonKind::Primary, [this] { turnOn(); });
    m_on->setObjectName(u"turnOnButton"_s);
    connect(m_code->edit(), &QLineEdit::textEdited, this, [this] { m_code->setError({}); });
}

void SecondFactorDialog::turnOn()
{
    if (m_code->edit()->text().trimmed().isEmpty())
        return m_code->setError(tr("Enter the code, so that it is sure to work."));
    m_on->setEnabled(false);
    deliver(m_vault.setSecondFactor(m_made, m_code->edit()->text()), this, [this](const Status &status) { answered(status); });
}

void SecondFactorDialog::answered(const Status &status)
{
    m_on->setEnabled(true);
    if (status)
        return accept();
    if (status.error().code != Errc::Cancelled)
        m_code->setError(wholeText(status.error()));
}

} // namespace aiops::credentials
