#include "widgets/envband.h"

#include "widgets/theme.h"

#include <QPainter>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

namespace {

struct BandRow
{
    QLatin1StringView environment;
    Token fill;
    Token line;
    Token text;
};
constexpr std::array<BandRow, 4> bandTable{{{"prod"_L1, Token::EnvProd, Token::EnvProdLine, Token::EnvText},
                                            {"staging"_L1, Token::EnvStage, Token::EnvStageLine, Token::EnvText2},
                                            {"dev"_L1, Token::EnvDev, Token::EnvDevLine, Token::EnvText2},
                                            {""_L1, Token::Raised, Token::Border, Token::Muted}}};

const BandRow &bandOf(const QString &environment)
{
    for (const BandRow &row : bandTable) {
        if (environment == row.environment)
            return row;
    }
    return bandTable.back();
}

} // namespace

EnvBand::EnvBand(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void EnvBand::setHost(const QString &environment, const QString &host)
{
    m_environment = environment;
    m_host = host;
    describe();
}

void EnvBand::setNotes(const QStringList &notes)
{
    m_notes = notes;
    describe();
}

void EnvBand::describe()
{
    const QString word = m_environment == u"prod"      ? tr("Production")
                         : m_environment == u"staging" ? tr("Staging")
                         : m_environment == u"dev"     ? tr("Development")
                                                       : tr("No environment");
    setAccessibleName(QStringList{word, m_host}.join(u", "_s));
    setAccessibleDescription(m_notes.join(u", "_s));
    update();
}

QSize EnvBand::sizeHint() const
{
    return {240, Theme::current().scaled(26)};
}

void EnvBand::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const BandRow &row = bandOf(m_environment);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(row.fill));
    painter.fillRect(0, 0, width(), 2, theme.color(row.line));
    painter.setPen(theme.color(row.text));
    QRect space = rect().adjusted(10, 2, -10, 0);
    if (!m_notes.isEmpty()) {
        painter.setFont(theme.font(Theme::Type::Secondary));
        const QString notes = painter.fontMetrics().elidedText(m_notes.join(u"   "_s), Qt::ElideRight, space.width() * 2 / 3);
        painter.drawText(space, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, notes);
        space.setRight(space.right() - painter.fontMetrics().horizontalAdvance(notes) - 16);
    }
    if (!m_environment.isEmpty()) {
        const QString word = accessibleName().section(u',', 0, 0).toUpper();
        painter.setFont(theme.font(Theme::Type::Caption, 700));
        painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, word);
        space.setLeft(space.left() + painter.fontMetrics().horizontalAdvance(word) + 10);
    }
    painter.setFont(theme.font(Theme::Type::Secondary));
    painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_host, Qt::ElideMiddle, qMax(0, space.width())));
}

} // namespace aiops::widgets
