#include "features/credentials/gui/attachdialog.h"

#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/purposetext.h"
#include "features/credentials/gui/vaultsession.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/filterbar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kHaystackRole = Qt::UserRole + 1;

} // namespace

AttachDialog::AttachDialog(VaultSession &session, CredentialId id, QWidget *parent)
    : Dialog(tr("Attach credential"), parent), m_session(session), m_id(id), m_purpose(new QComboBox), m_filter(new FilterBar),
      m_list(new QListWidget), m_personal(new QCheckBox(tr("Only for me"))), m_banner(new Banner)
{
    setObjectName(u"attachDialog"_s);
    setMinimumWidth(Theme::current().scaled(460));
    if (const vault::CredentialInfo *info = session.credential(id))
        setTitle(tr("Attach %1").arg(info->name));
    build();
    addCancel();
    m_attach = addButton(tr("Attach"), ButtonKind::Primary, [this] { attach(); });
    m_attach->setObjectName(u"attachButton"_s);
    connect(m_filter, &QLineEdit::textChanged, this, &AttachDialog::filter);
    connect(m_purpose, &QComboBox::currentIndexChanged, this, &AttachDialog::fill);
    connect(m_list, &QListWidget::itemChanged, this, &AttachDialog::showChoice);
    fill();
}

void AttachDialog::build()
{
    m_purpose->setObjectName(u"purposeCombo"_s);
    const vault::CredentialInfo *info = m_session.credential(m_id);
    for (const Purpose purpose : {Purpose::Login, Purpose::Sudo, Purpose::Database, Purpose::Cloud, Purpose::Api})
        if (!info || vault::suits(info->kind, purpose))
            m_purpose->addItem(purposeText(purpose), purposeName(purpose));
    m_personal->setObjectName(u"personalCheck"_s);
    m_personal->setToolTip(plainToolTip(tr("It goes before what is attached for everybody, and changes nothing for others.")));
    m_filter->setObjectName(u"filterEdit"_s);
    m_filter->setSubject(tr("Name, address or tag"));
    m_filter->setKeyHint({});
    m_list->setObjectName(u"instanceList"_s);
    m_list->setAccessibleName(tr("Instances"));
    m_list->setMinimumHeight(Theme::current().scaled(220));
    body()->addWidget(m_banner);
    body()->addWidget(new Field(tr("Used for"), m_purpose));
    body()->addWidget(m_filter);
    body()->addWidget(m_list, 1);
    body()->addWidget(m_personal);
}

Purpose AttachDialog::purpose() const
{
    return parsePurpose(m_purpose->currentData().toString()).value_or(Purpose::Login);
}

void AttachDialog::fill()
{
    const QList<vault::Attachment> uses = m_session.usesOf(m_id);
    m_list->clear();
    for (const inventory::Instance &instance : m_session.instances()) {
        const auto same = [&](const vault::Attachment &use) { return use.instance == instance.id && use.purpose == purpose(); };
        if (std::ranges::any_of(uses, same))
            continue;
        auto *item = new QListWidgetItem(u"%1   %2"_s.arg(instance.name, instance.address), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        item->setData(kIdRole, instance.id.toString());
        item->setData(kHaystackRole, QStringList{instance.name, instance.address, instance.tags.join(u'\n')}.join(u'\n'));
        item->setSizeHint({0, Theme::current().scaled(28)});
    }
    filter(m_filter->text());
    showChoice();
}

void AttachDialog::filter(const QString &text)
{
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setHidden(!m_list->item(i)->data(kHaystackRole).toString().contains(text.trimmed(), Qt::CaseInsensitive));
}

QList<InstanceId> AttachDialog::chosen() const
{
    QList<InstanceId> ids;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            ids << InstanceId::parse(m_list->item(i)->data(kIdRole).toString());
    }
    return ids;
}

void AttachDialog::showChoice()
{
    const int count = int(chosen().size());
    m_attach->setEnabled(count > 0);
    m_attach->setText(count == 0 ? tr("Attach") : tr("Attach to %1").arg(usedByText(count)));
    m_attach->setAccessibleName(m_attach->text());
    if (m_list->count() == 0)
        m_banner->showMessage(Banner::Tone::Info, tr("No instance is left to attach it to."), tr("Add an instance in My Space first."));
    else
        m_banner->clear();
}

void AttachDialog::attach()
{
    m_attach->setEnabled(false);
    deliver(m_session.attach(m_id, chosen(), purpose(), m_personal->isChecked()), this, [this](const Status &status) {
        if (status)
            return accept();
        fill(); // without those that are attached by now
        m_banner->showError(status.error());
    });
}

} // namespace aiops::credentials
