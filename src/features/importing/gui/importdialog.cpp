#include "features/importing/gui/importdialog.h"

#include "core/text.h"
#include "features/importing/gui/columnmapping.h"
#include "features/importing/gui/forallfields.h"
#include "features/importing/gui/importedtoast.h"
#include "features/importing/gui/reviewfilter.h"
#include "features/importing/gui/reviewmodel.h"
#include "features/importing/gui/reviewtable.h"
#include "features/importing/textdecoding.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/segmentedcontrol.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::importing {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

QHBoxLayout *rowOf(QWidget *holder)
{
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    return row;
}

QString segmentOf(SourceKind kind)
{
    return std::array{u"ssh"_s, u"csv"_s, u"ansible"_s}[size_t(kind)];
}

} // namespace

ImportDialog::ImportDialog(ImportServices services, shell::Navigator &navigator, SourceKind kind, QWidget *parent)
    : Dialog(tr("Import instances"), parent), m_services(services), m_navigator(navigator), m_session(new ImportSession(services, this)),
      m_model(new ReviewModel(this)), m_filter(new ReviewFilter(this)), m_banner(new Banner), m_kind(new SegmentedControl), m_path(new QLineEdit),
      m_encoding(new QComboBox), m_mapping(new ColumnMapping), m_forAll(new ForAllFields(services.inventory)),
      m_keys(new QCheckBox(tr("Take over the host keys that known_hosts has for them"))), m_text(new FilterBar), m_states(new SegmentedControl),
      m_table(new QTableView), m_counts(new Label(QString(), "secondary", "muted"))
{
    setObjectName(u"importDialog"_s);
    setMinimumSize(Theme::current().scaled(900), Theme::current().scaled(560));
    const QSize room = (parent ? parent->window()->size() : QSize(1200, 800)) - QSize(80, 60);
    resize(QSize(Theme::current().scaled(1120), Theme::current().scaled(720)).boundedTo(room).expandedTo(minimumSize()));
    body()->setSpacing(10);
    body()->addWidget(makeSource());
    body()->addWidget(m_mapping);
    body()->addWidget(m_forAll);
    body()->addWidget(m_banner);
    body()->addWidget(makeFilters());
    m_filter->setSourceModel(m_model);
    m_table->setModel(m_filter);
    setUpReviewTable(*m_table);
    body()->addWidget(m_table, 1);
    auto *foot = new QWidget;
    QHBoxLayout *row = rowOf(foot);
    m_keys->setObjectName(u"keysCheck"_s);
    m_keys->setChecked(true);
    m_counts->setObjectName(u"countsLabel"_s);
    row->addWidget(m_counts, 1);
    row->addWidget(m_keys);
    body()->addWidget(foot);
    makeButtons();
    connect(m_forAll, &ForAllFields::changed, this, &ImportDialog::replan);
    connect(m_session, &ImportSession::busyChanged, this, &ImportDialog::showBusy);
    connect(m_session, &ImportSession::sourceRead, this, &ImportDialog::showSource);
    connect(m_session, &ImportSession::planned, this, &ImportDialog::showPlan);
    connect(m_session, &ImportSession::failed, this, [this](const Error &error) {
        m_model->setPlan({});
        m_banner->showError(error);
    });
    connect(m_model, &ReviewModel::ticksChanged, this, &ImportDialog::showCounts);
    m_kind->setCurrent(segmentOf(kind));
    chooseKind(segmentOf(kind));
}

ImportDialog::~ImportDialog()
{
    m_path->disconnect(this); // it loses the focus when the rest of this object is gone
}

QWidget *ImportDialog::makeSource()
{
    auto *holder = new QWidget;
    QHBoxLayout *row = rowOf(holder);
    m_kind->setObjectName(u"kindSegments"_s);
    m_kind->setAccessibleName(tr("Kind of file"));
    m_kind->addSegment(u"ssh"_s, tr("SSH configuration"));
    m_kind->addSegment(u"csv"_s, tr("CSV"));
    m_kind->addSegment(u"ansible"_s, tr("Ansible"));
    connect(m_kind, &SegmentedControl::chosen, this, &ImportDialog::chooseKind);
    auto *path = new widgets::Field(tr("File"), m_path);
    m_path->setObjectName(u"pathEdit"_s);
    connect(m_path, &QLineEdit::editingFinished, this, [this] {
        if (m_path->isModified())
            readFile(false);
    });
    auto *choose = makeButton(tr("Choose…"), ButtonKind::Plain, u"folder"_s);
    choose->setObjectName(u"chooseFileButton"_s);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ImportDialog::chooseFile);
    m_encoding->setObjectName(u"encodingCombo"_s);
    m_encoding->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_encoding->addItem(tr("Found out"), QString());
    for (const QString &encoding : knownEncodings())
        m_encoding->addItem(encoding, encoding);
    connect(m_encoding, &QComboBox::activated, this, [this] { readFile(true); });
    m_encodingField = new widgets::Field(tr("Encoding"), m_encoding);
    row->addWidget(m_kind, 0, Qt::AlignBottom);
    row->addWidget(path, 1);
    row->addWidget(choose, 0, Qt::AlignBottom);
    row->addWidget(m_encodingField);
    return holder;
}

QWidget *ImportDialog::makeFilters()
{
    auto *holder = new QWidget;
    QHBoxLayout *row = rowOf(holder);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Name, address, group or message"));
    m_text->setKeyHint({});
    m_text->setFixedWidth(Theme::current().scaled(260));
    connect(m_text, &QLineEdit::textChanged, m_filter, &ReviewFilter::setText);
    m_states->setObjectName(u"stateSegments"_s);
    m_states->setAccessibleName(tr("State of the rows"));
    m_states->addSegment(u"all"_s, tr("All"));
    for (const RowState state : {RowState::New, RowState::Changed, RowState::Same, RowState::Conflict, RowState::Error})
        m_states->addSegment(stateKey(state), stateWord(state));
    connect(m_states, &SegmentedControl::chosen, this, [this](const QString &id) { m_filter->setState(id == "all"_L1 ? QString() : id); });
    row->addWidget(m_text);
    row->addWidget(m_states);
    row->addStretch(1);
    for (const bool ticked : {true, false}) {
        auto *button = makeButton(ticked ? tr("Tick shown") : tr("Untick shown"), ButtonKind::Ghost);
        button->setObjectName(ticked ? u"tickButton"_s : u"untickButton"_s);
        button->setAutoDefault(false);
        setSmall(button);
        connect(button, &QPushButton::clicked, this, [this, ticked] { tickShown(ticked); });
        row->addWidget(button);
    }
    return holder;
}

void ImportDialog::makeButtons()
{
    m_copy = addLeftButton(tr("Copy messages"), [this] {
        QGuiApplication::clipboard()->setText(m_model->problemText());
        m_navigator.toast(tr("Messages copied"));
    });
    m_copy->setObjectName(u"copyButton"_s);
    m_stop = addLeftButton(tr("Stop reading"), [this] { m_session->stop(); });
    m_stop->setObjectName(u"stopButton"_s);
    m_stop->hide();
    addCancel();
    m_import = addButton(tr("Import"), ButtonKind::Primary, [this] { import(); });
    m_import->setObjectName(u"importButton"_s);
}

SourceKind ImportDialog::kind() const
{
    return m_kind->current() == "csv"_L1 ? SourceKind::Csv : m_kind->current() == "ansible"_L1 ? SourceKind::Ansible : SourceKind::SshConfig;
}

void ImportDialog::chooseKind(const QString &id)
{
    m_mapping->hide();
    m_encodingField->setVisible(id != "ssh"_L1);
    m_banner->clear();
    m_session->stop();
    m_model->setPlan({});
    const bool isFound = id == "ssh"_L1 && QFileInfo(userConfigFile()).isFile();
    m_path->setText(isFound ? userConfigFile() : QString());
    if (isFound)
        readFile(false);
    else
        m_banner->showMessage(Banner::Tone::Info, id == "csv"_L1 ? tr("Choose a CSV file whose first line names the columns.")
                                                  : id == "ssh"_L1 ? tr("There is no ~/.ssh/config on this computer. Choose another file.")
                                                                   : tr("Choose an Ansible inventory, INI or YAML."));
}

void ImportDialog::setFile(const QString &path)
{
    m_path->setText(path);
    readFile(false);
}

void ImportDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file"), QFileInfo(m_path->text()).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(kind() == SourceKind::Csv ? QStringList{tr("CSV files (*.csv *.tsv *.txt)"), tr("All files (*)")} : QStringList{tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::setFile);
    dialog->open();
}

void ImportDialog::readFile(bool keepMapping)
{
    m_path->setModified(false);
    if (m_path->text().trimmed().isEmpty())
        return;
    m_banner->clear();
    SourceFile file{.kind = kind(), .path = m_path->text().trimmed(), .encoding = m_encoding->currentData().toString()};
    if (keepMapping && file.kind == SourceKind::Csv)
        file.mapping = m_mapping->mapping();
    m_session->read(file);
}

void ImportDialog::replan()
{
    m_session->plan(m_forAll->value());
}

void ImportDialog::showSource()
{
    const ReadSource &source = m_session->source();
    m_mapping->setVisible(kind() == SourceKind::Csv);
    if (kind() == SourceKind::Csv) {
        m_mapping->setColumns(source.header, source.columns, source.sample);
        disconnect(m_mapping, nullptr, this, nullptr);
        connect(m_mapping, &ColumnMapping::changed, this, [this] { readFile(true); });
    }
    if (m_encoding->currentIndex() == 0 && !source.encoding.isEmpty())
        m_encoding->setItemText(0, tr("Found out: %1").arg(source.encoding));
}

void ImportDialog::showPlan(const ImportPlan &plan)
{
    m_model->setPlan(plan);
    m_copy->setVisible(!m_model->problemText().isEmpty());
    if (plan.rows.isEmpty() && plan.problems.isEmpty())
        m_banner->showMessage(Banner::Tone::Info, tr("There is no host in this file."));
    else if (m_model->errors() == 0)
        m_banner->clear();
    else
        m_banner->showMessage(Banner::Tone::Warning, m_model->errors() == 1 ? tr("1 row cannot be imported. The others can.") : tr("%1 rows cannot be imported. The others can.").arg(m_model->errors()));
}

void ImportDialog::showCounts()
{
    const auto counts = m_model->plan().counts();
    const QLocale locale;
    QStringList parts{tr("%1 new").arg(locale.toString(counts[0])), tr("%1 changed").arg(locale.toString(counts[1])), tr("%1 same").arg(locale.toString(counts[2]))};
    if (counts[3] > 0)
        parts += counts[3] == 1 ? tr("1 conflict") : tr("%1 conflicts").arg(locale.toString(counts[3]));
    if (m_model->errors() > 0)
        parts += m_model->errors() == 1 ? tr("1 error") : tr("%1 errors").arg(locale.toString(m_model->errors()));
    m_counts->setText(m_model->rowCount() == 0 ? QString() : parts.join(u", "_s));
    const int chosen = int(m_model->chosen().size());
    m_import->setEnabled(chosen > 0 && !m_session->isBusy());
    m_import->setText(chosen == 1 ? tr("Import 1 instance") : chosen > 0 ? tr("Import %1 instances").arg(locale.toString(chosen)) : tr("Nothing to import"));
}

void ImportDialog::showBusy()
{
    m_stop->setVisible(m_session->isBusy());
    if (m_session->isBusy()) {
        m_counts->setText(tr("Reading %1…").arg(shownPlain(QFileInfo(m_path->text()).fileName(), 60)));
        m_import->setEnabled(false);
    } else {
        showCounts();
    }
}

void ImportDialog::tickShown(bool ticked)
{
    QModelIndexList rows;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        rows += m_filter->mapToSource(m_filter->index(row, 0));
    m_model->tick(rows, ticked);
}

void ImportDialog::import()
{
    m_import->setEnabled(false);
    m_banner->clear();
    m_counts->setText(tr("Writing…"));
    deliver(m_session->apply(m_model->plan(), m_model->chosen(), m_keys->isChecked()), this, [this](const Result<Applied> &applied) {
        showCounts();
        if (!applied)
            return m_banner->showError(applied.error());
        tellImported(m_services, m_navigator, *applied);
        if (!applied->keysError)
            return accept();
        m_model->untickAll();
        m_banner->showError({applied->keysError->code, tr("The instances were imported, but not their host keys. %1").arg(applied->keysError->text),
                             applied->keysError->detail, applied->keysError->hint});
    });
}

} // namespace aiops::importing
