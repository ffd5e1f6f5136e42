#include "widgets/button.h"
#include "widgets/label.h"
#include "widgets/marks.h"
#include "widgets/theme.h"
#include "widgets/tokens.h"

#include <QApplication>
#include <QDirIterator>
#include <QGlyphRun>
#include <QPushButton>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QTextLayout>

using namespace aiops::widgets;
using namespace Qt::StringLiterals;

class TestTheme final : public QObject
{
    Q_OBJECT

private slots:
    void tableIsInTheOrderOfTheEnum()
    {
        for (int i = 0; i < tokenCount; ++i)
            QCOMPARE(int(tokenTable[size_t(i)].token), i);
    }

    void contrastIsEnough_data()
    {
        QTest::addColumn<Token>("front");
        QTest::addColumn<Token>("back");
        QTest::addColumn<double>("least");
        QTest::newRow("text on bg") << Token::Text << Token::Bg << 4.5;
        QTest::newRow("text on selected") << Token::Text << Token::Selected << 4.5;
        QTest::newRow("muted on sunken") << Token::Muted << Token::Sunken << 4.5;
        QTest::newRow("muted on hover") << Token::Muted << Token::Hover << 4.5;
        QTest::newRow("link on selected") << Token::AccentText << Token::Selected << 4.5;
        QTest::newRow("primary button") << Token::OnAccent << Token::AccentFill << 4.5;
        QTest::newRow("danger button") << Token::OnDanger << Token::DangerFill << 4.5;
        QTest::newRow("danger on tint") << Token::Danger << Token::DangerTint << 4.5;
        QTest::newRow("warn on tint") << Token::Warn << Token::WarnTint << 4.5;
        QTest::newRow("info on tint") << Token::Info << Token::InfoTint << 4.5;
        QTest::newRow("success on tint") << Token::Success << Token::SuccessTint << 4.5;
        QTest::newRow("production band") << Token::EnvText << Token::EnvProd << 4.5;
        QTest::newRow("terminal") << Token::TermText << Token::TermBg << 4.5;
        QTest::newRow("focus ring") << Token::Focus << Token::Surface << 3.0;
        QTest::newRow("box of an input") << Token::BorderStrong << Token::Surface << 3.0;
    }
    void contrastIsEnough()
    {
        QFETCH(Token, front);
        QFETCH(Token, back);
        QFETCH(double, least);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_theme.setMode(mode);
            QVERIFY(contrastRatio(m_theme.color(front), m_theme.color(back)) >= least);
        }
    }

    void changingTheModeTellsEveryoneOnce()
    {
        m_theme.setMode(Theme::Mode::Light);
        const QSignalSpy changed(&m_theme, &Theme::changed);
        m_theme.setMode(Theme::Mode::Dark);
        m_theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(m_theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(u"#0f1213"_s));
        QCOMPARE(QApplication::palette().color(QPalette::PlaceholderText), QColor(u"#9ba7ad"_s));
    }

    void styleSheetHasNoUnknownWord()
    {
        const QString sheet = qApp->styleSheet();
        QVERIFY(sheet.size() > 1000);
        QVERIFY(!sheet.contains(u'@'));
        QVERIFY(!sheet.contains(u": ;"_s));
        QVERIFY(!sheet.contains(u"  }"_s));
        QVERIFY(sheet.contains(m_theme.color(Token::AccentFill).name()));
    }

    void zoomScalesTextAndRows()
    {
        QCOMPARE(m_theme.font(Theme::Type::Body).pixelSize(), 13);
        m_theme.setZoom(150);
        QCOMPARE(m_theme.font(Theme::Type::Body).pixelSize(), 19);
        QCOMPARE(m_theme.rowHeight(), 51);
        QVERIFY(qApp->styleSheet().contains(u"min-height: 42px"_s));
        m_theme.setZoom(1000);
        QCOMPARE(m_theme.zoom(), 200);
        m_theme.setZoom(100);
    }

    void figuresAreTabular()
    {
        const QFontMetrics metrics(m_theme.font(Theme::Type::Body, 600));
        QCOMPARE(metrics.horizontalAdvance(u"1111"_s), metrics.horizontalAdvance(u"8888"_s));
    }

    void whatAHostSaidIsNotMadePrettier()
    {
        Label heading(u"a -> b"_s, "heading"); // its font comes out of the style sheet
        heading.ensurePolished();
        for (const QFont &font : {m_theme.font(Theme::Type::Body), heading.font(), m_theme.font(Theme::Type::Mono)})
            QCOMPARE(glyphsOf(u"->"_s, font), glyphsOf(u"-"_s, font) + glyphsOf(u">"_s, font));
    }

    void aStyleIsMadeOnceItIsNeeded()
    {
        QPushButton button;
        setSmall(&button);
        QVERIFY(!button.testAttribute(Qt::WA_WState_Polished));
        button.ensurePolished();
        const int small = button.sizeHint().height();
        setSmall(&button, false);
        QVERIFY(button.sizeHint().height() > small);
        setSmall(&button);
        QCOMPARE(button.sizeHint().height(), small);
    }

    void everyIconIsAPicture()
    {
        int count = 0;
        for (QDirIterator it(u":/aiops/icons"_s); it.hasNext(); ++count) {
            const QString path = it.next();
            QVERIFY2(QSvgRenderer(path).isValid(), qPrintable(path));
        }
        QVERIFY(count >= 45);
    }

    void iconsFollowTheThemeAndTheScale()
    {
        m_theme.setMode(Theme::Mode::Light);
        const QIcon icon = m_theme.icon(u"stop"_s, Token::Danger);
        const QColor wanted = m_theme.color(Token::Danger);
        const QPixmap twice = icon.pixmap(QSize(16, 16), 2.0);
        QCOMPARE(twice.size(), QSize(32, 32));
        QCOMPARE(strongest(twice.toImage()), wanted);
        m_theme.setMode(Theme::Mode::Dark);
        QCOMPARE(strongest(icon.pixmap(QSize(16, 16), 2.0).toImage()), m_theme.color(Token::Danger));
        QCOMPARE(strongest(icon.pixmap(QSize(16, 16), 2.0, QIcon::Disabled).toImage()), m_theme.color(Token::Disabled));
    }

private:
    static QList<quint32> glyphsOf(const QString &text, const QFont &font)
    {
        QTextLayout layout(text, font);
        layout.beginLayout();
        layout.createLine();
        layout.endLayout();
        return layout.glyphRuns().constFirst().glyphIndexes();
    }
    static QColor strongest(const QImage &image)
    {
        QColor found(Qt::transparent);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() > found.alpha())
                    found = pixel;
            }
        }
        found.setAlpha(255);
        return found;
    }

    Theme m_theme;
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
