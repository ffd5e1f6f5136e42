#include "features/credentials/gui/kitpdf.h"

#include "core/newfile.h"

#include <QFontDatabase>
#include <QPainter>
#include <QPdfWriter>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

/// The lines with groups stand in the kit's text four spaces in: they are printed large, in a fixed width.
void paintKit(QPdfWriter &writer, const QString &text)
{
    QPainter painter(&writer);
    QFont body(u"sans-serif"_s, 10), title(u"sans-serif"_s, 18, QFont::DemiBold), code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    code.setPointSize(16);
    double y = 0;
    bool first = true;
    for (const QString &line : text.split(u'\n')) {
        const bool isCode = line.startsWith(u"    "_s);
        painter.setFont(first ? title : isCode ? code : body);
        first = false;
        const QRectF room(0, y, writer.width(), writer.height() - y);
        QRectF used;
        painter.drawText(room, Qt::TextWordWrap, line.isEmpty() ? u" "_s : line.trimmed(), &used);
        y += used.height() * (isCode ? 1.5 : 1.2);
    }
}

} // namespace

Status writeKitPdf(const vault::RecoveryKit &kit, const QString &path)
{
    auto file = NewFile::create(path, NewFile::Existing::Keep);
    if (!file)
        return std::unexpected(file.error());
    {
        QPdfWriter writer(&(*file)->device());
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(25, 25, 25, 25), QPageLayout::Millimeter);
        writer.setTitle(u"AIOps Command Center: recovery kit"_s);
        paintKit(writer, QString::fromUtf8(vault::kitText(kit).reveal())); // it is printed: a copy is what it is for
    }
    return (*file)->commit();
}

} // namespace aiops::credentials
