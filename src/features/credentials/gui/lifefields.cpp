#include "features/credentials/gui/lifefields.h"

#include "vault/vault.h"
#include "widgets/field.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QTimeZone>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

LifeFields::LifeFields(QWidget *parent) : QWidget(parent), m_days(new QSpinBox), m_expires(new Field(tr("Expires on"), nullptr))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_days->setObjectName(u"rotationSpin"_s);
    m_days->setRange(0, vault::longestRotation);
    m_days->setSpecialValueText(tr("By hand"));
    m_days->setSuffix(tr(" days"));
    m_days->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_expires->control()->setObjectName(u"expiresEdit"_s);
    m_expires->edit()->setPlaceholderText(tr("Never, or 2027-03-01"));
    connect(m_expires->edit(), &QLineEdit::textEdited, this, [this] { m_expires->setError({}); });
    row->addWidget(new Field(tr("Change it every"), m_days), 1, Qt::AlignTop);
    row->addWidget(m_expires, 1, Qt::AlignTop);
}

void LifeFields::setValues(int rotationDays, const QDateTime &expiresAt)
{
    m_days->setValue(rotationDays);
    m_expires->edit()->setText(expiresAt.isValid() ? expiresAt.toUTC().date().toString(Qt::ISODate) : QString());
}

int LifeFields::rotationDays() const
{
    return m_days->value();
}

QDateTime LifeFields::expiresAt() const
{
    const QDate day = QDate::fromString(m_expires->edit()->text().trimmed(), Qt::ISODate);
    return day.isValid() ? day.startOfDay(QTimeZone::UTC) : QDateTime();
}

bool LifeFields::check()
{
    const bool isFine = m_expires->edit()->text().trimmed().isEmpty() || expiresAt().isValid();
    m_expires->setError(isFine ? QString() : tr("Write the day as 2027-03-01."));
    return isFine;
}

} // namespace aiops::credentials
