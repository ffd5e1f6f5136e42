#include "widgets/theme.h"

#include "widgets/focusring.h"
#include "widgets/iconengine.h"
#include "widgets/tokens.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>

using namespace Qt::StringLiterals;

// Outside of the namespace, as the macro demands: a static library's resources are not found by themselves.
static void loadResources()
{
    Q_INIT_RESOURCE(widgets);
}

namespace aiops::widgets {
namespace {

Theme *s_current = nullptr;

struct TypeRow
{
    int pixels;
    bool mono;
};
constexpr std::array<TypeRow, 8> typeTable{{{11, false}, {12, false}, {13, false}, {15, false},
                                            {18, false}, {24, false}, {12, true}, {11, true}}};

} // namespace

Theme::Theme(QObject *parent) : QObject(parent)
{
    Q_ASSERT(!s_current);
    s_current = this;
    loadResources();
    m_systemFamily = QGuiApplication::font().family();
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_mode == Mode::System)
            apply();
    });
    new FocusRing(this);
    apply();
}

Theme::~Theme()
{
    s_current = nullptr;
}

Theme &Theme::current()
{
    Q_ASSERT(s_current);
    return *s_current;
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setZoom(int percent)
{
    const int zoom = qBound(75, percent, 200);
    if (zoom == m_zoom)
        return;
    m_zoom = zoom;
    apply();
}

void Theme::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    apply();
}

void Theme::setReducedMotion(bool reduced)
{
    if (reduced == m_reducedMotion)
        return;
    m_reducedMotion = reduced;
    emit changed();
}

QColor Theme::color(Token token) const
{
    const TokenColors &row = tokenTable[size_t(token)];
    return QColor::fromRgb(m_dark ? row.dark : row.light);
}

QColor Theme::chartColor(int index) const
{
    return QColor::fromRgb(projectTable[size_t(qAbs(index) % 8)]);
}

QList<QColor> Theme::projectColors() const
{
    QList<QColor> colors;
    for (const QRgb rgb : projectTable)
        colors.append(QColor::fromRgb(rgb));
    return colors;
}

QColor Theme::providerColor(const QString &provider) const
{
    struct Row { QLatin1StringView name; QRgb light; QRgb dark; };
    static constexpr std::array<Row, 4> rows{{{"aws"_L1, 0xff8a5700, 0xffe3a93c},
                                              {"gcp"_L1, 0xff1560b0, 0xff68aef2},
                                              {"az"_L1, 0xff0b6e99, 0xff5fc0e6},
                                              {"oci"_L1, 0xffb23a2c, 0xfff28b7d}}};
    for (const Row &row : rows) {
        if (provider == row.name)
            return QColor::fromRgb(m_dark ? row.dark : row.light);
    }
    return color(Token::Muted);
}

QColor Theme::statusColor(const QString &status) const
{
    struct Row { QLatin1StringView name; Token token; };
    static constexpr std::array<Row, 10> rows{{{"running"_L1, Token::Success}, {"warning"_L1, Token::Warn},
                                              {"critical"_L1, Token::Danger}, {"unreachable"_L1, Token::Danger},
                                              {"starting"_L1, Token::Info}, {"passed"_L1, Token::Success},
                                              {"failed"_L1, Token::Danger}, {"working"_L1, Token::Info},
                                              {"info"_L1, Token::Info}, {"waiting"_L1, Token::Disabled}}};
    for (const Row &row : rows) {
        if (status == row.name)
            return color(row.token);
    }
    return color(Token::Muted);
}

QFont Theme::font(Type type, int weight) const
{
    const TypeRow &row = typeTable[size_t(type)];
    QFont font = QGuiApplication::font();
    if (row.mono) {
        font.setFamilies({u"JetBrains Mono"_s, QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
        font.setFeature("calt", 0);
        font.setFeature("liga", 0);
    }
    font.setPixelSize(scaled(row.pixels));
    font.setWeight(QFont::Weight(weight));
    return font;
}

QIcon Theme::icon(const QString &name, Token token) const
{
    return name.isEmpty() ? QIcon() : QIcon(new IconEngine(name, token));
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) { palette.setColor(role, color(token)); };
    set(QPalette::Window, Token::Bg);
    set(QPalette::Base, Token::Surface);
    set(QPalette::AlternateBase, Token::Hover);
    set(QPalette::Text, Token::Text);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::Danger);
    set(QPalette::PlaceholderText, Token::Muted);
    set(QPalette::Button, Token::Raised);
    set(QPalette::Highlight, Token::Selected);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Link, Token::AccentText);
    set(QPalette::LinkVisited, Token::AccentText);
    set(QPalette::Accent, Token::Accent);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Mid, Token::Border);
    set(QPalette::Midlight, Token::Border);
    set(QPalette::Light, Token::Surface);
    set(QPalette::Dark, Token::BorderStrong);
    set(QPalette::Shadow, Token::BorderStrong);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Token::Disabled));
    return palette;
}

/// Replaces @token by its colour, @scheme by light or dark and @30px by that length at the chosen zoom.
QString Theme::styleSheet() const
{
    QFile file(u":/aiops/themes/app.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString source = QString::fromUtf8(file.readAll());
    QHash<QString, QString> values{{u"scheme"_s, m_dark ? u"dark"_s : u"light"_s}};
    for (const TokenColors &row : tokenTable)
        values.insert(QString::fromLatin1(row.name), color(row.token).name());
    QString out;
    out.reserve(source.size() * 2);
    for (qsizetype at = 0; at < source.size();) {
        if (source[at] != u'@') {
            out.append(source[at++]);
            continue;
        }
        qsizetype end = at + 1;
        while (end < source.size() && (source[end].isLetterOrNumber() || source[end] == u'_'))
            ++end;
        const QString word = source.sliced(at + 1, end - at - 1);
        if (word.endsWith(u"px") && word.front().isDigit())
            out.append(QString::number(scaled(word.chopped(2).toInt())) + u"px"_s);
        else
            out.append(values.value(word));
        at = end;
    }
    return out;
}

void Theme::apply()
{
    const QStyleHints *hints = QGuiApplication::styleHints();
    m_dark = m_mode == Mode::Dark || (m_mode == Mode::System && hints->colorScheme() == Qt::ColorScheme::Dark);
    QFont body(m_systemFamily);
    body.setFamilies({u"Inter"_s, m_systemFamily});
    body.setPixelSize(scaled(13));
    body.setFeature("tnum", 1);
    body.setFeature("calt", 0); // Inter would draw "->" as an arrow: what a host said is shown as it was said
    QApplication::setFont(body);
    QApplication::setPalette(palette());
    static_cast<QApplication *>(QApplication::instance())->setStyleSheet(styleSheet());
    emit changed();
}

} // namespace aiops::widgets
