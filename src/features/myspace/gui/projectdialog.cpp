#include "features/myspace/gui/projectdialog.h"

#include "core/text.h"
#include "features/myspace/gui/actions.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/marks.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

/// One of the ten colours: a square that can be chosen.
class Swatch final : public QAbstractButton
{
public:
    explicit Swatch(const QColor &color) : m_color(color)
    {
        setCheckable(true);
        setFixedSize(28, 28);
        setAccessibleName(ProjectDialog::tr("Colour %1").arg(color.name()));
    }
    QColor color() const { return m_color; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_color);
        painter.drawRoundedRect(QRectF(rect()).adjusted(5, 5, -5, -5), 4, 4);
        if (!isChecked() && !hasFocus())
            return;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Theme::current().color(isChecked() ? Token::Text : Token::Focus), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    }

private:
    QColor m_color;
};

} // namespace

ProjectDialog::ProjectDialog(Actions &actions, ProjectId id, QWidget *parent)
    : FormDialog(id.isNull() ? tr("New project") : tr("Edit project"), id.isNull() ? tr("Create project") : tr("Save"), parent),
      m_actions(actions), m_id(id), m_name(addField(u"nameEdit"_s, tr("Name"))),
      m_slug(addField(u"slugEdit"_s, tr("Short name"))), m_swatches(new QButtonGroup(this))
{
    setObjectName(u"projectDialog"_s);
    m_slug->setHint(tr("Used by the command line. Made from the name unless you change it."));
    form()->addWidget(makeSwatches());
    m_hex = addField(u"colorEdit"_s, tr("Colour value"));
    m_description = addField(u"descriptionEdit"_s, tr("Description"));
    connect(m_name->edit(), &QLineEdit::textEdited, this, [this](const QString &name) {
        if (m_id.isNull() && !m_slug->edit()->isModified())
            m_slug->edit()->setText(slugOf(name));
    });
    connect(m_hex->edit(), &QLineEdit::textEdited, this, &ProjectDialog::pick);
    fill();
    m_name->edit()->setFocus();
}

QWidget *ProjectDialog::makeSwatches()
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(new Label(tr("Colour"), "secondary", "muted"));
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    for (const QColor &color : Theme::current().projectColors()) {
        auto *swatch = new Swatch(color);
        m_swatches->addButton(swatch);
        row->addWidget(swatch);
        connect(swatch, &QAbstractButton::clicked, this, [this, color] { m_hex->edit()->setText(color.name()); m_hex->setError({}); });
    }
    row->addStretch(1);
    column->addLayout(row);
    return holder;
}

void ProjectDialog::pick(const QString &color)
{
    m_swatches->setExclusive(false);
    for (QAbstractButton *button : m_swatches->buttons())
        button->setChecked(static_cast<Swatch *>(button)->color() == QColor(color));
    m_swatches->setExclusive(true);
}

void ProjectDialog::fill()
{
    const Project *project = m_actions.estate().project(m_id);
    const QList<QColor> colors = Theme::current().projectColors();
    const QString next = colors[m_actions.estate().projects().size() % colors.size()].name();
    m_hex->edit()->setText(project ? project->color : next);
    pick(m_hex->edit()->text());
    if (!project)
        return;
    m_name->edit()->setText(project->name);
    m_slug->edit()->setText(project->slug);
    m_description->edit()->setText(project->description);
}

void ProjectDialog::save()
{
    static const QRegularExpression hex(u"^#[0-9a-fA-F]{6}$"_s);
    banner()->clear();
    const QString name = m_name->edit()->text().trimmed();
    const QString color = m_hex->edit()->text().trimmed();
    m_name->setError(name.isEmpty() ? tr("Give it a name, such as Checkout.") : QString());
    m_hex->setError(hex.match(color).hasMatch() ? QString() : tr("Write the colour as # and six digits, such as #10a37f."));
    if (m_name->hasError() || m_hex->hasError())
        return (m_name->hasError() ? m_name : m_hex)->setFocus();
    setBusy(true);
    const ProjectEdit edit{.name = name, .slug = m_slug->edit()->text().trimmed(), .color = color.toLower(),
                           .description = m_description->edit()->text().trimmed()};
    deliver(m_actions.changes().saveProject(m_id, edit), this, [this](const Result<Project> &project) {
        setBusy(false);
        if (project)
            return accept();
        if (project.error().code == Errc::Conflict)
            return m_slug->setError(project.error().text);
        banner()->showError(project.error());
    });
}

OrganizationDialog::OrganizationDialog(Actions &actions, OrganizationId id, QWidget *parent)
    : FormDialog(id.isNull() ? tr("New organization") : tr("Rename organization"),
                 id.isNull() ? tr("Create organization") : tr("Rename"), parent),
      m_actions(actions), m_id(id),
      m_name(addField(u"nameEdit"_s, tr("Name"), id.isNull() ? QString() : actions.estate().organization().name))
{
    setObjectName(u"organizationDialog"_s);
    m_name->edit()->selectAll();
}

void OrganizationDialog::save()
{
    const QString name = m_name->edit()->text().trimmed();
    m_name->setError(name.isEmpty() ? tr("Give it a name.") : QString());
    if (name.isEmpty())
        return;
    setBusy(true);
    deliver(m_actions.changes().saveOrganization(m_id, name), this, [this](const Result<Organization> &made) {
        setBusy(false);
        if (made)
            return accept();
        m_name->setError(made.error().text);
    });
}

} // namespace aiops::myspace
