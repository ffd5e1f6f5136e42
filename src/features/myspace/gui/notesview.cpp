#include "features/myspace/gui/notesview.h"

#include "shell/confirmation.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"

#include <QDesktopServices>
#include <QLocale>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr qsizetype kLongest = 100'000; ///< as inventory stores it
constexpr int kDeepest = 30;

} // namespace

bool isTooNested(const QString &markdown)
{
    for (const QStringView line : QStringView(markdown).split(u'\n')) {
        int markers = 0;
        for (const QChar c : line) {
            if (c == u'>' || c == u'-' || c == u'+' || c == u'*' || c == u'[' || c == u'_')
                ++markers;
            else if (!c.isSpace() && !c.isDigit() && c != u'.' && c != u')')
                break;
        }
        const bool isRule = QString(line.toString()).remove(u' ').remove(u'-').remove(u'_').remove(u'*').isEmpty() && !line.contains(u"- "_s);
        if (markers > kDeepest && !isRule)
            return true;
        if (line.count(u'[') > 500 || line.count(u'*') > 2000 || line.count(u'|') > 500)
            return true;
    }
    return false;
}

MarkdownView::MarkdownView(QWidget *parent) : QTextBrowser(parent), m_opener(&QDesktopServices::openUrl)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this, &MarkdownView::follow);
}

void MarkdownView::showMarkdown(const QString &markdown)
{
    if (isTooNested(markdown))
        document()->setPlainText(markdown);
    else
        document()->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) | QTextDocument::MarkdownNoHTML);
}

QVariant MarkdownView::loadResource(int, const QUrl &)
{
    return QByteArray();
}

bool MarkdownView::mayOpen(const QUrl &url)
{
    static const QStringList schemes{u"http"_s, u"https"_s, u"mailto"_s};
    return url.isValid() && schemes.contains(url.scheme().toLower()) && (url.scheme() == u"mailto" || !url.host().isEmpty());
}

void MarkdownView::follow(const QUrl &url)
{
    const QString target = url.toString(QUrl::FullyEncoded);
    if (!mayOpen(url)) {
        shell::Confirmation::ask(window(), {.title = tr("This link is not opened"), .text = tr("It leads to %1. Only web pages and mail addresses are opened.").arg(target.left(500)),
                                            .confirm = tr("Close"), .isDanger = false}, [] {});
        return;
    }
    shell::Confirmation::ask(window(), {.title = tr("Open this link?"), .text = target.left(2000), .confirm = tr("Open"), .isDanger = false},
                             [opener = m_opener, url] { opener(url); });
}

NotesView::NotesView(const QString &subject, QWidget *parent)
    : QWidget(parent), m_stack(new QStackedWidget), m_view(new MarkdownView), m_preview(new MarkdownView), m_editor(new QPlainTextEdit),
      m_empty(new EmptyState(u"edit"_s, tr("No notes yet"), tr("Write down what the next person has to know about %1. Markdown works.").arg(subject))),
      m_banner(new Banner), m_count(new Label(QString(), "caption", "muted")), m_edit(makeButton(tr("Edit notes"), ButtonKind::Plain, u"edit"_s)),
      m_save(makeButton(tr("Save"), ButtonKind::Primary)), m_cancel(makeButton(tr("Cancel")))
{
    build(subject);
    showNotes();
}

void NotesView::build(const QString &subject)
{
    setObjectName(u"notesView"_s);
    m_view->setObjectName(u"notesText"_s);
    m_view->setAccessibleName(tr("Notes about %1").arg(subject));
    m_preview->setObjectName(u"notesPreview"_s);
    m_preview->setAccessibleName(tr("Preview"));
    m_editor->setObjectName(u"notesEdit"_s);
    m_editor->setAccessibleName(tr("Notes as Markdown"));
    m_editor->setFont(Theme::current().font(Theme::Type::Mono));
    m_editor->setTabChangesFocus(true);
    m_edit->setObjectName(u"editNotesButton"_s);
    m_save->setObjectName(u"saveNotesButton"_s);
    m_save->setToolTip(tr("Save (%1)").arg(QKeySequence(QKeySequence::Save).toString(QKeySequence::NativeText)));
    m_cancel->setObjectName(u"cancelNotesButton"_s);
    auto *both = new QSplitter;
    both->addWidget(m_editor);
    both->addWidget(m_preview);
    both->setChildrenCollapsible(false);
    both->setHandleWidth(12);
    m_empty->addButton(tr("Write notes"), [this] { edit(); });
    for (QWidget *page : std::initializer_list<QWidget *>{m_view, both, m_empty})
        m_stack->addWidget(page);
    auto *row = new QHBoxLayout;
    row->addWidget(m_count);
    row->addStretch(1);
    for (QPushButton *button : {m_edit, m_cancel, m_save})
        row->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 12, 20, 12);
    column->setSpacing(10);
    column->addLayout(row);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    connect(m_edit, &QPushButton::clicked, this, &NotesView::edit);
    connect(m_save, &QPushButton::clicked, this, &NotesView::save);
    connect(m_cancel, &QPushButton::clicked, this, &NotesView::stop);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &NotesView::preview);
    auto *keys = new QShortcut(QKeySequence::Save, this, this, &NotesView::save);
    keys->setContext(Qt::WidgetWithChildrenShortcut);
}

bool NotesView::isEditing() const
{
    return m_stack->currentIndex() == 1;
}

void NotesView::setNotes(const QString &markdown)
{
    if (m_notes == markdown)
        return;
    m_notes = markdown;
    if (!isEditing())
        showNotes();
    else if (m_editor->toPlainText() != markdown)
        m_banner->showMessage(Banner::Tone::Warning, tr("The notes were changed meanwhile"), tr("Saving replaces them with what is written here."));
}

void NotesView::setEditable(bool editable)
{
    m_editable = editable;
    showNotes();
}

void NotesView::showNotes()
{
    if (isEditing() && m_save->isVisible())
        return;
    m_view->showMarkdown(m_notes);
    m_stack->setCurrentIndex(m_notes.trimmed().isEmpty() ? 2 : 0);
    m_edit->setVisible(m_editable && m_stack->currentIndex() == 0);
    m_save->hide();
    m_cancel->hide();
    m_count->hide();
}

void NotesView::edit()
{
    m_editor->setPlainText(m_notes);
    m_stack->setCurrentIndex(1);
    m_edit->hide();
    m_save->show();
    m_cancel->show();
    m_count->show();
    preview();
    m_editor->setFocus();
}

void NotesView::preview()
{
    const QString text = m_editor->toPlainText();
    m_preview->showMarkdown(text);
    const QLocale locale;
    m_count->setText(tr("%1 of %2 characters").arg(locale.toString(text.size()), locale.toString(kLongest)));
    m_count->setTone(text.size() > kLongest ? "danger" : "muted");
    m_save->setEnabled(text.size() <= kLongest && text != m_notes);
}

void NotesView::save()
{
    if (!isEditing() || !m_save->isEnabled())
        return;
    m_save->setEnabled(false);
    emit saveWanted(m_editor->toPlainText());
}

void NotesView::saved()
{
    if (isEditing())
        m_notes = m_editor->toPlainText();
    stop();
}

void NotesView::refused(const Error &error)
{
    m_banner->showError(error);
    m_save->setEnabled(true);
}

void NotesView::stop()
{
    m_banner->clear();
    m_stack->setCurrentIndex(0);
    showNotes();
}

} // namespace aiops::myspace
