#include "features/credentials/gui/secondfactordialog.h"

#include "core/errortext.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/sensitiveclipboard.h"
#include "features/credentials/gui/windowvault.h"
#include "vault/secondfactor.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/qrview.h"
#include "widgets/secrettext.h"

#include <QHBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

/// "JBSW Y3DP …", as people copy it by hand.
std::shared_ptr<const Secret> inGroups(QByteArrayView text)
{
    Secret out = Secret::zeroed(text.size() + (text.size() - 1) / 4);
    for (qsizetype i = 0, at = 0; i < text.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            out.data()[at++] = ' ';
        out.data()[at++] = text[i];
    }
    return std::make_shared<const Secret>(std::move(out));
}

Label *wrapped(const QString &text, const char *type = "body", const char *tone = nullptr)
{
    auto *label = new Label(text, type, tone);
    label->setWordWrap(true);
    return label;
}

std::shared_ptr<const Secret> lines(const QStringList &codes, qsizetype columns)
{
    QByteArray out;
    out.reserve(32 * codes.size());
    for (qsizetype i = 0; i < codes.size(); ++i)
        out += (i == 0 ? "" : i % columns ? "     " : "\n") + codes[i].toLatin1();
    return std::make_shared<const Secret>(std::move(out));
}

} // namespace

SecondFactorDialog::SecondFactorDialog(WindowVault &vault, QWidget *parent)
    : Dialog(tr("One-time codes"), parent), m_vault(vault), m_made(std::make_shared<const vault::NewSecondFactor>(vault::makeSecondFactor())),
      m_clipboard(new SensitiveClipboard(this)), m_code(new Field(tr("Code that the authenticator shows now"), nullptr))
{
    setObjectName(u"secondFactorDialog"_s);
    setFixedWidth(Theme::current().scaled(460));
    fitHeight(this);
    m_code->control()->setObjectName(u"codeEdit"_s);
    for (QWidget *part : std::initializer_list<QWidget *>{
             wrapped(tr("1. Scan this with an authenticator app, or enter the secret as a time-based code:")), secretPart(),
             wrapped(tr("2. Write these recovery codes down. Each opens the vault once, together with the passphrase:")), codesPart(),
             wrapped(tr("They are shown only now. The codes guard this window; the encryption is that of the passphrase."), "secondary", "muted"), m_code})
        body()->addWidget(part);
    addCancel();
    m_on = addButton(tr("Turn on"), ButtonKind::Primary, [this] { turnOn(); });
    m_on->setObjectName(u"turnOnButton"_s);
    connect(m_code->edit(), &QLineEdit::textEdited, this, [this] { m_code->setError({}); });
}

QWidget *SecondFactorDialog::secretPart()
{
    auto *part = new QWidget;
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    const auto address = std::make_shared<const Secret>(m_made->address.toUtf8());
    if (auto code = QrCode::encode(address->reveal())) {
        auto *picture = new QrView(*std::move(code));
        picture->setObjectName(u"seedQr"_s);
        row->addWidget(picture, 0, Qt::AlignTop);
    }
    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    auto *text = new SecretText(tr("The secret, for the eyes only; copy it with the button"), inGroups(m_made->factor.seed.reveal()));
    text->setObjectName(u"seedText"_s);
    column->addWidget(text);
    column->addWidget(copyButton(tr("Copy secret"), u"copySeedButton"_s, std::make_shared<const Secret>(m_made->factor.seed.clone())), 0, Qt::AlignLeft);
    column->addWidget(copyButton(tr("Copy address"), u"copyAddressButton"_s, address), 0, Qt::AlignLeft);
    column->addStretch();
    row->addLayout(column, 1);
    return part;
}

QWidget *SecondFactorDialog::codesPart()
{
    auto *part = new QWidget;
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    auto *text = new SecretText(tr("Recovery codes, for the eyes only; copy them with the button"), lines(m_made->recoveryCodes, 2));
    text->setObjectName(u"recoveryCodesText"_s);
    row->addWidget(text, 1);
    row->addWidget(copyButton(tr("Copy codes"), u"copyCodesButton"_s, lines(m_made->recoveryCodes, 1)), 0, Qt::AlignTop);
    return part;
}

QPushButton *SecondFactorDialog::copyButton(const QString &text, const QString &name, std::shared_ptr<const Secret> secret)
{
    auto *button = makeButton(text, ButtonKind::Plain, u"copy"_s);
    button->setObjectName(name);
    button->setAutoDefault(false);
    setSmall(button);
    connect(button, &QPushButton::clicked, this, [this, secret] { m_clipboard->put(*secret); });
    return button;
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
