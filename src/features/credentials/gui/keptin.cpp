#include "features/credentials/gui/keptin.h"

#include "vault/externalsource.h"
#include "widgets/field.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

QString vaultText(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

} // namespace

KeptIn::KeptIn(QWidget *parent)
    : QWidget(parent), m_source(new QComboBox), m_sourceField(new Field(tr("Kept in"), m_source)), m_reference(new Field(tr("Reference there"), nullptr))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_sourceField);
    column->addWidget(m_reference);
    m_source->setObjectName(u"keptInCombo"_s);
    m_source->addItem(tr("This vault"), QString());
    m_reference->control()->setObjectName(u"referenceEdit"_s);
    m_reference->edit()->setMaxLength(1000);
    connect(m_source, &QComboBox::currentIndexChanged, this, &KeptIn::showSource);
    connect(m_reference->edit(), &QLineEdit::textEdited, this, [this] { m_reference->setError({}); });
    showSource();
}

void KeptIn::setKind(const vault::KindSpec &spec)
{
    m_hasChoice = std::ranges::any_of(spec.fields, [](const vault::FieldSpec &field) { return QLatin1StringView(field.key) == "source"_L1; });
    const QString chosen = source();
    {
        const QSignalBlocker quiet(m_source);
        m_source->clear();
        m_source->addItem(tr("This vault"), QString());
        for (const vault::ExternalSource &one : vault::externalSources())
            if (vault::fits(one, spec.kind))
                m_source->addItem(vaultText(one.label), QString::fromLatin1(one.name));
        m_source->setCurrentIndex(qMax(0, m_source->findData(chosen)));
    }
    showSource();
    setVisible(m_hasChoice);
    emit changed();
}

void KeptIn::setValues(const QMap<QString, QString> &fields)
{
    m_source->setCurrentIndex(qMax(0, m_source->findData(fields.value(u"source"_s))));
    m_reference->edit()->setText(fields.value(u"reference"_s));
}

QMap<QString, QString> KeptIn::values() const
{
    if (!m_hasChoice)
        return {};
    return {{u"source"_s, source()}, {u"reference"_s, isElsewhere() ? m_reference->edit()->text().trimmed() : QString()}};
}

QString KeptIn::source() const
{
    return m_source->currentData().toString();
}

bool KeptIn::isElsewhere() const
{
    return m_hasChoice && !source().isEmpty();
}

bool KeptIn::check()
{
    const bool isMissing = isElsewhere() && m_reference->edit()->text().trimmed().isEmpty();
    m_reference->setError(isMissing ? tr("This is needed.") : QString());
    return !isMissing;
}

void KeptIn::setError(const QString &error)
{
    m_reference->setError(error);
}

void KeptIn::showSource()
{
    m_reference->setVisible(!source().isEmpty());
    for (const vault::ExternalSource &one : vault::externalSources())
        if (source() == QLatin1StringView(one.name)) {
            m_reference->edit()->setPlaceholderText(QString::fromUtf8(one.form));
            m_reference->setHint(source() == "agent"_L1 ? tr("Only the public key is kept here. Signing in uses that key of the agent and no other.")
                                 : source() == "command"_L1 ? tr("Its first line is the value. It runs without a shell, whenever the credential is used.")
                                                           : tr("Only this reference is kept here. The value is fetched whenever it is used."));
        }
    m_reference->setError({});
    emit changed();
}

} // namespace aiops::credentials
