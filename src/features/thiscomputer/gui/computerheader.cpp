#include "features/thiscomputer/gui/computerheader.h"

#include "features/thiscomputer/gui/iconview.h"
#include "features/thiscomputer/gui/tiletexts.h"
#include "widgets/label.h"
#include "widgets/statusglyph.h"

#include <QHBoxLayout>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;
using widgets::Label;

namespace {

/// The shape of "running", smaller than the one that a word stands beside.
class LiveMark final : public QWidget
{
public:
    LiveMark() { setFixedSize(9, 9); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        widgets::paintStatusGlyph(painter, rect(), u"running"_s);
    }
};

} // namespace

ComputerHeader::ComputerHeader(const Sampler &sampler, const char *type, bool showsUptime, QWidget *parent)
    : QWidget(parent), m_sampler(sampler), m_showsUptime(showsUptime), m_facts(new Label(QString(), "secondary", "muted"))
{
    m_facts->setObjectName(u"factsLabel"_s);
    m_facts->setElideMode(Qt::ElideRight);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(new IconView(u"computer"_s));
    row->addWidget(new Label(tr("This computer"), type));
    row->addSpacing(6);
    row->addWidget(new widgets::StatusGlyph(u"running"_s, tr("Running")));
    row->addWidget(m_facts, 1);
    row->addWidget(new LiveMark);
    row->addWidget(new Label(tr("Live, every 1 s"), "secondary", "muted"));
    connect(&sampler, &Sampler::updated, this, &ComputerHeader::showFacts);
    showFacts();
}

void ComputerHeader::addButton(QPushButton *button)
{
    layout()->addWidget(button);
}

void ComputerHeader::showFacts()
{
    QString text = factsText(m_sampler.facts(), m_sampler.latest().memoryTotal);
    if (const QString up = m_showsUptime ? uptimeText(m_sampler.uptime()) : QString(); !up.isEmpty())
        text += u", "_s + up;
    m_facts->setText(text);
}

} // namespace aiops::thiscomputer
