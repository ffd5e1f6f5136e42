#include "shell/helppage.h"

#include "widgets/label.h"
#include "widgets/theme.h"

#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QListWidget>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBrowser>
#include <QResizeEvent>
#include <QTextBlock>
#include <QUrl>

// Outside of the namespace, as the macro demands: a static library's resources are not found by themselves.
static void loadManual()
{
    Q_INIT_RESOURCE(manual);
}

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

const QString root = u":/aiops/manual/"_s;

QString read(const QString &file)
{
    QFile source(root + file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
}

class ManualView final : public QTextBrowser
{
public:
    ManualView()
    {
        setOpenLinks(false);
        setObjectName(u"manualView"_s);
        document()->setDocumentMargin(4);
    }

    /// Nothing but the manual is shown, and that is put in below.
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

/// The pictures of a page, not wider than it.
void addPictures(QTextDocument &document, const QString &text, int most)
{
    static const QRegularExpression picture(uR"(!\[[^\]]*\]\((pictures/[a-z0-9-]+\.png)\))"_s);
    for (auto found = picture.globalMatch(text); found.hasNext();) {
        const QString file = found.next().captured(1);
        const QImage image(root + file);
        document.addResource(QTextDocument::ImageResource, QUrl(file),
                             image.width() > most ? image.scaledToWidth(most, Qt::SmoothTransformation) : image);
    }
}

/// Sizes of the theme instead of Qt's for a web page, and some air.
void setSizes(QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        format.setTopMargin(level ? 14 : 2);
        format.setBottomMargin(6);
        format.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
        cursor.setBlockFormat(format);
        if (!level)
            continue;
        QTextCharFormat heading;
        heading.setFont(Theme::current().font(level == 1 ? Theme::Type::Title : Theme::Type::Section, 600));
        cursor.select(QTextCursor::BlockUnderCursor);
        cursor.mergeCharFormat(heading);
    }
}

} // namespace

HelpPage::HelpPage(QWidget *parent) : Page(parent), m_list(new QListWidget), m_text(new ManualView)
{
    loadManual();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *side = new QFrame;
    side->setProperty("panel", u"left"_s);
    side->setFixedWidth(Theme::current().scaled(200));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(8, 14, 8, 8);
    auto *title = new widgets::Label(tr("Manual"), "title");
    title->setContentsMargins(8, 0, 0, 6);
    column->addWidget(title);
    column->addWidget(m_list, 1);
    m_list->setObjectName(u"manualList"_s);
    m_list->setAccessibleName(tr("Pages of the manual"));
    m_text->setAccessibleName(tr("Manual"));
    m_text->setMaximumWidth(Theme::current().scaled(860));
    m_text->setFrameShape(QFrame::NoFrame);
    auto *holder = new QHBoxLayout;
    holder->setContentsMargins(20, 14, 8, 8);
    holder->addWidget(m_text, 860);
    holder->addStretch(1);
    row->addWidget(side);
    row->addLayout(holder, 1);
    fill();
    connect(m_list, &QListWidget::currentRowChanged, this, &HelpPage::showRow);
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpPage::followLink);
    connect(&Theme::current(), &Theme::changed, this, [this] { showRow(m_list->currentRow()); });
}

/// The index of the manual is its README: "- [Terminals](terminals.md): …".
void HelpPage::fill()
{
    static const QRegularExpression entry(uR"(^- \[([^\]]+)\]\(([a-z0-9-]+)\.md\))"_s, QRegularExpression::MultilineOption);
    for (auto found = entry.globalMatch(read(u"README.md"_s)); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        auto *item = new QListWidgetItem(match.captured(1), m_list);
        item->setData(Qt::UserRole, match.captured(2));
    }
}

void HelpPage::openObject(const QString &page)
{
    select(page);
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
}

void HelpPage::select(const QString &page)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole) == page)
            m_list->setCurrentRow(row);
    }
}

void HelpPage::showRow(int row)
{
    if (row < 0)
        return;
    const QString text = read(m_list->item(row)->data(Qt::UserRole).toString() + u".md"_s);
    m_text->document()->setMarkdown(text, QTextDocument::MarkdownDialectGitHub);
    addPictures(*m_text->document(), text, qMax(200, m_text->viewport()->width() - 24));
    setSizes(*m_text->document());
    m_text->verticalScrollBar()->setValue(0);
}

void HelpPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        QMetaObject::invokeMethod(this, [this] { showRow(m_list->currentRow()); }, Qt::QueuedConnection);
}

void HelpPage::followLink(const QUrl &link)
{
    if (link.scheme() == u"https"_s)
        QDesktopServices::openUrl(link);
    else if (link.isRelative())
        select(link.path().remove(u".md"_s));
}

QWidget *HelpPage::mainView()
{
    return m_text;
}

} // namespace aiops::shell
