#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

namespace aiops::widgets {

/// Every colour of the program (ui-spec section 13). No other file names a colour.
enum class Token {
    Bg, Surface, Raised, Sunken, Hover, Selected, Border, BorderStrong, Text, Muted, Disabled,
    Accent, AccentText, AccentFill, OnAccent, Focus, Success, Warn, Danger, Info,
    SuccessTint, WarnTint, DangerTint, InfoTint, DangerFill, OnDanger, TermBg, TermText,
    EnvProd, EnvStage, EnvDev, EnvProdLine, EnvStageLine, EnvDevLine, EnvText, EnvText2,
};

/// Token table, palette, style sheet, fonts and icons of the current theme. One object, made by main() before the
/// first widget; widgets and delegates ask Theme::current() and repaint on changed().
class Theme final : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };

    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;
    static Theme &current();

    void setMode(Mode mode); ///< System follows the desktop's colour scheme
    Mode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }

    QColor color(Token token) const;
    QColor chartColor(int index) const;       ///< 8, then again from the first
    QList<QColor> projectColors() const;      ///< 10
    QColor providerColor(const QString &provider) const;
    /// Status word -> colour: running, warning, critical, unreachable, stopped, starting, unknown.
    QColor statusColor(const QString &status) const;

    enum class Type { Caption, Secondary, Body, Section, Title, Metric, Mono, MonoSmall };
    QFont font(Type type, int weight = 400) const; ///< tabular figures on
    /// An SVG of resources/icons in the colour of the token, sharp at any scale. It asks for the colour when it is
    /// painted, so nobody has to set icons again after changed().
    QIcon icon(const QString &name, Token token = Token::Text) const;

    void setZoom(int percent); ///< size of the text and of what holds it, 75 to 200
    int zoom() const { return m_zoom; }
    int scaled(int px) const { return px * m_zoom / 100; }
    void setCompact(bool compact);
    bool isCompact() const { return m_compact; }
    int rowHeight() const { return scaled(m_compact ? 28 : 34); } ///< of a table or list row

    void setReducedMotion(bool reduced);
    bool reducedMotion() const { return m_reducedMotion; }

signals:
    void changed();

private:
    void apply();
    QPalette palette() const;
    QString styleSheet() const;

    Mode m_mode = Mode::System;
    int m_zoom = 100;
    QString m_systemFamily;
    bool m_compact = false;
    bool m_dark = false;
    bool m_reducedMotion = false;
};

} // namespace aiops::widgets
